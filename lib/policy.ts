import { z } from 'zod'
import type { Domain } from './domain'

/** What the user agent can say it runs on. It is the person's own word, so "any, except" is the safe way to use it. */
export const platforms = ['windows', 'macos', 'linux', 'android', 'ios', 'other'] as const
export type Platform = (typeof platforms)[number]

/** Parts of the portal that policies can be set on, beside what is shared. */
export const portalAreas = ['sharing', 'administration', 'reviews'] as const
export type PortalArea = (typeof portalAreas)[number]

/** Spans of hours that a condition can name. */
export const MOST_SPANS = 20

const ids = z.array(z.uuid()).max(1000).default([])
/** As they are stored, canonical where they can be read. One that can't be must not make the whole policy unreadable, and so a block. */
const domains = z.array(z.string()).max(1000).default([])

/** Minutes since midnight on the organization's clocks; `to` is not in it, and before `from` it is on the next day. */
const Hours = z.object({
  /** ISO weekdays on which it begins: 1 is Monday. */
  days: z.array(z.number().int().min(1).max(7)).min(1),
  from: z.number().int().min(0).max(1439),
  to: z.number().int().min(0).max(1440),
})

const Who = z.object({
  /** Both are everyone. */
  guests: z.boolean().default(false),
  members: z.boolean().default(false),
  people: ids,
  /** Guests whose address is at one of these. */
  domains,
  /** Guests in their first so many days. */
  newGuestDays: z.number().int().min(1).max(365).nullable().default(null),
  except: z.object({ people: ids, domains, administrators: z.boolean().default(false) }).prefault({}),
})

const What = z.object({
  allResources: z.boolean().default(false),
  resourceIds: ids,
  labelIds: ids,
  areas: z.array(z.enum(portalAreas)).default([]),
  except: z.object({ resourceIds: ids, labelIds: ids }).prefault({}),
})

/** Each is met when unset; of a list, any. */
const When = z.object({
  /** Named locations by id, or every one that is trusted. */
  networks: z
    .object({
      include: ids,
      trusted: z.boolean().default(false),
      except: ids,
      exceptTrusted: z.boolean().default(false),
    })
    .prefault({}),
  platforms: z
    .object({ include: z.array(z.enum(platforms)).default([]), except: z.array(z.enum(platforms)).default([]) })
    .prefault({}),
  browser: z.enum(['any', 'new', 'known']).default('any'),
  hours: z
    .object({ include: z.array(Hours).max(MOST_SPANS).default([]), except: z.array(Hours).max(MOST_SPANS).default([]) })
    .prefault({}),
})

const Controls = z.object({
  /** Every one of them, or any. */
  operator: z.enum(['all', 'any']).default('all'),
  block: z.boolean().default(false),
  multiFactor: z.boolean().default(false),
  passkey: z.boolean().default(false),
  /** Each of these documents. */
  termsIds: ids,
  /** A mailed code not older than so many hours. */
  codeHours: z.number().int().min(1).max(24).nullable().default(null),
  codeForEach: z.boolean().default(false),
  purpose: z.boolean().default(false),
  viewOnly: z.boolean().default(false),
})

const SessionControls = z.object({
  hours: z.number().int().min(1).max(24).nullable().default(null),
  idleMinutes: z.number().int().min(1).max(1440).nullable().default(null),
  endsWithBrowser: z.boolean().default(false),
})

/** What a policy says, as it is stored. What this can't read, or does not know, counts as a block of everything. */
export const PolicySettings = z.strictObject({
  who: Who,
  what: What,
  when: When.prefault({}),
  controls: Controls,
  session: SessionControls.prefault({}),
})
export type PolicySettings = z.output<typeof PolicySettings>
export type PolicySettingsInput = z.input<typeof PolicySettings>
export type Hours = z.output<typeof Hours>

/** Whether a policy would do anything at all. */
export const asksForSomething = ({ controls, session }: PolicySettings) =>
  controls.block ||
  controls.multiFactor ||
  controls.passkey ||
  controls.termsIds.length > 0 ||
  controls.codeHours !== null ||
  controls.codeForEach ||
  controls.purpose ||
  controls.viewOnly ||
  session.hours !== null ||
  session.idleMinutes !== null ||
  session.endsWithBrowser

/** What may have to be met before something permitted is done. */
export type Control =
  'sign-in' | 'code' | 'multi-factor' | 'passkey' | `terms:${string}` | 'purpose' | 'privacy-statement'

/** A control as a policy asks for it; one of them limits what is given instead of asking. */
export type Required = Control | 'view-only'

/** What is still asked for: a control, or any one of several, the easiest first. */
export type Asked = Control | { anyOf: readonly Control[] }

/** What can keep a policy from applying, in the order in which it is looked at. */
export type Condition = 'people' | 'resources' | 'network' | 'platform' | 'browser' | 'hours'

/** What one policy said, as it is kept in the trail of sign-ins. */
export type PolicyResult = {
  policyId: string
  name: string
  state: 'on' | 'report_only'
  /** `not-applied`: a condition is not met, the first one is `unmet`. */
  result: 'not-applied' | 'met' | 'asked' | 'refused'
  unmet?: Condition
  /** What it still asks for. */
  controls?: Asked[]
}

/** What all policies together say. Only those that are on count; the others report. */
export type Evaluation = { effect: 'permit' | 'challenge' | 'deny'; controls: Asked[]; results: PolicyResult[] }

type Span = { from: bigint; to: bigint }

/** Ranges of addresses, sorted and merged, to be searched in halves. */
export type Ranges = { v4: Span[]; v6: Span[] }

export type Location = { id: string; name: string; trusted: boolean } & (
  | { kind: 'network'; /** Null: they can't be read. */ ranges: Ranges | null }
  | { kind: 'country'; countries: ReadonlySet<string>; includeUnknown: boolean }
)

/** How a document of terms stands: which version is asked for, and which has to have been accepted, since when. */
export type TermsInForce = {
  id: string
  name: string
  versionId: string
  number: number
  leastNumber: number
  expiresAfterDays: number | null
  reacceptAt: Date | null
}

/** When a rule that rests on what was kept of a session began to count: what was not kept before counts from then. Null: as long as anything was. */
const since = z.coerce.date().nullable().default(null)
export const RuleStarts = z
  .object({ idle: since, code: since, browser: since })
  .catch({ idle: null, code: null, browser: null })
export type RuleStarts = z.output<typeof RuleStarts>

/** A policy made ready to be asked many times. `settings` null: it can't be read, and blocks. */
export type CompiledPolicy = {
  id: string
  name: string
  state: 'on' | 'report_only'
  settings: PolicySettings | null
  required: readonly Required[]
  since: RuleStarts
  people: ReadonlySet<string>
  domains: ReadonlySet<Domain>
  /** Names a domain that can't be read: it is for every guest. */
  everyGuest: boolean
  exceptPeople: ReadonlySet<string>
  exceptDomains: ReadonlySet<Domain>
  resourceIds: ReadonlySet<string>
  labelIds: ReadonlySet<string>
  exceptResourceIds: ReadonlySet<string>
  exceptLabelIds: ReadonlySet<string>
}

/** All that is in force at one version, made ready once for many requests. */
export type PolicySet = {
  version: number
  policies: readonly CompiledPolicy[]
  locations: ReadonlyMap<string, Location>
  /** Every trusted network in one, `whole` if all of them can be read; null: none is trusted. */
  trusted: { ranges: Ranges; whole: boolean } | null
  terms: ReadonlyMap<string, TermsInForce>
  /** On whose clocks hours are meant. */
  timeZone: string
  /** Some policy asks how long a session was idle, if only to report: each request of a session is noted. */
  notesSeen: boolean
}

export const noPolicies: PolicySet = {
  version: 0,
  policies: [],
  locations: new Map(),
  trusted: null,
  terms: new Map(),
  timeZone: 'UTC',
  notesSeen: false,
}
