import type { Measured } from './load'
import type { Governed } from './policies'
import { type Ratio, table } from './table'

const names: Record<string, string> = { inbox: 'the inbox', bytes: 'a file’s bytes' }

export const policyRatios = (governed: Governed): Ratio[] =>
  [...governed].map(([name, one]) => ({
    what: `Time of ${names[name]}, with 50 policies on and 100 locations over none`,
    ratio: one.without.perSecond / one.with.perSecond,
    aim: 1.15,
    atMost: true,
  }))

const row = (what: string, policies: string, { perSecond, p50, p99, cpu }: Measured) => [
  what,
  policies,
  perSecond.toFixed(1),
  p50.toFixed(1),
  p99.toFixed(1),
  cpu?.toFixed(1) ?? 'not known',
]

export const policySection = (governed: Governed) => `## Policies

The inbox and a file of 64 KiB, 8 requests at once, with 50 policies on and 100 named locations of 100 ranges each, in turn with the same with none on. Every policy applies to the reader, and only after each of its conditions was looked at; all are met.

${table(
  ['what', 'policies', 'a second', 'median ms', 'p99 ms', 'CPU ms'],
  [...governed].flatMap(([name, one]) => [row(names[name]!, 'none', one.without), row(names[name]!, '50', one.with)]),
)}
`
