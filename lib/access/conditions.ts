import { isIP } from 'node:net'
import type { Domain } from '../domain'
import { DAY, isPast, MINUTE } from '../clock'
import type { CompiledPolicy, Condition, Hours, Location, PolicySet, PolicySettings } from '../policy'
import { type Facts, isAboutOneself } from './facts'
import { zonedTime } from '../wall-clock'
import { isWithin } from './network'

/**
 * Returns the first condition of a policy that the facts don't meet; null: the policy applies. All conditions have to be
 * met. Within one, an exclusion wins over an inclusion. An unknown fact counts as included, and never as excluded. A
 * policy whose settings can't be read applies to every request.
 */
export function firstUnmet(policy: CompiledPolicy, facts: Facts, whereabouts: Whereabouts): Condition | null {
  const { settings } = policy
  if (!settings) return null
  if (!reachesPerson(policy, settings, facts)) return 'people'
  if (!reachesAim(policy, settings, facts)) return 'resources'
  if (!isFromThere(settings, whereabouts)) return 'network'
  if (!isOnPlatform(settings, facts)) return 'platform'
  if (!isSuchBrowser(policy, settings, facts)) return 'browser'
  return isAtSuchTime(settings, whereabouts) ? null : 'hours'
}

/** Checks whether a policy is assigned to a person, apart from the resource and the other conditions. */
export function reachesPerson(
  policy: CompiledPolicy,
  { who }: PolicySettings,
  { person, at }: Pick<Facts, 'person' | 'at'>,
) {
  const { id, kind, domain, administrator } = person
  const guest = kind === 'guest'
  if (
    policy.exceptPeople.has(id) ||
    (guest && domain !== null && policy.exceptDomains.has(domain)) ||
    (administrator && who.except.administrators)
  )
    return false
  return (
    (guest ? who.guests || policy.everyGuest : who.members) ||
    policy.people.has(id) ||
    (guest && isAtOne(policy.domains, domain)) ||
    (guest && who.newGuestDays !== null && isNew(person.guestSince, who.newGuestDays, at))
  )
}

/** Treats an address whose domain can't be read as if it were at every domain, unless there are none. */
const isAtOne = (domains: CompiledPolicy['domains'], domain: Domain | null) =>
  domain === null ? domains.size > 0 : domains.has(domain)

const isNew = (guestSince: Date | null, days: number, at: Date) =>
  guestSince === null || !isPast(guestSince, days * DAY, at)

function reachesAim(policy: CompiledPolicy, { what, controls }: PolicySettings, facts: Facts) {
  const { aim } = facts
  if (aim.area === 'sign-in') return what.allResources
  if (controls.block && isAboutOneself(facts)) return false
  if (aim.area !== 'resource') return what.areas.includes(aim.area)
  const { resourceId, spaceId, labelId } = aim
  // A policy on a space is one on all that is in it. An unknown resource counts as one of those that the policy names, and as none of those it excludes.
  if (resourceId === null) return what.allResources || policy.resourceIds.size > 0 || policy.labelIds.size > 0
  const isAmong = (ids: ReadonlySet<string>) => ids.has(resourceId) || (spaceId !== null && ids.has(spaceId))
  if (isAmong(policy.exceptResourceIds) || (labelId !== null && policy.exceptLabelIds.has(labelId))) return false
  return what.allResources || isAmong(policy.resourceIds) || (labelId !== null && policy.labelIds.has(labelId))
}

function isFromThere({ when: { networks } }: PolicySettings, { lies, inTrusted }: Whereabouts) {
  const isInNamed = (ids: string[], unknown: boolean) => ids.some((id) => lies(id) ?? unknown)
  if (isInNamed(networks.except, false) || (networks.exceptTrusted && (inTrusted() ?? false))) return false
  if (networks.include.length === 0 && !networks.trusted) return true
  return isInNamed(networks.include, true) || (networks.trusted && (inTrusted() ?? true))
}

/** Answers what network and time conditions ask about one request. Remembers each location's answer, since many policies may name the same one. */
export type Whereabouts = {
  /** Checks whether the request comes from a location. Null: unknown, for example because the location was deleted. */
  lies: (locationId: string) => boolean | null
  /** Checks whether the request comes from any trusted network. Null: unknown. */
  inTrusted: () => boolean | null
  /** Reads the organization's clock at the time of the request. */
  wall: () => Wall
}

/** Makes the answers for one request. Computes each on first use. */
export function whereaboutsOf(facts: Facts, { locations, trusted, timeZone }: PolicySet): Whereabouts {
  const places = new Map<string, boolean | null>()
  let inAny: boolean | null | undefined
  return {
    lies(id) {
      let answer = places.get(id)
      if (answer === undefined) places.set(id, (answer = isInLocation(locations.get(id), facts)))
      return answer
    },
    inTrusted() {
      if (inAny === undefined) inAny = isInTrusted(trusted, facts)
      return inAny
    },
    wall: () => wallOf(facts.at, timeZone),
  }
}

function isInTrusted(trusted: PolicySet['trusted'], { networkAddress }: Facts) {
  if (!trusted) return false
  const lies = networkAddress === null ? null : isWithin(trusted.ranges, networkAddress)
  return lies || (lies === null || !trusted.whole ? null : false)
}

function isInLocation(location: Location | undefined, { networkAddress, country }: Facts) {
  if (!location || networkAddress === null) return null
  if (location.kind === 'network') return location.ranges && isWithin(location.ranges, networkAddress)
  if (isIP(networkAddress) === 0) return null
  return country === null ? location.includeUnknown : location.countries.has(country)
}

function isOnPlatform({ when: { platforms } }: PolicySettings, { platform }: Facts) {
  if (platform === null) return true
  if (platforms.except.includes(platform)) return false
  return platforms.include.length === 0 || platforms.include.includes(platform)
}

/** Checks the browser condition. A browser that was proven before the policy got this condition counts as known to the policy, though the session began in a new one. */
function isSuchBrowser(
  { since }: CompiledPolicy,
  { when: { browser } }: PolicySettings,
  { newBrowser, browserKnownAt }: Facts,
) {
  if (browser === 'any' || newBrowser === null) return true
  const knownBefore = browserKnownAt !== null && since.browser !== null && browserKnownAt < since.browser
  return (browser === 'new') === (newBrowser && !knownBefore)
}

function isAtSuchTime({ when: { hours } }: PolicySettings, whereabouts: Whereabouts) {
  if (hours.include.length === 0 && hours.except.length === 0) return true
  const wall = whereabouts.wall()
  if (hours.except.some((one) => isDuring(one, wall))) return false
  return hours.include.length === 0 || hours.include.some((one) => isDuring(one, wall))
}

/** `day`: ISO weekday, 1 is Monday. `minute`: minutes since midnight. */
type Wall = { day: number; minute: number }

/** Checks whether a clock time is within a span. A span that ends after midnight belongs to the weekday on which it began. */
function isDuring({ days, from, to }: Hours, { day, minute }: Wall) {
  if (from < to) return days.includes(day) && minute >= from && minute < to
  return (days.includes(day) && minute >= from) || (days.includes(day === 1 ? 7 : day - 1) && minute < to)
}

/** The last clock time that was read. Kept for its minute, since formatting a time takes as long as evaluating a policy. */
let shown: { timeZone: string; minute: number; wall: Wall } | null = null

/** Returns the clock time in a time zone. */
function wallOf(at: Date, timeZone: string): Wall {
  const minute = Math.floor(at.getTime() / MINUTE)
  if (shown?.minute !== minute || shown.timeZone !== timeZone)
    shown = { timeZone, minute, wall: readClock(at, timeZone) }
  return shown.wall
}

function readClock(at: Date, timeZone: string): Wall {
  const { dayOfWeek, hour, minute } = zonedTime(at, timeZone)
  return { day: dayOfWeek, minute: hour * 60 + minute }
}
