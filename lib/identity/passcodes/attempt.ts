import { randomUUID } from 'node:crypto'
import { after, HOUR } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import type { Environment } from '../../principal'
import { hashOrNothing, hashToken } from '../../secrets'
import type { Question } from '../joining/eligibility'
import type { NewLetIn } from '../let-in/new-let-in'
import type { Purpose } from '../sessions/proven'
import { MOST_TRIES, PASSCODE_LIFE, RESEND_AFTER } from './passcode'

/** How long a browser's attempt can be taken up again. Milliseconds. */
const ATTEMPT_LIFE = HOUR

export type OpenAttempt = { id: string; knownBrowser: boolean; browserHash: Uint8Array | null; lastCodeAt: Date }

const isOpen = (at: Date) =>
  Prisma.sql`tries < ${MOST_TRIES} AND "completedAt" IS NULL AND "createdAt" > ${after(at, -ATTEMPT_LIFE)}`

/**
 * Finds the attempt that this browser has under way for this address, purpose and share link. One that is locked, completed
 * or old is none: its successor starts with a new secret.
 */
export const openAttemptOf = (
  {
    attemptSecret,
    address,
    purpose,
    shareLinkId,
  }: Pick<Question, 'address' | 'purpose' | 'shareLinkId'> & { attemptSecret?: string | null },
  at: Date,
) => Prisma.sql`
  SELECT id, "knownBrowser", "browserHash", "lastCodeAt" FROM "SignInAttempt"
  WHERE "secretHash" = ${hashOrNothing(attemptSecret)} AND address = ${address} AND purpose = ${purpose}
    AND "shareLinkId" IS NOT DISTINCT FROM ${shareLinkId ?? null}::uuid AND ${isOpen(at)}`

/** Whether a code is on its way that is too young for another. */
export const isTooSoon = ({ lastCodeAt }: OpenAttempt, at: Date) => after(lastCodeAt, RESEND_AFTER) > at

/** Holds an attempt that was read before for the rest of the statement, if it still is under way and not too soon. */
export const holding = ({ id }: OpenAttempt, at: Date) => Prisma.sql`
  SELECT id FROM "SignInAttempt"
  WHERE id = ${id}::uuid AND "lastCodeAt" <= ${after(at, -RESEND_AFTER)} AND ${isOpen(at)} FOR UPDATE`

export type NewAttempt = {
  attemptSecret: string
  address: string
  purpose: Purpose
  principalId: string | null
  knownBrowser: boolean
  /** Of the token by which this browser is known for the address. */
  browserHash: Uint8Array<ArrayBuffer> | null
  returnTo: string | null
  invitationId: string | null
  shareLinkId: string | null
  detail: Prisma.InputJsonObject | null
  environment: Environment
}

/** Writes an attempt, once its code is paid for: the expression `paid` has a row. */
export const beginning = (attempt: NewAttempt, at: Date) => Prisma.sql`
  INSERT INTO "SignInAttempt" (id, "secretHash", address, purpose, "principalId", "knownBrowser", "browserHash", "returnTo", "invitationId",
    "shareLinkId", detail, "userAgent", "networkAddress", "createdAt", "lastCodeAt")
  SELECT ${randomUUID()}::uuid, ${hashToken(attempt.attemptSecret)}::bytea, ${attempt.address}::text, ${attempt.purpose}::text, ${attempt.principalId}::uuid,
    ${attempt.knownBrowser}::boolean, ${attempt.browserHash}::bytea, ${attempt.returnTo}::text, ${attempt.invitationId}::uuid, ${attempt.shareLinkId}::uuid,
    ${jsonOf(attempt.detail)}::jsonb, ${attempt.environment.userAgent}::text, ${attempt.environment.networkAddress}::text, ${at}::timestamptz, ${at}::timestamptz
  FROM paid RETURNING id`

/** What an attempt leads to. What is not said stays as it was. */
export type Destination = {
  purpose: Purpose
  returnTo?: string | null
  invitationId: string | null
  detail?: Prisma.InputJsonObject | null
}

/** Has an attempt that goes on lead to what a code is asked for now, once that is paid for. */
export const renewing = ({ id }: OpenAttempt, to: Destination, at: Date) => Prisma.sql`
  UPDATE "SignInAttempt" SET "lastCodeAt" = ${at}, ${leadingTo(to)} FROM paid WHERE id = ${id}::uuid RETURNING id`

/** Has an attempt lead to what is meant now, not to what a code was asked for before. */
export const turnTo = (tx: Tx, { id }: OpenAttempt, to: Destination) =>
  tx.$executeRaw`UPDATE "SignInAttempt" SET ${leadingTo(to)} WHERE id = ${id}::uuid`

const leadingTo = ({ purpose, returnTo = null, invitationId, detail = null }: Destination) => Prisma.sql`
  "returnTo" = coalesce(${returnTo}::text, ${purpose === 'step-up' ? Prisma.sql`NULL` : Prisma.sql`"returnTo"`}),
  "invitationId" = coalesce(${invitationId}::uuid, "invitationId"), detail = coalesce(${jsonOf(detail)}::jsonb, detail)`

/** Notes that another attempt takes the place of one: whoever else asks with its cookie at this moment asks too soon. */
export const replacing = ({ id }: OpenAttempt, at: Date) => Prisma.sql`
  UPDATE "SignInAttempt" SET "lastCodeAt" = ${at} FROM paid WHERE id = ${id}::uuid`

/** A code, and the link that its mail holds. */
export type NewCode = { hmac: Uint8Array; letIn: NewLetIn }

/** The expressions that write a code, and the link, under the attempt of the expression `attempt`. */
export const keeping = ({ hmac, letIn }: NewCode, at: Date) => Prisma.sql`
  code AS (
    INSERT INTO "Passcode" (id, "attemptId", hmac, "createdAt", "expiresAt")
    SELECT ${randomUUID()}::uuid, id, ${hmac}::bytea, ${at}::timestamptz, ${after(at, PASSCODE_LIFE)}::timestamptz FROM attempt RETURNING id
  ), link AS (
    INSERT INTO "LetIn" (id, "tokenHash", address, mailbox, "createdAt")
    SELECT ${letIn.id}::uuid, ${letIn.tokenHash}::bytea, ${letIn.address}::text, ${letIn.mailbox}::text, ${at}::timestamptz FROM attempt
  )`

const jsonOf = (detail: Prisma.InputJsonObject | null) => detail && JSON.stringify(detail)
