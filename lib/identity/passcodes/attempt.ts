import { after } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Environment } from '../../principal'
import type { NewLetIn } from '../let-in/new-let-in'
import type { Purpose } from '../sessions/proven'
import { RESEND_AFTER } from './passcode'

export type OpenAttempt = { id: string; knownBrowser: boolean; browserHash: Uint8Array | null; lastCodeAt: Date }

/** Checks whether the newest code of an attempt is too young for another. */
export const isTooSoon = ({ lastCodeAt }: OpenAttempt, at: Date) => after(lastCodeAt, RESEND_AFTER) > at

export type NewAttempt = {
  attemptSecret: string
  address: string
  purpose: Purpose
  principalId: string | null
  knownBrowser: boolean
  /** The hash of the token by which this browser is known for the address. */
  browserHash: Uint8Array<ArrayBuffer> | null
  returnTo: string | null
  invitationId: string | null
  shareLinkId: string | null
  detail: Prisma.InputJsonObject | null
  environment: Environment
}

/**
 * The destination of an attempt, which opens after the proof. A value that is left out stays as it was; a step-up without
 * `returnTo` clears the path.
 */
export type Destination = {
  purpose: Purpose
  returnTo?: string | null
  invitationId: string | null
  detail?: Prisma.InputJsonObject | null
}

/** A code, and the let-in link in its mail. */
export type NewCode = { hmac: Uint8Array; letIn: NewLetIn }
