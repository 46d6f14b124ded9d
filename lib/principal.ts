import type { PolicySet } from './policy'
import type { Proofs } from './proof'

/** Where a request comes from, as far as it can be known. */
export type Environment = { networkAddress: string; userAgent: string }

/** The newest acceptance of a document of terms. */
export type Acceptance = { documentId: string; number: number; at: Date }

export type Session = {
  id: string
  startedAt: Date
  expiresAt: Date
  /** What was proven in it. The proof it began with has the time `startedAt`. */
  proofs: Proofs
  /** The last request before this one. Null: none is known. */
  seenAt: Date | null
  /** The browser was new to policies when the session began. */
  newBrowser: boolean
  /** By which it is remembered. Not known: it is not. */
  browserId?: string | null
  /** When all that policies asked of it had been met in this session. */
  browserKnownAt?: Date | null
  purpose: string | null
  /** The browser was not closed since. Not known: it was. */
  browserOpen?: boolean
  /** Resources for which a code of their own was entered. */
  codesFor?: readonly string[]
}

export type Principal = {
  id: string
  kind: 'member' | 'guest'
  address: string
  name: string | null
  administrator: boolean
  /** A guest who has yet to accept the privacy statement as it stands now. */
  owesStatement?: boolean
  /** When a guest was first invited. */
  guestSince?: Date | null
  /** Sits on a panel of some access review. Not known: may. */
  reviewer?: boolean
}

/** A signed-in person: the principal of this request with session and environment. */
export type PersonCaller = {
  kind: 'person'
  principal: Principal
  session: Session
  environment: Environment
  accepted?: readonly Acceptance[]
  /** What was in force when the request began. */
  policies: PolicySet
  /** Whose portal this is. Not known: not asked with the session. */
  organization?: { name: string; timeZone: string }
}

/** Nobody has proven anything yet. */
export type AnonymousCaller = { kind: 'anonymous'; environment: Environment }

/** A job is a caller too, so that the trail never says nobody did it. */
export type SystemCaller = { kind: 'system'; job: string }

/** A program that somebody let in, with the scopes it was given (RFC 6749, section 3.3). No rule lets one do anything yet. */
type ApplicationCaller = {
  kind: 'application'
  id: string
  name: string
  scopes: readonly string[]
  environment: Environment
}

export type Caller = PersonCaller | AnonymousCaller | SystemCaller | ApplicationCaller

export const systemCaller = (job: string): SystemCaller => ({ kind: 'system', job })
export const anonymousCaller = (environment: Environment): AnonymousCaller => ({ kind: 'anonymous', environment })

/** The id of the person calling, or null for a stranger or a job. */
export const callerId = (caller: Caller) => (caller.kind === 'person' ? caller.principal.id : null)

/** What to call a person: the name they gave, else the address. */
export const displayName = (person: { name: string | null; address: string }) => person.name ?? person.address

/** The mail domain that stands beside every outside person's name: to be shown; `mailDomainOf` is compared. */
export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
