import type { KnownActions } from './action-form'
import { builtActions } from './built-actions'
import released from './released-actions.json'
import { renamed } from './renamed-actions'

/**
 * The actions of the build and those of the last release, by id, and what the build calls each: a page that the last
 * release made sends the id that it knew.
 */
export const knownActions = (): NonNullable<KnownActions> =>
  actionsKnownTo(builtActions(), { released: released.actions, renamed })

type Past = {
  /** Names to ids. */ released: Record<string, string>
  /** Former names to those of today. */ renamed: Record<string, string>
}

export function actionsKnownTo(
  built: ReadonlyMap<string, string>,
  { released, renamed }: Past,
): NonNullable<KnownActions> {
  const former = Object.entries(released).flatMap(([name, id]) => {
    const today = built.get(renamed[name] ?? name)
    return today ? [[id, today] as const] : []
  })
  return new Map([...former, ...[...built.values()].map((id) => [id, id] as const)])
}
