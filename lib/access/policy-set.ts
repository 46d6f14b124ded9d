import { readableDomains, unreadableDomains } from '../address'
import { db } from '../db/client'
import type { Tx } from '../db/transaction'
import { settings } from '../env'
import {
  type CompiledPolicy,
  type Location,
  noPolicies,
  type PolicySet,
  PolicySettings,
  RuleStarts,
  type TermsInForce,
} from '../policy'
import { requiredOf } from './controls'
import { compileRanges, joinRanges } from './network'

/** `since`: as `RuleStarts` reads it. */
export type PolicyRow = {
  id: string
  name: string
  state: 'on' | 'off' | 'report_only'
  settings: unknown
  since?: unknown
}

export type LocationRow = {
  id: string
  name: string
  kind: 'network' | 'country'
  trusted: boolean
  ranges: string[]
  countries: string[]
  includeUnknown: boolean
}

type Rows = {
  version: number
  policies: readonly PolicyRow[]
  locations: readonly LocationRow[]
  terms: readonly TermsInForce[]
  timeZone: string
}

/** Makes rows ready. Never throws: a policy that can't be read blocks, and where a location can't be read nobody is known to be outside it. */
export function compilePolicies({ version, policies, locations, terms, timeZone }: Rows): PolicySet {
  const compiled = policies.filter(({ state }) => state !== 'off').map(compilePolicy)
  const places = locations.map(compileLocation)
  return {
    version,
    policies: compiled,
    locations: new Map(places.map((place) => [place.id, place])),
    trusted: trustedOf(places),
    terms: new Map(terms.map((one) => [one.id, one])),
    timeZone,
    notesSeen: compiled.some(({ settings }) => settings?.session.idleMinutes != null),
  }
}

/** Makes one policy ready. */
export function compilePolicy({ id, name, state, settings, since = {} }: PolicyRow): CompiledPolicy {
  const read = PolicySettings.safeParse(settings).data ?? null
  const { who, what } = read ?? {}
  return {
    id,
    name,
    state: state === 'report_only' ? state : 'on',
    settings: read,
    required: read ? requiredOf(read.controls) : [],
    since: RuleStarts.parse(since),
    people: new Set(who?.people),
    domains: new Set(readableDomains(who?.domains ?? [])),
    everyGuest: unreadableDomains(who?.domains ?? []).length > 0,
    exceptPeople: new Set(who?.except.people),
    exceptDomains: new Set(readableDomains(who?.except.domains ?? [])),
    resourceIds: new Set(what?.resourceIds),
    labelIds: new Set(what?.labelIds),
    exceptResourceIds: new Set(what?.except.resourceIds),
    exceptLabelIds: new Set(what?.except.labelIds),
  }
}

function compileLocation({ id, name, kind, trusted, ranges, countries, includeUnknown }: LocationRow): Location {
  if (kind === 'country') return { id, name, kind, trusted: false, countries: new Set(countries), includeUnknown }
  return { id, name, kind, trusted, ranges: readable(ranges) }
}

/** Most policies that name a network name the trusted ones: they are looked through as one. */
function trustedOf(places: Location[]): PolicySet['trusted'] {
  const trusted = places.flatMap((place) => (place.kind === 'network' && place.trusted ? [place.ranges] : []))
  const read = trusted.filter((ranges) => ranges !== null)
  return trusted.length > 0 ? { ranges: joinRanges(read), whole: read.length === trusted.length } : null
}

function readable(ranges: string[]) {
  try {
    return compileRanges(ranges)
  } catch {
    return null
  }
}

const shared = globalThis as { foyerPolicies?: { version: number; set: Promise<PolicySet> } }

/**
 * What is in force at `version`, the number that every change raises and every request reads: so a change counts
 * from the next request on in every process, and between changes nothing is loaded or made ready again.
 */
export function policiesAt(version: number, tx: Tx = db()): Promise<PolicySet> {
  const kept = shared.foyerPolicies
  if (kept?.version === version) return kept.set
  const set = settings().policies === 'on' ? loadPolicies(tx) : loadPolicies(tx).then(onlyReporting)
  const mine = { version, set }
  shared.foyerPolicies = mine
  set.catch(() => shared.foyerPolicies === mine && (shared.foyerPolicies = undefined))
  return set
}

/** The same policies, none of which asks or refuses. Only requests see them so: what an administrator saves is checked as if all counted. */
const onlyReporting = (set: PolicySet): PolicySet => ({
  ...set,
  policies: set.policies.map((policy) => ({ ...policy, state: 'report_only' })),
})

/**
 * What is in force now, for whoever has not read the version yet. Within a transaction, by its own connection: one
 * that waits for another while all are taken would wait for ever.
 */
export async function currentPolicies(tx: Tx = db()): Promise<PolicySet> {
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { policyVersion: true } })
  return organization ? policiesAt(organization.policyVersion, tx) : noPolicies
}

/** One snapshot: all of it as it stands at one moment, or as a transaction has left it. */
export async function loadPolicies(tx: Tx): Promise<PolicySet> {
  const [row] = await tx.$queryRaw<[Rows]>`
    SELECT o."policyVersion" AS version, o."timeZone",
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'state', state, 'settings', settings, 'since', since) ORDER BY id)
        FROM "Policy" WHERE "deletedAt" IS NULL AND state <> 'off'), '[]') AS policies,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', id, 'name', name, 'kind', kind, 'trusted', trusted, 'ranges', ranges,
        'countries', countries, 'includeUnknown', "includeUnknown")) FROM "NamedLocation"), '[]') AS locations,
      coalesce((SELECT jsonb_agg(jsonb_build_object('id', d.id, 'name', d.name, 'versionId', newest.id, 'number', newest.number,
          'leastNumber', (SELECT max(v.number) FROM "TermsVersion" v WHERE v."documentId" = d.id AND v.reaccept AND v."takenBackAt" IS NULL),
          'expiresAfterDays', d."expiresAfterDays", 'reacceptAt', d."reacceptAt"))
        FROM "TermsDocument" d JOIN LATERAL (SELECT id, number FROM "TermsVersion" WHERE "documentId" = d.id AND "takenBackAt" IS NULL ORDER BY number DESC LIMIT 1) newest ON true
        WHERE d."deletedAt" IS NULL), '[]') AS terms
    FROM "Organization" o`
  return row
    ? compilePolicies({
        ...row,
        terms: row.terms.map((one) => ({
          ...one,
          leastNumber: one.leastNumber ?? 1,
          reacceptAt: one.reacceptAt && new Date(one.reacceptAt),
        })),
      })
    : noPolicies
}
