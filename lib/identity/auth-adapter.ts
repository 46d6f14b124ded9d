import type { Adapter, AdapterUser } from '@auth/core/adapters'
import type { AnonymousCaller, PersonCaller, Principal } from '../principal'
import { findCaller } from './sessions/find-caller'
import type { PasscodeRequest } from './passcodes/keep-code'
import { requestPasscode } from './passcodes/request-passcode'
import type { Proof, SignedIn } from './passcodes/enter'
import { verifyPasscode } from './passcodes/verify-passcode'

/**
 * One sign-in request of a browser: its input, and the results of the steps that Auth.js takes with it. Keeps a refusal
 * here, since Auth.js would turn it into an error page of its own.
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
 * Makes the adapter that Auth.js calls to store codes, people and sessions. Foyer stores them itself: a code together with
 * its mail, and a proof together with its session. So most of these functions only return the results.
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
    // While signing in, no session is found: the proof ends the one that this browser had, and none is taken over.
    if (passage.proof) return null
    const caller = await findCaller(passage.caller.environment, sessionToken, { unattended: true })
    if (caller.kind !== 'person') return null
    const { principal, session } = caller
    return { session: { sessionToken, userId: principal.id, expires: session.expiresAt }, user: asAuthUser(principal) }
  },

  // A session lives 24 hours from the proof on, never prolonged.
  updateSession: () => null,
  deleteSession: () => null,
})

/**
 * Writes a code that Auth.js has drawn, bound to this browser, and queues its mail. Auth.js calls it to send the code.
 * Throws as `requestPasscode` does.
 */
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
