import { now } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import type { Proofs } from '../../proof'
import { hashToken, newToken } from '../../secrets'

/**
 * Keeps proofs with the session under a new token (ASVS 7.2.4), so that a stolen old token gains nothing by them. The
 * session ends when it would have ended before. Resolves to the token. Null: the session has ended or expired.
 */
export async function keepProofs(tx: Tx, { session }: PersonCaller, proofs: Proofs): Promise<string | null> {
  const token = newToken()
  const live = await tx.$queryRaw<{ id: string }[]>`
    WITH live AS (
      UPDATE "Session" SET "tokenHash" = ${hashToken(token)}
      WHERE id = ${session.id}::uuid AND "endedAt" IS NULL AND "expiresAt" > ${now()} RETURNING id
    ), kept AS (${keeping(proofs, Prisma.sql`live`)})
    SELECT id FROM live`
  return live.length === 1 ? token : null
}

/**
 * Makes the statement that keeps proofs, in place of older ones of their kinds, with each session of an earlier
 * expression of the same statement.
 */
export function keeping(proofs: Proofs, sessions: Prisma.Sql) {
  const times = Object.values(proofs).map((at) => at.toISOString())
  return Prisma.sql`
    INSERT INTO "SessionProof" ("sessionId", kind, at)
    SELECT held.id, proof.kind, proof.at FROM ${sessions} held, unnest(${Object.keys(proofs)}::"ProofKind"[], ${times}::timestamptz[]) proof(kind, at)
    ON CONFLICT ("sessionId", kind) DO UPDATE SET at = excluded.at`
}
