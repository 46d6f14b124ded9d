const shared = globalThis as { foyerCounters?: Map<string, number> }

/** One for the whole process, though this file is loaded by the server and by what Next.js built. */
const counters = () => (shared.foyerCounters ??= new Map())

/** Counts that something happened, for whoever watches this process from outside. `what`: one of a closed list, never a name or an id. */
export function count(what: string, times = 1) {
  counters().set(what, countOf(what) + times)
}

/** How often it happened since this process began. */
export const countOf = (what: string): number => counters().get(what) ?? 0

/** All that was counted since it was last taken: from here on whoever takes it counts it. */
export function takeCounts(): [what: string, times: number][] {
  const taken = [...counters()]
  counters().clear()
  return taken
}
