import { z } from 'zod'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { inOneStatement } from '../../db/statement'
import type { Caller } from '../../principal'
import type { Mailbox } from '../../mailbox'
import { hashToken } from '../../secrets'
import { spend } from '../../budgets/budget'
import { spending, spent } from '../../budgets/budget.sql'
import { comparisons, comparisonsFor, comparisonsIn, type Lane } from './budgets'
import type { Claim, Purpose } from '../sessions/proven'
import { LIVE_PASSCODES, MOST_TRIES } from './passcode'

/** An attempt whose try was counted, with what the right code would prove. */
export type Attempt = Claim & {
  id: string
  mailbox: Mailbox
  tries: number
  knownBrowser: boolean
}

export type LivePasscode = { id: string; hmac: Uint8Array; createdAt: Date }

export type Counted = {
  attempt: Attempt
  /** The live codes that the typed one may be compared with now, newest first. Each comparison is paid for. */
  comparable: LivePasscode[]
  /** True where no code of the attempt is live any longer. */
  ranOut: boolean
  /** When the mailbox has comparisons again. Null: it still had some. */
  retryAt: Date | null
}

const Row = z.strictObject({
  id: z.guid(),
  address: z.string(),
  mailbox: z.custom<Mailbox>((value) => typeof value === 'string'),
  principalId: z.guid().nullable(),
  purpose: z.custom<Purpose>((value) => typeof value === 'string'),
  tries: z.int(),
  knownBrowser: z.boolean(),
  returnTo: z.string().nullable(),
  invitationId: z.guid().nullable(),
  shareLinkId: z.guid().nullable(),
  detail: z.unknown(),
  passcodeId: z.guid().nullable(),
  hmac: z.instanceof(Uint8Array).nullable(),
  sentAt: z.date().nullable(),
  paid: z.boolean(),
})

/**
 * Counts one try of a browser's attempt before any comparison, in one statement that commits by itself. However many tries
 * arrive at once, five of an attempt pass, and ten comparisons of a mailbox and lane in 24 hours. Each comparison is paid
 * for: a try against three live codes costs three. Null: no such attempt is open.
 */
export async function countTry(_caller: Caller, attemptSecret: string, at: Date): Promise<Counted | null> {
  const rows = await inOneStatement(counting(attemptSecret, at), Row)
  if (!rows[0]) return null
  const { passcodeId: _id, hmac: _hmac, sentAt: _sentAt, paid, ...attempt } = rows[0]
  const live = rows.flatMap(({ passcodeId, hmac, sentAt }) =>
    passcodeId ? [{ id: passcodeId, hmac: hmac!, createdAt: sentAt! }] : [],
  )
  if (live.length === 0 || paid) return { attempt, comparable: live, ranOut: live.length === 0, retryAt: null }
  const { affordable, retryAt } = await payForFewer(attempt, live.length, at)
  return { attempt, comparable: live.slice(0, affordable), ranOut: false, retryAt: affordable ? null : retryAt }
}

/** Pays for as many of the newest codes as the budget still allows, where it does not allow all live ones. */
async function payForFewer(attempt: Attempt, live: number, at: Date) {
  let retryAt = at
  for (let affordable = Math.max(live - 1, 1); affordable > 0; affordable--) {
    const refused = await spend(db(), comparisonsFor(attempt.mailbox, laneOf(attempt)), at, affordable)
    if (!refused) return { affordable, retryAt }
    retryAt = refused
  }
  return { affordable: 0, retryAt }
}

/** Returns the lane of an attempt. */
export const laneOf = ({ knownBrowser }: Pick<Attempt, 'knownBrowser'>): Lane => (knownBrowser ? 'known' : 'unknown')

function counting(attemptSecret: string, at: Date) {
  const price = Prisma.sql`
    SELECT CASE WHEN "knownBrowser" THEN ${comparisonsIn('known')} ELSE ${comparisonsIn('unknown')} END || mailbox,
      ${spent(at, Prisma.sql`(SELECT count(*) FROM live)`)}
    FROM attempt WHERE EXISTS (SELECT FROM live)`
  return Prisma.sql`
    WITH attempt AS (
      UPDATE "SignInAttempt" SET tries = tries + 1
      WHERE "secretHash" = ${hashToken(attemptSecret)} AND tries < ${MOST_TRIES} AND "completedAt" IS NULL
      RETURNING id, address, mailbox, "principalId", purpose, tries, "knownBrowser", "returnTo", "invitationId", "shareLinkId", detail
    ), live AS (
      SELECT newest.* FROM attempt, LATERAL (
        SELECT id, hmac, "createdAt", "expiresAt" FROM "Passcode" WHERE "attemptId" = attempt.id
        ORDER BY "createdAt" DESC LIMIT ${LIVE_PASSCODES}
      ) newest WHERE newest."expiresAt" > ${at}
    ), paid AS (${spending(comparisons, at, price)} RETURNING key)
    SELECT attempt.*, live.id AS "passcodeId", live.hmac, live."createdAt" AS "sentAt", EXISTS (SELECT FROM paid) AS paid
    FROM attempt LEFT JOIN live ON true ORDER BY live."createdAt" DESC`
}
