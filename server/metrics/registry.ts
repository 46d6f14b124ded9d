import type { Histogram, Registry } from 'prom-client'
import { countOf } from '@/lib/counters'
import { counters } from './counters'
import type { Figures } from './figures'
import { gauges } from './gauges'

/** Seconds. The highest are for what large files and thousands of rows take. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30]

export type Metrics = {
  registry: Registry
  durations: Histogram<'route' | 'status'>
  /** Puts what was gathered, and what was counted until now, in place of what was there. */
  write: (figures: Figures) => void
}

/** Loads the library and makes every figure there is; of the process itself (memory, processor, event loop, open files) under the library's own names. */
export async function createRegistry(): Promise<Metrics> {
  const { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } = await import('prom-client')
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const durations = new Histogram({
    name: 'foyer_http_request_duration_seconds',
    help: 'Time until an answer was out or its reader gone, by page or route and by status; 499: gone before there was one.',
    labelNames: ['route', 'status'],
    buckets: BUCKETS,
    registers,
  })
  const counting = counters.map(({ name, help, label, of }) => ({
    label,
    of,
    counter: new Counter({ name, help, labelNames: label ? [label] : [], registers }),
  }))
  const measured = gauges.map(({ name, help, labels = [], read }) => ({
    read,
    labels,
    gauge: new Gauge({ name, help, labelNames: labels, registers }),
  }))
  const write = (figures: Figures) => {
    for (const { label, of, counter } of counting) {
      counter.reset()
      for (const [value, happenings] of Object.entries(of))
        counter.inc(label ? { [label]: value } : {}, sumOf(happenings))
    }
    for (const { read, labels, gauge } of measured) {
      gauge.reset()
      // Reset, it would tell a zero where nothing could be found out.
      if (labels.length === 0) gauge.remove()
      for (const [values, value] of read(figures)) gauge.set(values, value)
    }
  }
  return { registry, durations, write }
}

const sumOf = (happenings: readonly string[]) => happenings.reduce((sum, what) => sum + countOf(what), 0)
