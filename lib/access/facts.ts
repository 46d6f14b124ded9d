import { now } from '../clock'
import type { Platform, PortalArea } from '../policy'
import { type Acceptance, domainOf, type Environment, type PersonCaller, type Strength } from '../principal'
import { countryOf } from './country'
import { type Action, areaOf, type Target } from './permissions'
import { platformOf } from './platform'

/** What is asked for: something shared, a part of the portal, or to sign in. */
export type Aim =
  | { area: 'resource'; resourceId: string | null; labelId: string | null; download: boolean }
  | { area: PortalArea }
  | { area: 'sign-in' }

/**
 * Everything that policies are decided by, and nothing else: the real decision, what-if and the preview of a draft
 * differ in where they take these from. What is not known is null, and counts against the person.
 */
export type Facts = {
  at: Date
  person: { id: string; kind: 'member' | 'guest'; domain: string; administrator: boolean; guestSince: Date | null }
  aim: Aim
  networkAddress: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  platform: Platform | null
  newBrowser: boolean | null
  session: {
    startedAt: Date
    /** The newest code that proved the mailbox in it. */
    codeAt: Date
    /** The last request before this one. */
    seenAt: Date
    browserOpen: boolean
    strength: Strength
    purpose: boolean
    /** A code was entered for the very resource. */
    codeForResource: boolean
  }
  /** The newest acceptance of each document. */
  accepted: readonly Acceptance[]
}

/** The facts of a person's request as it stands this moment. Null: no policy reaches what is asked. */
export function factsOf(caller: PersonCaller, action: Action, target: Target): Facts | null {
  const aim = aimOf(action, target)
  return aim && factsFor(caller, aim)
}

/** The same for a given aim. */
export function factsFor({ principal, session, environment, accepted }: PersonCaller, aim: Aim): Facts {
  const { id, kind, address, administrator, guestSince } = principal
  return {
    at: now(),
    person: { id, kind, domain: domainOf(address), administrator, guestSince: guestSince ?? null },
    aim,
    ...whence(environment),
    newBrowser: session.newBrowser,
    session: {
      startedAt: session.startedAt,
      codeAt: session.codeAt ?? session.startedAt,
      seenAt: session.seenAt ?? session.startedAt,
      browserOpen: session.browserOpen ?? false,
      strength: session.strength,
      purpose: session.purpose !== null,
      codeForResource: aim.area === 'resource' && aim.resourceId !== null && (session.codesFor ?? []).includes(aim.resourceId),
    },
    accepted: accepted ?? [],
  }
}

/** What an address and a user agent say. */
export const whence = ({ networkAddress, userAgent }: Environment) => ({
  networkAddress,
  country: countryOf(networkAddress),
  platform: platformOf(userAgent),
})

function aimOf(action: Action, { resourceId, labelId }: Target): Aim | null {
  const area = areaOf(action)
  if (area !== 'resource') return area && { area }
  return { area, resourceId: resourceId ?? null, labelId: labelId ?? null, download: action === 'resource.download' }
}
