// In SQL: Prisma's client replaces JSON whole, and adds nothing to what is stored.

import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import type { Proofs } from '../../proof'
import { hashToken, newToken } from '../../secrets'

/**
 * Keeps proofs with the session under a new token (ASVS 7.2.4), so that a stolen old token gains nothing by them. A proof
 * replaces an older one of its kind, and no other that is kept at the same moment. The session ends when it would have
 * ended before. Resolves to the token. Null: the session has ended or expired.
 */
export async function keepProofs(tx: Tx, { session }: PersonCaller, proofs: Proofs): Promise<string | null> {
  const token = newToken()
  const live = await tx.$executeRaw`
    UPDATE "Session" SET "tokenHash" = ${hashToken(token)}, proofs = proofs || ${JSON.stringify(proofs)}::jsonb
    WHERE id = ${session.id}::uuid AND "endedAt" IS NULL AND "expiresAt" > ${now()}`
  return live === 1 ? token : null
}
