import { isIP } from 'node:net'
import type { Domain } from '../domain'
import { DAY, isPast, MINUTE } from '../clock'
import type { CompiledPolicy, Condition, Hours, Location, PolicySet, PolicySettings } from '../policy'
import { type Facts, isAboutOneself } from './facts'
import { isWithin } from './network'

/**
 * The first condition of a policy that the facts don't meet; null: it applies. Conditions are ANDed, and within
 * one an exclusion wins. A fact that is not known meets what is included and escapes no exclusion.
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

/** Whether a policy is for a person, whatever they ask for. */
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

/** Whoever is at a domain that can't be read may be at any. */
const isAtOne = (domains: CompiledPolicy['domains'], domain: Domain | null) =>
  domain === null ? domains.size > 0 : domains.has(domain)

const isNew = (guestSince: Date | null, days: number, at: Date) =>
  guestSince === null || !isPast(guestSince, days * DAY, at)

function reachesAim(policy: CompiledPolicy, { what, controls }: PolicySettings, facts: Facts) {
  const { aim } = facts
  if (aim.area === 'sign-in') return what.allResources
  if (controls.block && isAboutOneself(facts)) return false
  if (aim.area !== 'resource') return what.areas.includes(aim.area)
  const { resourceId, labelId } = aim
  // A resource nobody can name escapes no exclusion, and is among the chosen ones.
  if (resourceId === null) return what.allResources || policy.resourceIds.size > 0 || policy.labelIds.size > 0
  if (policy.exceptResourceIds.has(resourceId) || (labelId !== null && policy.exceptLabelIds.has(labelId))) return false
  return what.allResources || policy.resourceIds.has(resourceId) || (labelId !== null && policy.labelIds.has(labelId))
}

function isFromThere({ when: { networks } }: PolicySettings, { lies, inTrusted }: Whereabouts) {
  const isInNamed = (ids: string[], unknown: boolean) => ids.some((id) => lies(id) ?? unknown)
  if (isInNamed(networks.except, false) || (networks.exceptTrusted && (inTrusted() ?? false))) return false
  if (networks.include.length === 0 && !networks.trusted) return true
  return isInNamed(networks.include, true) || (networks.trusted && (inTrusted() ?? true))
}

/** Where and when a request comes from, as conditions ask. Fifty policies may name the same places: each is looked at once. */
export type Whereabouts = {
  /** Whether it comes from a location; null where that can't be told, as of one that was deleted. */
  lies: (locationId: string) => boolean | null
  /** The same of any network that is trusted. */
  inTrusted: () => boolean | null
  wall: () => Wall
}

/** Nothing of it is worked out before a policy asks. */
export function whereaboutsOf(facts: Facts, { locations, trusted, timeZone }: PolicySet): Whereabouts {
  const places = new Map<string, boolean | null>()
  let inAny: boolean | null | undefined
  return {
    lies(id) {
      let answer = places.get(id)
      if (answer === undefined) places.set(id, (answer = look(locations.get(id), facts)))
      return answer
    },
    inTrusted() {
      if (inAny === undefined) inAny = lookInTrusted(trusted, facts)
      return inAny
    },
    wall: () => wallOf(facts.at, timeZone),
  }
}

function lookInTrusted(trusted: PolicySet['trusted'], { networkAddress }: Facts) {
  if (!trusted) return false
  const lies = networkAddress === null ? null : isWithin(trusted.ranges, networkAddress)
  return lies || (lies === null || !trusted.whole ? null : false)
}

function look(location: Location | undefined, { networkAddress, country }: Facts) {
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

/** In a session that began in a new browser, one that had met everything before the policy looked at browsers is known to it. */
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

type Wall = { day: number; minute: number }

/** An evening that ends after midnight belongs to the day on which it began. */
function isDuring({ days, from, to }: Hours, { day, minute }: Wall) {
  if (from < to) return days.includes(day) && minute >= from && minute < to
  return (days.includes(day) && minute >= from) || (days.includes(day === 1 ? 7 : day - 1) && minute < to)
}

const clocks = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Clocks show the same for a minute, and reading them takes as long as a policy. */
let shown: { timeZone: string; minute: number; wall: Wall } | null = null

/** What clocks in the zone show: ISO weekday and minutes since midnight. */
function wallOf(at: Date, timeZone: string): Wall {
  const minute = Math.floor(at.getTime() / MINUTE)
  if (shown?.minute !== minute || shown.timeZone !== timeZone)
    shown = { timeZone, minute, wall: readClock(at, timeZone) }
  return shown.wall
}

function readClock(at: Date, timeZone: string): Wall {
  let clock = clocks.get(timeZone)
  if (!clock)
    clocks.set(
      timeZone,
      (clock = new Intl.DateTimeFormat('en-US', {
        timeZone,
        weekday: 'short',
        hour: '2-digit',
        minute: '2-digit',
        hourCycle: 'h23',
      })),
    )
  const part = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]))
  return { day: weekdays.indexOf(part.weekday!) + 1, minute: Number(part.hour) * 60 + Number(part.minute) }
}
