import { mailDomainOf } from '../address'
import type { Domain } from '../domain'
import { now } from '../clock'
import type { Platform, PortalArea } from '../policy'
import type { Acceptance, Environment, PersonCaller, Strength } from '../principal'
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
  person: {
    id: string
    kind: 'member' | 'guest'
    domain: Domain | null
    administrator: boolean
    guestSince: Date | null
  }
  aim: Aim
  networkAddress: string | null
  /** ISO 3166-1 alpha-2. */
  country: string | null
  platform: Platform | null
  /** Whether the session began in a browser that was new to policies. */
  newBrowser: boolean | null
  /** When everything that policies asked of such a browser had been met in it; null: not yet. */
  browserKnownAt: Date | null
  session: {
    startedAt: Date
    /** The newest code since the start that proved the mailbox; null: none was asked for. */
    codeAt: Date | null
    /** The last request before this one that was noted; null: none was. */
    seenAt: Date | null
    browserOpen: boolean
    strength: Strength
    purpose: boolean
    /** A code was entered for the very resource. */
    codeForResource: boolean
  }
  /** The newest acceptance of each document. */
  accepted: readonly Acceptance[]
}

/** Guests review nobody but themselves. They are asked only what they can set up there and then: what keeps them from answering ends their access. */
export const isAboutOneself = ({ person, aim }: Pick<Facts, 'person' | 'aim'>) =>
  person.kind === 'guest' && aim.area === 'reviews'

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
    person: { id, kind, domain: mailDomainOf(address), administrator, guestSince: guestSince ?? null },
    aim,
    ...whence(environment),
    newBrowser: session.newBrowser,
    browserKnownAt: session.browserKnownAt ?? null,
    session: {
      startedAt: session.startedAt,
      codeAt: session.codeAt,
      seenAt: session.seenAt,
      browserOpen: session.browserOpen ?? false,
      strength: session.strength,
      purpose: session.purpose !== null,
      codeForResource:
        aim.area === 'resource' && aim.resourceId !== null && (session.codesFor ?? []).includes(aim.resourceId),
    },
    accepted: accepted ?? [],
  }
}

/** What an address and a user agent say. */
const whence = ({ networkAddress, userAgent }: Environment) => ({
  networkAddress,
  country: countryOf(networkAddress),
  platform: platformOf(userAgent),
})

function aimOf(action: Action, { resourceId, labelId }: Target): Aim | null {
  const area = areaOf(action)
  if (area !== 'resource') return area && { area }
  return { area, resourceId: resourceId ?? null, labelId: labelId ?? null, download: action === 'resource.download' }
}
