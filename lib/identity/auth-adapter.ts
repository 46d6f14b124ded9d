import type { Adapter, AdapterUser } from '@auth/core/adapters'
import type { AnonymousCaller, PersonCaller, Principal } from '../principal'
import { findCaller } from './sessions/find-caller'
import type { PasscodeRequest } from './passcodes/keep-code'
import { requestPasscode } from './passcodes/request-passcode'
import type { Proof, SignedIn } from './passcodes/enter'
import { verifyPasscode } from './passcodes/verify-passcode'

/**
 * One passage through the door: what came in from this browser and, as Auth.js takes its steps, what came of
 * it. A refusal waits here, since Auth.js would turn it into an error page of its own.
 */
export type Passage = {
  caller: AnonymousCaller | PersonCaller
  request?: Omit<PasscodeRequest, 'code'>
  proof?: Proof
  sent?: { attemptSecret: string }
  signedIn?: SignedIn
  refusal?: unknown
}

/**
 * What Auth.js calls to keep codes, people and sessions. Ours to keep: a code and its mail are written in
 * one transaction, a proof and its session in another, so most of these only hand on what came of those.
 */
export const authAdapter = (passage: Passage): Adapter => ({
  createVerificationToken: () => null,

  async useVerificationToken({ token }) {
    try {
      passage.signedIn = await verifyPasscode(passage.caller, passage.proof!)
    } catch (error) {
      passage.refusal = error
      return null
    }
    const { principal, session } = passage.signedIn.caller
    return { identifier: principal.address, token, expires: session.expiresAt }
  },

  getUserByEmail: () => verified(passage),
  createUser: () => refuse('A principal is made by the proof of its address alone.'),
  updateUser: () => verified(passage) ?? refuse('Nobody has proven an address.'),

  createSession({ userId }) {
    if (!passage.signedIn) return refuse('A session is started by the proof of an address alone.')
    return { sessionToken: passage.signedIn.sessionToken, userId, expires: passage.signedIn.caller.session.expiresAt }
  },

  async getSessionAndUser(sessionToken) {
    // While signing in: the session that this browser had is ended by the proof, and never taken over.
    if (passage.proof) return null
    const caller = await findCaller(passage.caller.environment, sessionToken, { unattended: true })
    if (caller.kind !== 'person') return null
    const { principal, session } = caller
    return { session: { sessionToken, userId: principal.id, expires: session.expiresAt }, user: asAuthUser(principal) }
  },

  // Twenty-four hours from the proof, never prolonged.
  updateSession: () => null,
  deleteSession: () => null,
})

/** Called by Auth.js to send the code it has drawn: writes it, bound to this browser, and queues its mail. */
export async function sendPasscode({ caller, request }: Passage, code: string) {
  return requestPasscode(caller, { ...request!, code })
}

const verified = ({ signedIn }: Passage) => (signedIn ? asAuthUser(signedIn.caller.principal) : null)

function refuse(reason: string): never {
  throw new Error(reason)
}

const asAuthUser = ({ id, address, name, kind }: Principal): AdapterUser & Pick<Principal, 'kind'> => ({
  id,
  email: address,
  name,
  kind,
  emailVerified: null,
})
