import { now } from '../../clock'
import type { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { hashToken, newToken } from '../../secrets'

/**
 * Writes what was proven into the session under a new token (ASVS 7.2.4): whoever had taken the old one gains nothing by
 * it. The end of the session stays where it was. Null: it is over.
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
