/** Where a request comes from, as far as it can be known. */
export type Environment = { networkAddress: string; userAgent: string }

export type Principal = {
  id: string
  kind: 'member' | 'guest'
  address: string
  name: string | null
  administrator: boolean
  /** A guest who has yet to accept the privacy statement as it stands now. */
  owesStatement?: boolean
}

/** A signed-in person: the principal of this request with session and environment. */
export type PersonCaller = {
  kind: 'person'
  principal: Principal
  session: { id: string; startedAt: Date; expiresAt: Date }
  environment: Environment
}

/** Nobody has proven anything yet. */
export type AnonymousCaller = { kind: 'anonymous'; environment: Environment }

/** A job is a caller too, so that the trail never says nobody did it. */
export type SystemCaller = { kind: 'system'; job: string }

export type Caller = PersonCaller | AnonymousCaller | SystemCaller

export const systemCaller = (job: string): SystemCaller => ({ kind: 'system', job })
export const anonymousCaller = (environment: Environment): AnonymousCaller => ({ kind: 'anonymous', environment })

/** The id of the person calling, or null for a stranger or a job. */
export const callerId = (caller: Caller) => (caller.kind === 'person' ? caller.principal.id : null)

/** What to call a person: the name they gave, else the address. */
export const displayName = (person: { name: string | null; address: string }) => person.name ?? person.address

/** The mail domain that stands beside every outside person's name. */
export const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1)
