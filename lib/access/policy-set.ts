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
import { type LocationRow, type PolicyRow, readPolicies } from './policy-set.sql'

type Rows = {
  version: number
  policies: readonly PolicyRow[]
  locations: readonly LocationRow[]
  terms: readonly TermsInForce[]
  timeZone: string
}

/**
 * Compiles rows into a set that can be evaluated many times. Never throws. A policy that can't be read blocks. A location
 * that can't be read counts as unknown: it never exempts a request.
 */
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

/** Compiles one policy. Settings that can't be read are null, which blocks. */
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

/** Merges all trusted networks into one set of ranges, since most network conditions ask for these. Null: no network is trusted. */
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
 * Returns the policy set of a version. Every change of policies raises the version, and every request reads it: so each
 * process sees a change on its next request, and loads and compiles once for each version.
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

/** Turns every policy of a set to report-only, for `POLICIES=report-only`. Applies to requests alone: checks before saving use the policies as they are. */
const onlyReporting = (set: PolicySet): PolicySet => ({
  ...set,
  policies: set.policies.map((policy) => ({ ...policy, state: 'report_only' })),
})

/**
 * Reads the version and returns its policy set. A transaction has to hand over itself: waiting for a second connection
 * while all are taken would never end.
 */
export async function currentPolicies(tx: Tx = db()): Promise<PolicySet> {
  const organization = await tx.organization.findUnique({ where: { id: 1 }, select: { policyVersion: true } })
  return organization ? policiesAt(organization.policyVersion, tx) : noPolicies
}

/** Loads policies, locations and terms in one statement, so that they belong to one moment. */
export async function loadPolicies(tx: Tx): Promise<PolicySet> {
  const row = await readPolicies(tx)
  return row
    ? compilePolicies({
        ...row,
        terms: row.terms.map((one) => ({
          ...one,
          leastNumber: one.leastNumber ?? 1,
          reacceptAt: one.reacceptAt ? new Date(one.reacceptAt) : null,
        })),
      })
    : noPolicies
}
