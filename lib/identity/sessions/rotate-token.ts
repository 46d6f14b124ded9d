import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { hashToken, newToken } from '../../secrets'

/**
 * Writes a proof into the session under a new token (ASVS 7.2.4), so that a stolen old token gains nothing by the proof.
 * The session ends when it would have ended before. Null: it has ended or expired.
 */
export async function rotateToken(
  tx: Tx,
  { session }: PersonCaller,
  proven: Prisma.SessionUpdateManyMutationInput,
): Promise<string | null> {
  const token = newToken()
  const { count } = await tx.session.updateMany({
    where: { id: session.id, endedAt: null, expiresAt: { gt: now() } },
    data: { ...proven, tokenHash: hashToken(token) },
  })
  return count === 1 ? token : null
}
