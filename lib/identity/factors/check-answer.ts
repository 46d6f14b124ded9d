import {
  type AuthenticationResponseJSON,
  type AuthenticatorTransport,
  type RegistrationResponseJSON,
  SettingsService,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server'
import { settings } from '../../env'
import type { PersonCaller } from '../../principal'
import { clientDataOf } from './challenge'
import { currentHost } from './hosts'

// Attestation is not asked for. Where it comes all the same, nobody can make this server fetch a maker's list of revoked
// certificates.
for (const identifier of ['android-key', 'android-safetynet', 'apple'] as const)
  SettingsService.setRootCertificates({ identifier, certificates: [] })

/** Returns this portal as WebAuthn's relying party: its origin, and its host as the RP ID. */
export const relyingParty = () => ({ origin: settings().publicUrl, id: currentHost() })

/** Longest id of a credential, in bytes (WebAuthn 4, "Credential ID"). */
const LONGEST_ID = 1023

const TRANSPORTS = new Set<unknown>(['ble', 'cable', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'])

/**
 * Returns the expectations that are the same for a passkey that was made and one that was shown. `takeChallenge` has taken
 * the challenge before.
 */
function expected(answer: unknown) {
  const { origin, id } = relyingParty()
  return {
    expectedChallenge: String(clientDataOf(answer)?.challenge),
    expectedOrigin: origin,
    expectedRPID: id,
    requireUserVerification: true,
  }
}

/**
 * Checks whether an answer comes from a frame. This portal's pages are in no frame, so another site has lured its person
 * into answering. The library (`@simplewebauthn/server` 14) accepts some of these answers.
 */
function isFramed(answer: unknown) {
  const { crossOrigin = false, topOrigin } = clientDataOf(answer) ?? {}
  return crossOrigin !== false || topOrigin !== undefined
}

/** Checks the answer with a new passkey. Resolves to the values to store. Null: it is refused. */
export async function checkMade(_caller: PersonCaller, answer: unknown) {
  if (isFramed(answer)) return null
  const response = answer as RegistrationResponseJSON
  const checked = await verifyRegistrationResponse({ ...expected(answer), response }).catch(() => null)
  if (!checked?.verified) return null
  const { credential, credentialBackedUp } = checked.registrationInfo
  const credentialId = new Uint8Array(Buffer.from(credential.id, 'base64url'))
  if (credential.id !== response.id || credentialId.length > LONGEST_ID) return null
  const transports: unknown = response.response.transports
  return {
    credentialId,
    publicKey: new Uint8Array(credential.publicKey),
    counter: BigInt(credential.counter),
    transports: Array.isArray(transports)
      ? transports.filter((one): one is AuthenticatorTransport => TRANSPORTS.has(one))
      : [],
    backedUp: credentialBackedUp,
    host: currentHost(),
  }
}

/** Returns the id of the passkey that an answer says it shows. Null: it can't be read, or could be written another way. */
export function credentialIdOf(answer: unknown): Uint8Array<ArrayBuffer> | null {
  const { id } = answer as { id?: unknown }
  const bytes = typeof id === 'string' ? Buffer.from(id, 'base64url') : null
  return bytes?.length && bytes.toString('base64url') === id ? new Uint8Array(bytes) : null
}

type Kept = { credentialId: Uint8Array; publicKey: Uint8Array; counter: bigint }

/**
 * Checks the answer that shows a stored passkey. Resolves to the values to store. Null: it was another passkey, or nobody
 * was verified.
 */
export async function checkShown(caller: PersonCaller, answer: unknown, { credentialId, publicKey, counter }: Kept) {
  const response = answer as AuthenticationResponseJSON
  if (isFramed(answer) || !isOf(caller.principal.id, response.response.userHandle)) return null
  const credential = {
    id: Buffer.from(credentialId).toString('base64url'),
    publicKey: new Uint8Array(publicKey),
    counter: Number(counter),
  }
  const checked = await verifyAuthenticationResponse({ ...expected(answer), response, credential }).catch(() => null)
  if (!checked?.verified) return null
  const { newCounter, credentialBackedUp } = checked.authenticationInfo
  return { counter: BigInt(newCounter), backedUp: credentialBackedUp, host: currentHost() }
}

/** Checks the user handle. A device may leave it out (WebAuthn 7.2, step 6); one that is there has to be this person's. */
const isOf = (principalId: string, userHandle: unknown) =>
  userHandle === undefined || userHandle === null || userHandle === Buffer.from(principalId).toString('base64url')
