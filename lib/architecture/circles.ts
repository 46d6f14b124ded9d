import { importsOf, type Source } from './house'

/** Lists the circles of imports among files, types included, each as the files that lead back to themselves. */
export function circlesIn(sources: readonly Source[]): string[] {
  const graph = graphOf(sources)
  const [index, low] = [new Map<string, number>(), new Map<string, number>()]
  const [stack, circles]: [string[], string[]] = [[], []]

  // Tarjan, "Depth-first search and linear graph algorithms" (1972).
  function visit(file: string) {
    index.set(file, index.size)
    low.set(file, index.get(file)!)
    stack.push(file)
    for (const next of graph.get(file)!) {
      if (!index.has(next)) visit(next)
      if (stack.includes(next)) low.set(file, Math.min(low.get(file)!, low.get(next)!))
    }
    if (low.get(file) !== index.get(file)) return
    const circle = stack.splice(stack.indexOf(file))
    if (circle.length > 1) circles.push(circle.sort().join(' '))
  }

  for (const file of graph.keys()) if (!index.has(file)) visit(file)
  return circles
}

function graphOf(sources: readonly Source[]) {
  const files = new Set(sources.map(({ file }) => file))
  const fileOf = (target: string) => [`${target}.ts`, `${target}.tsx`].find((file) => files.has(file)) ?? []
  return new Map(
    sources.map((source) => [source.file, importsOf(source).flatMap(({ target }) => (target ? fileOf(target) : []))]),
  )
}
