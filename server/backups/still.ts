import type { Client } from 'pg'
import { RESTORED } from '@/lib/mail/hold-back-mail'

export type Stilled = { sessions: number; mails: number }

/** Why a session ended; `lib/identity/sessions/why-ended` says it to its browser. */
const CAUSE = 'restored from a backup'

/**
 * What was under way when the backup was made has gone on since, in the installation that was lost: mails that waited may
 * have left, sessions and codes may have been ended or used, and what was discarded has no bytes in the backup.
 */
export async function still(client: Client, at: Date): Promise<Stilled> {
  const change = async (query: string, ...more: unknown[]) => (await client.query(query, [at, ...more])).rowCount ?? 0
  const sessions = await change(
    `UPDATE "Session" SET "endedAt" = $1, "endedCause" = $2 WHERE "endedAt" IS NULL AND "expiresAt" > $1`,
    CAUSE,
  )
  const mails = await change(
    `UPDATE "Mail" SET "droppedAt" = $1, "nextAttemptAt" = NULL, sealed = NULL, "lastError" = $2 WHERE "nextAttemptAt" IS NOT NULL AND "withheldAt" IS NULL`,
    RESTORED,
  )
  await client.query(`UPDATE "Mail" SET "nextAttemptAt" = NULL, sealed = NULL WHERE "withheldAt" IS NOT NULL`)
  await change(`UPDATE "Passcode" SET "expiresAt" = $1 WHERE "expiresAt" > $1`)
  await change(`UPDATE "WebAuthnChallenge" SET "expiresAt" = $1 WHERE "expiresAt" > $1`)
  await change(`UPDATE "LetIn" SET "usedAt" = $1 WHERE "usedAt" IS NULL`)
  await client.query(`UPDATE "Job" SET "leasedUntil" = NULL`)
  await change(`UPDATE "StoredFile" SET "erasedAt" = $1 WHERE "discardedAt" IS NOT NULL AND "erasedAt" IS NULL`)
  return { sessions, mails }
}
