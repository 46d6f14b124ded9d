import { z } from 'zod'
import { tick } from '../forms/tick'
import { wholeNumberOrNone } from '../forms/whole-number'
import { requiredLine } from '../plain-text'
import { MOST_SPANS, platforms, portalAreas } from '../policy'

const ids = z.array(z.uuid()).max(1000, 'Choose fewer.').default([])
const lines = z.string().max(100_000, 'Take fewer lines.').default('')
const count = (name: string, most: number) =>
  wholeNumberOrNone(1, most, `${name} is a whole number from 1 to ${most}, or empty.`).default(null)
const days = z.array(z.coerce.number().int().min(1).max(7)).default([])
const time = z.string().trim().default('')

/** The fields of one span of hours, numbered from 1. */
const spanFields = (kind: 'include' | 'except', place: number) =>
  kind === 'include'
    ? ({ days: `days${place}`, from: `from${place}`, to: `to${place}` } as const)
    : ({ days: `exceptDays${place}`, from: `exceptFrom${place}`, to: `exceptTo${place}` } as const)

const spansOf = (kind: 'include' | 'except') => Array.from({ length: MOST_SPANS }, (_, at) => spanFields(kind, at + 1))

/** The fields of every span that the form can have: of hours that the policy is limited to, and of those it leaves out. */
export const hourFields = { include: spansOf('include'), except: spansOf('except') }

export type SpanFields = ReturnType<typeof spanFields>
type DaysField = SpanFields['days']
type TimeField = SpanFields['from' | 'to']

const spans = Object.fromEntries(
  [...hourFields.include, ...hourFields.except].flatMap((names) => [
    [names.days, days],
    [names.from, time],
    [names.to, time],
  ]),
) as Record<DaysField, typeof days> & Record<TimeField, typeof time>

/** The form of a policy, field by field as it is sent. */
export const PolicyForm = z.object({
  name: requiredLine(120, 'A policy needs a name.', { tooLong: 'A name has at most 120 characters.' }),
  state: z.enum(['on', 'off', 'report_only'], 'Choose whether it is on, off, or only reports.'),
  who: z.array(z.enum(['guests', 'members', 'people', 'domains', 'new'])).default([]),
  people: lines,
  domains: lines,
  newGuestDays: count('The first days', 365),
  exceptPeople: lines,
  exceptDomains: lines,
  exceptAdministrators: tick,
  resources: z.enum(['all', 'chosen', 'none']).default('none'),
  resourceNames: lines,
  labelIds: ids,
  areas: z.array(z.enum(portalAreas)).default([]),
  exceptResourceNames: lines,
  exceptLabelIds: ids,
  networks: ids,
  trusted: tick,
  exceptNetworks: ids,
  exceptTrusted: tick,
  platforms: z.array(z.enum(platforms)).default([]),
  exceptPlatforms: z.array(z.enum(platforms)).default([]),
  browser: z.enum(['any', 'new', 'known']).default('any'),
  ...spans,
  operator: z.enum(['all', 'any']).default('all'),
  block: tick,
  multiFactor: tick,
  passkey: tick,
  terms: tick,
  termsIds: ids,
  codeHours: count('Hours since the code', 24),
  codeForEach: tick,
  purpose: tick,
  viewOnly: tick,
  sessionHours: count('Hours of a session', 24),
  idleMinutes: count('Minutes without activity', 1440),
  endsWithBrowser: tick,
  /** Saved though it takes its author's own way into administration. */
  confirm: tick,
})
export type PolicyForm = z.output<typeof PolicyForm> & { [days in DaysField]: number[] } & {
  [time in TimeField]: string
}

/** The same while it is being filled in: a name and a state may still be missing. */
export const DraftPolicy = PolicyForm.extend({
  name: z.string().default(''),
  state: PolicyForm.shape.state.default('report_only'),
})
