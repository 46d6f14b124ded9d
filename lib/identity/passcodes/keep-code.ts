import { recording } from '../../audit/record-audit-event.sql'
import { after } from '../../clock'
import { count } from '../../counters'
import type { Prisma } from '../../db/generated/client'
import { mailboxOf } from '../../mailbox'
import { queueing, type Sender } from '../../mail/queue-mail'
import type { Caller, Environment } from '../../principal'
import { hashToken, newToken } from '../../secrets'
import type { Destination, OpenAttempt } from './attempt'
import { codesFor, codesThrough, type Lane } from './budgets'
import type { Standing } from '../joining/eligibility'
import type { Question } from '../joining/question'
import { LET_IN_LIFE, type NewLetIn, newLetIn } from '../let-in/new-let-in'
import { asked, delay, payAndWrite, paying, telling, writing } from './keep-code.sql'
import { pacing, unpaced } from './pace.sql'
import { codeTick, PASSCODE_LIFE, passcodeHmac } from './passcode'

export type PasscodeRequest = Question & {
  /** The eight digits to mail. */
  code: string
  /** The secret from the attempt's cookie. Null: this browser has none. */
  attemptSecret?: string | null
  /** True where the page of the attempt itself, which shows its address, asks for another code: the attempt goes on. */
  again?: boolean
  /** The path to come back to, as `returnPath` has accepted it. */
  returnTo?: string | null
  /** Values that the purpose needs once the address is proven. */
  detail?: Prisma.InputJsonObject
}

/** A request for a code, and the decisions about it. */
export type Asking = {
  request: PasscodeRequest
  standing: Standing
  sender: Sender
  /** True where the mail is withheld from the address. All else that can be seen or measured is as for other addresses. */
  withheld: boolean
  lane: Lane
  /** The open attempt of this browser. */
  open: OpenAttempt | null
  /** The open attempt, where the new code belongs to it. Null: the code begins a new attempt. */
  attempt: OpenAttempt | null
  at: Date
}

/** Why no code was written: a budget was spent, or the open attempt has changed since it was read. */
export type NotKept = 'attempt' | 'share link' | 'mailbox'

/**
 * Pays for a code and writes it, with its attempt, its event and its mail, in one statement that is the same for every
 * address. Where a budget is spent, writes only the payments before it. Resolves to the secret for the attempt's cookie, or
 * to why nothing was written.
 */
export async function keepCode(
  caller: Caller,
  asking: Asking,
): Promise<{ attemptSecret: string } | { refused: NotKept }> {
  const attemptSecret = asking.attempt ? asking.request.attemptSecret! : newToken()
  const letIn = newLetIn({ address: asking.request.address, withheld: asking.withheld })
  const { held, linked, paid } = await payAndWrite(
    paymentOf(asking),
    codeOf(caller, asking, attemptSecret, letIn),
    newsOf(caller, asking, letIn),
  )
  if (!paid) return { refused: !held ? 'attempt' : !linked ? 'share link' : 'mailbox' }
  count('passcode.requested')
  return { attemptSecret }
}

/** Makes the expressions that pay for a code, from the budgets of its share link and of its mailbox. */
const paymentOf = ({ request: { address, shareLinkId }, open, lane, at }: Asking) =>
  paying({
    open,
    link: shareLinkId ? codesThrough(shareLinkId) : null,
    mailbox: codesFor(mailboxOf(address), lane),
    at,
  })

/** Makes the expressions that write the code, under the open attempt or under a new one with a secret of its own. */
function codeOf(
  caller: Caller,
  { request, standing, lane, open, attempt, at }: Asking,
  attemptSecret: string,
  letIn: NewLetIn,
) {
  const code = { hmac: passcodeHmac({ ...request, attemptSecret }, request.code), letIn }
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
    environment: environmentOf(caller),
  }
  return writing({ open, attempt, to: destinationOf(request, standing), begun, code, at })
}

/** Returns the destination of the attempt once its code is typed. */
export const destinationOf = (
  { purpose, returnTo, detail }: PasscodeRequest,
  { invitationId }: Standing,
): Destination => ({
  purpose,
  returnTo,
  invitationId,
  detail,
})

/** Makes the expressions that choose when the mail leaves, record the event and queue the mail. */
function newsOf(caller: Caller, asking: Asking, letIn: NewLetIn) {
  const { request, standing, lane, withheld, sender, at } = asking
  const { address, purpose } = request
  const slowed = lane === 'unknown' && !isInSession(request)
  const subject = asked(standing.principalId, { address, purpose, lane, withheld })
  return telling(
    slowed ? pacing({ address, standing, withheld, at }) : unpaced,
    recording(caller, 'passcode.requested', { rows: subject, most: 1 }),
    queueing(mailOf(caller, asking, letIn), sender, delay(at)),
  )
}

/** Checks whether a signed-in person asks for a code for their own address. */
const isInSession = ({ purpose }: Question) => purpose === 'step-up'

function mailOf(caller: Caller, { request: { address, code }, withheld, at }: Asking, { id }: NewLetIn) {
  const validUntil = after(at, PASSCODE_LIFE)
  return {
    template: 'one-time-passcode' as const,
    recipient: address,
    input: {
      userAgent: environmentOf(caller).userAgent,
      askedAt: at,
      validUntil,
      letIn: { id, until: after(at, LET_IN_LIFE) },
    },
    secret: code,
    notBefore: after(at, codeTick()),
    notAfter: validUntil,
    withheld,
  }
}

function environmentOf(caller: Caller): Environment {
  if (caller.kind === 'system') throw new Error('A job signs nobody in.')
  const { networkAddress, userAgent } = caller.environment
  return { networkAddress, userAgent }
}
