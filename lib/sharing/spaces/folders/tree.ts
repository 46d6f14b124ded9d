/** How many folders may lie in each other. */
export const DEEPEST = 20

export type Branch = { id: string; parentId: string | null }

/** The folders of a space as a tree: what lies above one, and how much below. */
export function treeOf(folders: readonly Branch[]) {
  const parents = new Map(folders.map(({ id, parentId }) => [id, parentId]))
  const children = new Map<string | null, string[]>()
  for (const { id, parentId } of folders) {
    const beside = children.get(parentId)
    if (beside) beside.push(id)
    else children.set(parentId, [id])
  }
  const below = (id: string | null) => children.get(id) ?? []

  /** The folder itself, then those that it lies in. Ends where it comes to one a second time. */
  function upFrom(id: string | null) {
    const way = new Set<string>()
    for (let at = id; at && !way.has(at); at = parents.get(at) ?? null) way.add(at)
    return way
  }
  /** How many folders lie in each other from this one down: 1 where none lies in it. */
  const heightOf = (id: string): number => 1 + below(id).reduce((most, one) => Math.max(most, heightOf(one)), 0)

  return { upFrom, below, heightOf }
}
