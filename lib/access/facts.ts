import { mailDomainOf } from '../address'
import type { Domain } from '../domain'
import { now } from '../clock'
import type { Platform, PortalArea } from '../policy'
import type { Acceptance, Environment, PersonCaller } from '../principal'
import type { Proofs } from '../proof'
import { countryOf } from './country'
import { type Action, areaOf, type Target } from './permissions'
import { platformOf } from './platform'

/** The target of a request as policies see it: a resource, a part of the portal, or a sign-in. */
export type Aim =
  | {
      area: 'resource'
      resourceId: string | null
      /** The space that the resource is in; null: none. */
      spaceId: string | null
      labelId: string | null
      download: boolean
    }
  | { area: PortalArea }
  | { area: 'sign-in' }

/**
 * All that policies are evaluated with. Decisions, what-if and the preview of a draft differ only in the source of these
 * facts. Null: unknown, which counts against the person.
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
  /** When the session had met all that policies ask in a new browser; null: not yet. */
  browserKnownAt: Date | null
  session: {
    startedAt: Date
    /** What was proven in the session. The proof it began with has the time `startedAt`. */
    proofs: Proofs
    /** When the last request before this one was noted; null: never. */
    seenAt: Date | null
    browserOpen: boolean
    purpose: boolean
    /** True where a code was entered for this resource, or for the space that it is in. */
    codeForResource: boolean
  }
  /** The newest acceptance of each document of terms. */
  accepted: readonly Acceptance[]
}

/**
 * Checks whether a guest answers a review about themselves: guests review nobody else. Controls that such a guest can't
 * meet are not asked for, since a guest who can't answer may lose access.
 */
export const isAboutOneself = ({ person, aim }: Pick<Facts, 'person' | 'aim'>) =>
  person.kind === 'guest' && aim.area === 'reviews'

/** Gathers the facts of a person's request now. Null: no policy can be set on the action. */
export function factsOf(caller: PersonCaller, action: Action, target: Target): Facts | null {
  const aim = aimOf(action, target)
  return aim && factsFor(caller, aim)
}

/** Gathers the facts of a person's request now, for a given aim. */
export function factsFor({ principal, session, environment, accepted }: PersonCaller, aim: Aim): Facts {
  const { id, kind, address, administrator, guestSince } = principal
  return {
    at: now(),
    person: { id, kind, domain: mailDomainOf(address), administrator, guestSince: guestSince ?? null },
    aim,
    ...environmentFacts(environment),
    newBrowser: session.newBrowser,
    browserKnownAt: session.browserKnownAt ?? null,
    session: {
      startedAt: session.startedAt,
      proofs: session.proofs,
      seenAt: session.seenAt,
      browserOpen: session.browserOpen ?? false,
      purpose: session.purpose !== null,
      codeForResource:
        aim.area === 'resource' && (session.codesFor ?? []).some((id) => id === aim.resourceId || id === aim.spaceId),
    },
    accepted: accepted ?? [],
  }
}

/** Reads the country from the network address, and the platform from the user agent. */
const environmentFacts = ({ networkAddress, userAgent }: Environment) => ({
  networkAddress,
  country: countryOf(networkAddress),
  platform: platformOf(userAgent),
})

function aimOf(action: Action, { resourceId, spaceId, labelId }: Target): Aim | null {
  const area = areaOf(action)
  if (area !== 'resource') return area && { area }
  return {
    area,
    resourceId: resourceId ?? null,
    spaceId: spaceId ?? null,
    labelId: labelId ?? null,
    download: action === 'resource.download',
  }
}
