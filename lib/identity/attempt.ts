import { randomUUID } from 'node:crypto'
import { after, HOUR } from '../clock'
import { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import type { Environment } from '../principal'
import { hashToken } from '../secrets'
import type { Question } from './eligibility'
import type { NewLetIn } from './let-in/new-let-in'
import { MOST_TRIES, PASSCODE_LIFE } from './passcode'

/** How long a browser's attempt can be taken up again. Milliseconds. */
export const ATTEMPT_LIFE = HOUR

export type OpenAttempt = { id: string; knownBrowser: boolean; browserHash: Uint8Array | null; lastCodeAt: Date }

/**
 * The attempt that this browser has under way for this address, purpose and share link, held for the rest of the
 * transaction. One that is locked, completed or old is none: its successor starts with a new secret.
 */
export async function findOpenAttempt(
  tx: Tx,
  {
    attemptSecret,
    address,
    purpose,
    shareLinkId,
  }: Pick<Question, 'address' | 'purpose' | 'shareLinkId'> & { attemptSecret?: string | null },
  at: Date,
) {
  if (!attemptSecret) return null
  const [attempt] = await tx.$queryRaw<OpenAttempt[]>`
    SELECT id, "knownBrowser", "browserHash", "lastCodeAt" FROM "SignInAttempt"
    WHERE "secretHash" = ${hashToken(attemptSecret)} AND address = ${address} AND purpose = ${purpose}
      AND "shareLinkId" IS NOT DISTINCT FROM ${shareLinkId ?? null}::uuid
      AND tries < ${MOST_TRIES} AND "completedAt" IS NULL AND "createdAt" > ${after(at, -ATTEMPT_LIFE)}
    FOR UPDATE`
  return attempt ?? null
}

export type NewAttempt = {
  attemptSecret: string
  address: string
  purpose: string
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

/** A code, and the link that its mail holds. */
export type NewCode = { hmac: Uint8Array; letIn: NewLetIn }

/** Writes an attempt with its first code, in one statement. */
export async function beginAttempt(tx: Tx, attempt: NewAttempt, code: NewCode, at: Date) {
  const {
    address,
    purpose,
    principalId,
    knownBrowser,
    browserHash,
    returnTo,
    invitationId,
    shareLinkId,
    detail,
    environment,
  } = attempt
  await tx.$executeRaw`
    WITH attempt AS (
      INSERT INTO "SignInAttempt" (id, "secretHash", address, purpose, "principalId", "knownBrowser", "browserHash", "returnTo", "invitationId",
        "shareLinkId", detail, "userAgent", "networkAddress", "createdAt", "lastCodeAt")
      VALUES (${randomUUID()}::uuid, ${hashToken(attempt.attemptSecret)}, ${address}, ${purpose}, ${principalId}::uuid, ${knownBrowser}, ${browserHash}::bytea,
        ${returnTo}, ${invitationId}::uuid, ${shareLinkId}::uuid, ${detail && JSON.stringify(detail)}::jsonb,
        ${environment.userAgent}, ${environment.networkAddress}, ${at}, ${at})
      RETURNING id
    ) ${keeping(code, at)}`
}

/** Adds a code to an attempt that is under way, in one statement. */
export async function renewAttempt(tx: Tx, { id }: Pick<OpenAttempt, 'id'>, code: NewCode, at: Date) {
  await tx.$executeRaw`
    WITH attempt AS (UPDATE "SignInAttempt" SET "lastCodeAt" = ${at} WHERE id = ${id}::uuid RETURNING id)
    ${keeping(code, at)}`
}

/** Notes that another attempt takes the place of one: whoever else asks with its cookie at this moment asks too soon. */
export const replaceAttempt = (tx: Tx, { id }: Pick<OpenAttempt, 'id'>, at: Date) =>
  tx.signInAttempt.updateMany({ where: { id }, data: { lastCodeAt: at } })

const keeping = ({ hmac, letIn }: NewCode, at: Date) => Prisma.sql`
  , code AS (
    INSERT INTO "Passcode" (id, "attemptId", hmac, "createdAt", "expiresAt")
    SELECT ${randomUUID()}::uuid, id, ${hmac}::bytea, ${at}::timestamptz, ${after(at, PASSCODE_LIFE)}::timestamptz FROM attempt
  )
  INSERT INTO "LetIn" (id, "tokenHash", address, mailbox, "createdAt")
  SELECT ${letIn.id}::uuid, ${letIn.tokenHash}::bytea, ${letIn.address}, ${letIn.mailbox}, ${at}::timestamptz FROM attempt`
