import { isIP } from 'node:net'
import { after, DAY } from '../clock'
import type { CompiledPolicy, Condition, Hours, Location, PolicySet, PolicySettings } from '../policy'
import type { Facts } from './facts'
import { isWithin } from './network'

/**
 * The first condition of a policy that the facts don't meet; null: it applies. Conditions are ANDed, and within
 * one an exclusion wins. A fact that is not known meets what is included and escapes no exclusion.
 */
export function firstUnmet(policy: CompiledPolicy, facts: Facts, set: PolicySet): Condition | null {
  const { settings } = policy
  if (!settings) return null
  if (!reachesPerson(policy, settings, facts)) return 'people'
  if (!reachesAim(policy, settings, facts)) return 'resources'
  if (!isFromThere(settings, facts, set)) return 'network'
  if (!isOnPlatform(settings, facts)) return 'platform'
  if (!isSuchBrowser(settings, facts)) return 'browser'
  return isAtSuchTime(settings, facts, set) ? null : 'hours'
}

function reachesPerson(policy: CompiledPolicy, { who }: PolicySettings, { person, at }: Facts) {
  const { id, kind, domain, administrator } = person
  const guest = kind === 'guest'
  if (policy.exceptPeople.has(id) || (guest && policy.exceptDomains.has(domain)) || (administrator && who.except.administrators)) return false
  return (
    (guest ? who.guests : who.members) ||
    policy.people.has(id) ||
    (guest && policy.domains.has(domain)) ||
    (guest && who.newGuestDays !== null && isNew(person.guestSince, who.newGuestDays, at))
  )
}

const isNew = (guestSince: Date | null, days: number, at: Date) => guestSince === null || at < after(guestSince, days * DAY)

function reachesAim(policy: CompiledPolicy, { what }: PolicySettings, { aim }: Facts) {
  if (aim.area === 'sign-in') return what.allResources
  if (aim.area !== 'resource') return what.areas.includes(aim.area)
  const { resourceId, labelId } = aim
  // A resource nobody can name escapes no exclusion, and is among the chosen ones.
  if (resourceId === null) return what.allResources || policy.resourceIds.size > 0 || policy.labelIds.size > 0
  if (policy.exceptResourceIds.has(resourceId) || (labelId !== null && policy.exceptLabelIds.has(labelId))) return false
  return what.allResources || policy.resourceIds.has(resourceId) || (labelId !== null && policy.labelIds.has(labelId))
}

function isFromThere({ when: { networks } }: PolicySettings, facts: Facts, set: PolicySet) {
  const isInNamed = (ids: string[], unknown: boolean) => ids.some((id) => lies(set.locations.get(id), facts, unknown))
  const isInTrusted = (unknown: boolean) => inTrusted(set, facts) ?? unknown
  if (isInNamed(networks.except, false) || (networks.exceptTrusted && isInTrusted(false))) return false
  if (networks.include.length === 0 && !networks.trusted) return true
  return isInNamed(networks.include, true) || (networks.trusted && isInTrusted(true))
}

/** Whether the request comes from a location; `unknown` where that can't be told, as of one that was deleted. */
const lies = (location: Location | undefined, facts: Facts, unknown: boolean) => (location ? (lookedUp(location, facts) ?? unknown) : unknown)

/** Fifty policies may name the same places and hours: what they are about is worked out once for the same facts. */
function once<Of extends object, Answer>(work: (of: Of, facts: Facts) => Answer) {
  const known = new WeakMap<Facts, Map<Of, Answer>>()
  return (of: Of, facts: Facts): Answer => {
    let answers = known.get(facts)
    if (!answers) known.set(facts, (answers = new Map()))
    const answer = answers.get(of)
    if (answer !== undefined) return answer
    const worked = work(of, facts)
    answers.set(of, worked)
    return worked
  }
}

const lookedUp = once(look)

/** Whether the request comes from any network that is trusted; null: it can't be told. */
const inTrusted = once(({ trusted }: PolicySet, { networkAddress }): boolean | null => {
  if (!trusted) return false
  const lies = networkAddress === null ? null : isWithin(trusted.ranges, networkAddress)
  return lies || (lies === null || !trusted.whole ? null : false)
})

/** Null: it can't be told. */
function look(location: Location, { networkAddress, country }: Facts): boolean | null {
  if (networkAddress === null) return null
  if (location.kind === 'network') return location.ranges && isWithin(location.ranges, networkAddress)
  if (isIP(networkAddress) === 0) return null
  return country === null ? location.includeUnknown : location.countries.has(country)
}

function isOnPlatform({ when: { platforms } }: PolicySettings, { platform }: Facts) {
  if (platform === null) return true
  if (platforms.except.includes(platform)) return false
  return platforms.include.length === 0 || platforms.include.includes(platform)
}

function isSuchBrowser({ when: { browser } }: PolicySettings, { newBrowser }: Facts) {
  return browser === 'any' || newBrowser === null || (browser === 'new') === newBrowser
}

function isAtSuchTime({ when: { hours } }: PolicySettings, facts: Facts, set: PolicySet) {
  if (hours.include.length === 0 && hours.except.length === 0) return true
  const wall = wallOfFacts(set, facts)
  if (hours.except.some((one) => isDuring(one, wall))) return false
  return hours.include.length === 0 || hours.include.some((one) => isDuring(one, wall))
}

type Wall = { day: number; minute: number }

/** An evening that ends after midnight belongs to the day on which it began. */
function isDuring({ days, from, to }: Hours, { day, minute }: Wall) {
  if (from < to) return days.includes(day) && minute >= from && minute < to
  return (days.includes(day) && minute >= from) || (days.includes(day === 1 ? 7 : day - 1) && minute < to)
}

const wallOfFacts = once(({ timeZone }: PolicySet, { at }) => wallOf(at, timeZone))

const clocks = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** What clocks in the zone show: ISO weekday and minutes since midnight. */
export function wallOf(at: Date, timeZone: string): Wall {
  let clock = clocks.get(timeZone)
  if (!clock) clocks.set(timeZone, (clock = new Intl.DateTimeFormat('en-US', { timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })))
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: weekdays.indexOf(part.weekday!) + 1, minute: Number(part.hour) * 60 + Number(part.minute) }
}
