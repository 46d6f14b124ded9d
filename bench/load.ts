import { performance } from 'node:perf_hooks'

/** `cpu` and `database`: milliseconds of CPU for each piece of work, of the server's Node processes and of PostgreSQL; null where nobody says. */
export type Measured = {
  perSecond: number
  done: number
  p50: number
  p99: number
  cpu: number | null
  database: number | null
}

/** Something to put under load: `once` is one whole piece of work; `cpu` and `database` say the CPU seconds so far. */
export type Subject = {
  name: string
  once: () => Promise<void>
  cpu: () => number | null
  database?: () => number | null
}

export type Plan = { atOnce: number; seconds: number; rounds: number }

/**
 * Runs the subjects in turn (A B A B) so that a slow minute of the machine meets all of them, and takes
 * each one's median round, by rate or by CPU. The first failure ends the benchmark: a rate with errors in it means nothing.
 */
export async function measure(subjects: Subject[], plan: Plan, by: 'perSecond' | 'cpu' = 'perSecond') {
  const rounds = new Map(subjects.map((subject) => [subject.name, [] as Measured[]]))
  for (let round = 0; round < plan.rounds; round++)
    for (const subject of subjects) rounds.get(subject.name)!.push(await run(subject, plan))
  return new Map([...rounds].map(([name, all]) => [name, middle(all, by)]))
}

/** Keeps `atOnce` pieces of work going for `seconds`, lets those under way end, and divides all by the time that took. */
export async function run(
  { once, cpu, database = () => null }: Subject,
  { atOnce, seconds }: Omit<Plan, 'rounds'>,
): Promise<Measured> {
  const started = performance.now()
  const before = { cpu: cpu(), database: database() }
  const end = started + seconds * 1000
  const times: number[] = []
  const keepGoing = async () => {
    for (let at = performance.now(); at < end; at = performance.now()) {
      await once()
      times.push(performance.now() - at)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, keepGoing))
  const elapsed = (performance.now() - started) / 1000
  const after = { cpu: cpu(), database: database() }
  const spent = (from: number | null, to: number | null) =>
    from === null || to === null ? null : ((to - from) * 1000) / times.length
  times.sort((a, b) => a - b)
  return {
    perSecond: times.length / elapsed,
    done: times.length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    cpu: spent(before.cpu, after.cpu),
    database: spent(before.database, after.database),
  }
}

const quantile = (sorted: number[], q: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? NaN

const middle = (all: Measured[], by: 'perSecond' | 'cpu') =>
  all.toSorted((a, b) => (a[by] ?? 0) - (b[by] ?? 0))[Math.floor(all.length / 2)]!
