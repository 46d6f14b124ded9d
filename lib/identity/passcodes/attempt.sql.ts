// In SQL: parts of the statements that read an attempt, and that write it with its code in one go.

import { randomUUID } from 'node:crypto'
import { after, HOUR } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { Tx } from '../../db/transaction'
import { hashOrNothing, hashToken } from '../../secrets'
import type { Question } from '../joining/question'
import type { Destination, NewAttempt, NewCode, OpenAttempt } from './attempt'
import { MOST_TRIES, PASSCODE_LIFE, RESEND_AFTER } from './passcode'

/** How long after its beginning an attempt may get another code. Milliseconds. */
const ATTEMPT_LIFE = HOUR

const isOpen = (at: Date) =>
  Prisma.sql`tries < ${MOST_TRIES} AND "completedAt" IS NULL AND "createdAt" > ${after(at, -ATTEMPT_LIFE)}`

/**
 * Makes the query for the open attempt of this browser with an address, purpose and share link. An attempt that is locked,
 * completed or older than an hour is not open: its successor starts with a new secret.
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

/**
 * Makes the query that locks an attempt, as it was read before, for the rest of the statement. Selects nothing where the
 * attempt is no longer open, or has had another code meanwhile.
 */
export const holding = ({ id }: OpenAttempt, at: Date) => Prisma.sql`
  SELECT id FROM "SignInAttempt"
  WHERE id = ${id}::uuid AND "lastCodeAt" <= ${after(at, -RESEND_AFTER)} AND ${isOpen(at)} FOR UPDATE`

/** Makes the statement that writes an attempt, once its code is paid for: the expression `paid` has a row. */
export const beginning = (attempt: NewAttempt, at: Date) => Prisma.sql`
  INSERT INTO "SignInAttempt" (id, "secretHash", address, purpose, "principalId", "knownBrowser", "browserHash", "returnTo", "invitationId",
    "shareLinkId", detail, "userAgent", "networkAddress", "createdAt", "lastCodeAt")
  SELECT ${randomUUID()}::uuid, ${hashToken(attempt.attemptSecret)}::bytea, ${attempt.address}::text, ${attempt.purpose}::text, ${attempt.principalId}::uuid,
    ${attempt.knownBrowser}::boolean, ${attempt.browserHash}::bytea, ${attempt.returnTo}::text, ${attempt.invitationId}::uuid, ${attempt.shareLinkId}::uuid,
    ${jsonOf(attempt.detail)}::jsonb, ${attempt.environment.userAgent}::text, ${attempt.environment.networkAddress}::text, ${at}::timestamptz, ${at}::timestamptz
  FROM paid RETURNING id`

/** Makes the statement that notes another code of an attempt and its new destination, once the code is paid for. */
export const renewing = ({ id }: OpenAttempt, to: Destination, at: Date) => Prisma.sql`
  UPDATE "SignInAttempt" SET "lastCodeAt" = ${at}, ${leadingTo(to)} FROM paid WHERE id = ${id}::uuid RETURNING id`

/** Sets the destination of an attempt to the one of the newest request, in place of the one that its code was asked for. */
export const turnTo = (tx: Tx, { id }: OpenAttempt, to: Destination) =>
  tx.$executeRaw`UPDATE "SignInAttempt" SET ${leadingTo(to)} WHERE id = ${id}::uuid`

const leadingTo = ({ purpose, returnTo = null, invitationId, detail = null }: Destination) => Prisma.sql`
  "returnTo" = coalesce(${returnTo}::text, CASE WHEN ${purpose !== 'step-up'} THEN "returnTo" END),
  "invitationId" = coalesce(${invitationId}::uuid, "invitationId"), detail = coalesce(${jsonOf(detail)}::jsonb, detail)`

/**
 * Makes the statement that notes the time of a code at an attempt which another one replaces. Another request with the old
 * cookie at this moment is then too soon.
 */
export const replacing = ({ id }: OpenAttempt, at: Date) => Prisma.sql`
  UPDATE "SignInAttempt" SET "lastCodeAt" = ${at} FROM paid WHERE id = ${id}::uuid`

/** Makes the expressions that write a code and its let-in link, under the attempt of the expression `attempt`. */
export const keeping = ({ hmac, letIn }: NewCode, at: Date) => Prisma.sql`
  code AS (
    INSERT INTO "Passcode" (id, "attemptId", hmac, "createdAt", "expiresAt")
    SELECT ${randomUUID()}::uuid, id, ${hmac}::bytea, ${at}::timestamptz, ${after(at, PASSCODE_LIFE)}::timestamptz FROM attempt RETURNING id
  ), link AS (
    INSERT INTO "LetIn" (id, "tokenHash", address, mailbox, "createdAt")
    SELECT ${letIn.id}::uuid, ${letIn.tokenHash}::bytea, ${letIn.address}::text, ${letIn.mailbox}::text, ${at}::timestamptz FROM attempt
  )`

const jsonOf = (detail: Prisma.InputJsonObject | null) => detail && JSON.stringify(detail)
