import { spendNetwork } from '../audit/network-budget'
import { recordAuditEvent } from '../audit/record-audit-event'
import { after, now } from '../clock'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import { transaction, type Tx } from '../db/transaction'
import { NotFound, TooManyAttempts } from '../errors'
import { mailboxOf } from '../mailbox'
import { queueMail } from '../mail/queue-mail'
import type { Caller, Environment } from '../principal'
import { hashToken, newToken } from '../secrets'
import { beginAttempt, findOpenAttempt, type OpenAttempt, renewAttempt, replaceAttempt } from './attempt'
import { codesFor, codesThrough, type Lane, spend } from './budget'
import { mayReceiveCode, type Question, readStanding, type Standing } from './eligibility'
import { mailLetIn } from './let-in/mail-let-in'
import { LET_IN_LIFE, type NewLetIn, newLetIn } from './let-in/new-let-in'
import { codeTick, PASSCODE_LIFE, passcodeHmac, RESEND_AFTER } from './passcode'
import { leavesAt } from './pace'
import { waitInWords } from '../words/waits'

export type PasscodeRequest = Question & {
  /** The eight digits to mail. */
  code: string
  /** Of the attempt's cookie, where this browser has one. */
  attemptSecret?: string | null
  /** Asked on the page of the attempt itself, which names its address: it goes on. */
  again?: boolean
  /** A path that `returnPath` has let through. */
  returnTo?: string | null
  /** What the purpose must remember until the address is proven. */
  detail?: Prisma.InputJsonObject
}

/** A code is on its way to this browser's own attempt. The page for it counts down to the next one. */
export class CodeOnItsWay extends TooManyAttempts {}

/**
 * Mails a code to whoever may have one. For every address the same statements run and the same comes back:
 * the secret for the attempt's cookie. Throws `CodeOnItsWay` when asked again too soon, `TooManyAttempts` when a
 * budget is spent, whoever it is, and `NotFound` for a set-up without its link. Beyond a stranger's network's budget
 * nothing is written at all.
 */
export async function requestPasscode(caller: Caller, request: PasscodeRequest): Promise<{ attemptSecret: string }> {
  const at = now()
  const standing = await readStanding(db(), request, at)
  if (request.purpose === 'setup' && !standing.setUpOpen) throw new NotFound()
  if (!isKnown(standing) && !isInSession(request)) await refuseNetwork(caller, at)
  const asked = await transaction(async (tx) => {
    const open = takeUp(await findOpenAttempt(tx, request, at), standing)
    const attempt = open && goesOn(open, request, standing) ? open : null
    const lane = laneOf(attempt, standing)
    const withheld = !mayReceiveCode(standing, request, at)
    const refusal = await refuse(tx, request, open, lane, at)
    const { address, purpose } = request
    await recordAuditEvent(tx, caller, refusal ? 'passcode.refused' : 'passcode.requested', {
      principalId: standing.principalId,
      detail: { address, purpose, lane, withheld, reason: refusal?.reason },
    })
    // Asked too soon, the code that is on its way leads to what is meant now.
    const waiting = refusal?.reason === 'too soon' ? open : attempt
    if (waiting) await turnTo(tx, waiting, request, standing)
    if (refusal?.reason === 'mailbox' && lane === 'unknown') await mailLetIn(tx, request, standing, at)
    if (refusal) return refusal
    if (open && !attempt) await replaceAttempt(tx, open, at)
    const letIn = newLetIn({ address, withheld })
    const attemptSecret = await keepAttempt(tx, caller, { request, attempt, standing, lane, letIn, at })
    const free =
      lane === 'unknown' && !isInSession(request) ? await leavesAt(tx, { address, standing, withheld, at }) : now()
    await mailPasscode(tx, caller, request, { withheld, letInId: letIn.id, at, notBefore: after(free, codeTick()) })
    return { attemptSecret }
  })
  if ('attemptSecret' in asked) return asked
  const Refusal = asked.reason === 'too soon' ? CodeOnItsWay : TooManyAttempts
  throw new Refusal(asked.code, `${asked.sentence} ${waitInWords(asked.retryAt, at)}.`, asked.retryAt)
}

/**
 * A cookie can be planted: an attempt is taken up again only where its own page asks for another code, or where the
 * browser is known for the address by the very token that it had when the attempt began. Else a new one begins, whose
 * secret nobody else has.
 */
const goesOn = ({ browserHash }: OpenAttempt, { again, browserToken }: PasscodeRequest, { knownBrowser }: Standing) =>
  again === true || (knownBrowser && browserHash !== null && Buffer.from(browserHash).equals(hashToken(browserToken!)))

const isKnown = ({ knownBrowser, letIn, invitationId }: Standing) => knownBrowser || letIn || invitationId !== null

/** An attempt stays in its lane: one from the lane of strangers is left behind once its browser is in the other. */
const takeUp = (attempt: OpenAttempt | null, standing: Standing) =>
  attempt?.knownBrowser === false && isKnown(standing) ? null : attempt

const laneOf = (attempt: OpenAttempt | null, standing: Standing): Lane =>
  (attempt ? attempt.knownBrowser : isKnown(standing)) ? 'known' : 'unknown'

/** Asked for by somebody who is signed in, for their own address. */
const isInSession = ({ purpose }: Question) => purpose === 'step-up'

async function refuseNetwork(caller: Caller, at: Date) {
  const retryAt = await spendNetwork(db(), caller, 'codes', at)
  if (!retryAt) return
  const way = 'A browser you have signed in with before and the link in an invitation still work.'
  throw new TooManyAttempts(
    'network.too-many-codes',
    `Very many codes were asked for from your network. You can ask for one ${waitInWords(retryAt, at)}. ${way}`,
    retryAt,
  )
}

async function refuse(tx: Tx, { address, shareLinkId }: Question, attempt: OpenAttempt | null, lane: Lane, at: Date) {
  if (attempt && after(attempt.lastCodeAt, RESEND_AFTER) > at)
    return {
      reason: 'too soon',
      code: 'code.on-its-way' as const,
      retryAt: after(attempt.lastCodeAt, RESEND_AFTER),
      sentence: 'A code is on its way. You can ask for another',
    }
  const link = shareLinkId ? await spend(tx, codesThrough(shareLinkId), at) : null
  if (link)
    return {
      reason: 'share link',
      code: 'share-link.too-many-codes' as const,
      retryAt: link,
      sentence: 'Many codes were asked for through this link. You can ask for one',
    }
  const mailbox = await spend(tx, codesFor(mailboxOf(address), lane), at)
  return (
    mailbox && {
      reason: 'mailbox',
      code: 'mailbox.too-many-codes' as const,
      retryAt: mailbox,
      sentence: `Several codes were asked for with this address. ${wayOn[lane]}`,
    }
  )
}

const wayOn: Record<Lane, string> = {
  known: 'You can ask for another',
  unknown: 'Open “This was me” from the newest mail in this browser to ask again now, or ask for another',
}

type Beginning = {
  request: PasscodeRequest
  attempt: OpenAttempt | null
  standing: Standing
  lane: Lane
  letIn: NewLetIn
  at: Date
}

/** Writes the code under the attempt that is under way, or under a new one with a secret of its own. */
async function keepAttempt(tx: Tx, caller: Caller, { request, attempt, standing, lane, letIn, at }: Beginning) {
  const attemptSecret = attempt ? request.attemptSecret! : newToken()
  const code = { hmac: passcodeHmac({ ...request, attemptSecret }, request.code), letIn }
  if (attempt) {
    await renewAttempt(tx, attempt, code, at)
    return attemptSecret
  }
  const { address, purpose, returnTo = null, shareLinkId = null, detail = null } = request
  const { principalId, invitationId } = standing
  const begun = {
    attemptSecret,
    address,
    purpose,
    principalId,
    knownBrowser: lane === 'known',
    browserHash: standing.knownBrowser ? hashToken(request.browserToken!) : null,
    returnTo,
    invitationId,
    shareLinkId,
    detail,
  }
  await beginAttempt(tx, { ...begun, environment: environmentOf(caller) }, code, at)
  return attemptSecret
}

/** Has the attempt lead to what a code is asked for now, not to what one was asked for before. */
async function turnTo(
  tx: Tx,
  { id }: OpenAttempt,
  { purpose, returnTo, detail }: PasscodeRequest,
  { invitationId }: Standing,
) {
  const data = {
    returnTo: returnTo ?? (purpose === 'step-up' ? null : undefined),
    invitationId: invitationId ?? undefined,
    detail,
  }
  await tx.signInAttempt.update({ where: { id }, data, select: { id: true } })
}

type Sending = { withheld: boolean; letInId: string; at: Date; notBefore: Date }

const mailPasscode = (
  tx: Tx,
  caller: Caller,
  { address, code }: PasscodeRequest,
  { withheld, letInId, at, notBefore }: Sending,
) => {
  const validUntil = after(at, PASSCODE_LIFE)
  const input = {
    userAgent: environmentOf(caller).userAgent,
    askedAt: at,
    validUntil,
    letIn: { id: letInId, until: after(at, LET_IN_LIFE) },
  }
  return queueMail(tx, {
    template: 'one-time-passcode',
    recipient: address,
    input,
    secret: code,
    notBefore,
    notAfter: validUntil,
    withheld,
  })
}

function environmentOf(caller: Caller): Environment {
  if (caller.kind === 'system') throw new Error('A job signs nobody in.')
  const { networkAddress, userAgent } = caller.environment
  return { networkAddress, userAgent }
}
