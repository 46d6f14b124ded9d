import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { hashToken, linkToken } from '../../secrets'
import type { Purpose } from '../sessions/proven'
import { findSetUpToken } from '../set-up/prepare-set-up'
import type { PasscodeRequest } from './keep-code'

/**
 * Finds the request that this browser made for its code, to ask for another. Throws `Conflict` where the browser has no
 * attempt, or has completed it.
 */
export async function recallRequest(
  caller: Caller,
  { attemptSecret }: { attemptSecret: string | null },
): Promise<Omit<PasscodeRequest, 'code'>> {
  const attempt = attemptSecret
    ? await db().signInAttempt.findUnique({
        where: { secretHash: hashToken(attemptSecret) },
        select: {
          address: true,
          purpose: true,
          returnTo: true,
          invitationId: true,
          shareLinkId: true,
          detail: true,
          completedAt: true,
        },
      })
    : null
  if (!attempt || attempt.completedAt)
    throw new Conflict('attempt.none', 'This browser has asked for no code lately. Enter your address again.')
  const { address, purpose, returnTo, invitationId, shareLinkId, detail } = attempt
  const token = invitationId
    ? linkToken('invitation', invitationId)
    : purpose === 'setup'
      ? await findSetUpToken(caller)
      : null
  return {
    address,
    purpose: purpose as Purpose,
    returnTo,
    shareLinkId,
    linkToken: token,
    detail: detail as Prisma.InputJsonObject,
    attemptSecret,
    again: true,
  }
}
