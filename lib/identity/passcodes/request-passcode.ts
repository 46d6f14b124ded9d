import { recordAuditEvent } from '../../audit/record-audit-event'
import { after, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { NotFound, TooManyAttempts } from '../../errors'
import { mailboxOf } from '../../mailbox'
import type { Caller } from '../../principal'
import { hashToken } from '../../secrets'
import { isTooSoon, type OpenAttempt } from './attempt'
import { turnTo } from './attempt.sql'
import { freeAgain } from '../../budgets/budget'
import { codesFor, codesThrough, type Lane } from './budgets'
import { mayReceiveCode, type Standing } from '../joining/eligibility'
import { type Asking, destinationOf, keepCode, type PasscodeRequest } from './keep-code'
import { mailLetIn } from './mail-let-in'
import { RESEND_AFTER } from './passcode'
import { type Known, readQuestion } from './read-question'
import { waitInWords } from '../../words/waits'

/**
 * Thrown while the newest code of this browser's own attempt is younger than 30 seconds. The page of the attempt counts
 * down to the next one.
 */
export class CodeOnItsWay extends TooManyAttempts {}

/**
 * Mails a code to an address that may have one. Runs the same statements for every address and resolves to the same: the
 * secret for the attempt's cookie. Throws `CodeOnItsWay` when asked again too soon, `TooManyAttempts` when a budget is
 * spent, for every address alike, and `NotFound` for a set-up without its link. Beyond the budget of a stranger's network,
 * writes nothing but the network's count.
 */
export const requestPasscode = (caller: Caller, request: PasscodeRequest): Promise<{ attemptSecret: string }> =>
  ask(caller, request, now(), true)

async function ask(
  caller: Caller,
  request: PasscodeRequest,
  at: Date,
  counts: boolean,
): Promise<{ attemptSecret: string }> {
  const known = await readQuestion(caller, request, at, counts)
  if (request.purpose === 'setup' && !known.standing.setUpOpen) throw new NotFound()
  if (known.refusedUntil) throw networkSpent(known.refusedUntil, at)
  const asking = judge(request, known, at)
  if (asking.open && isTooSoon(asking.open, at)) return refuse(caller, asking, 'too soon')
  const kept = await keepCode(caller, asking)
  if ('attemptSecret' in kept) return kept
  // Another request or try with the same cookie has changed the attempt meanwhile.
  if (kept.refused === 'attempt') return ask(caller, request, at, false)
  return refuse(caller, asking, kept.refused)
}

function judge(request: PasscodeRequest, { standing, known, open: found, sender }: Known, at: Date): Asking {
  // An attempt stays in its lane. One of the lane `unknown` is left behind once its browser is known.
  const open = found?.knownBrowser === false && known ? null : found
  const attempt = open && goesOn(open, request, standing) ? open : null
  const lane = (attempt ? attempt.knownBrowser : known) ? 'known' : 'unknown'
  return { request, standing, sender, withheld: !mayReceiveCode(standing, request, at), lane, open, attempt, at }
}

/**
 * Checks whether the new code belongs to the open attempt. A cookie can be planted, so an attempt goes on only where its
 * own page asks for another code, or where the browser is known for the address by the very token that it had when the
 * attempt began. Else a new attempt begins, with a secret that nobody else has.
 */
const goesOn = ({ browserHash }: OpenAttempt, { again, browserToken }: PasscodeRequest, { knownBrowser }: Standing) =>
  again === true || (knownBrowser && browserHash !== null && Buffer.from(browserHash).equals(hashToken(browserToken!)))

function networkSpent(retryAt: Date, at: Date) {
  const way = 'A browser you have signed in with before and the link in an invitation still work.'
  return new TooManyAttempts(
    'network.too-many-codes',
    `Very many codes were asked for from your network. You can ask for one ${waitInWords(retryAt, at)}. ${way}`,
    retryAt,
  )
}

type Reason = 'too soon' | 'share link' | 'mailbox'

/** Records that no code was written, and throws why, with the time to ask again. */
async function refuse(caller: Caller, asking: Asking, reason: Reason): Promise<never> {
  const { request, standing, open, attempt, lane, withheld, at } = asking
  const { address, purpose, shareLinkId } = request
  const retryAt = await transaction(async (tx) => {
    await recordAuditEvent(tx, caller, 'passcode.refused', {
      principalId: standing.principalId,
      detail: { address, purpose, lane, withheld, reason },
    })
    // The code that is on its way then opens the destination of the newest request.
    const waiting = reason === 'too soon' ? open : attempt
    if (waiting) await turnTo(tx, waiting, destinationOf(request, standing))
    if (reason === 'too soon') return after(open!.lastCodeAt, RESEND_AFTER)
    if (reason === 'share link') return freeAgain(tx, codesThrough(shareLinkId!), at, 1)
    if (lane === 'unknown') await mailLetIn(tx, request, standing, at)
    return freeAgain(tx, codesFor(mailboxOf(address), lane), at, 1)
  })
  const Refusal = reason === 'too soon' ? CodeOnItsWay : TooManyAttempts
  throw new Refusal(codeFor[reason], `${sentenceFor(reason, lane)} ${waitInWords(retryAt, at)}.`, retryAt)
}

const codeFor = {
  'too soon': 'code.on-its-way',
  'share link': 'share-link.too-many-codes',
  mailbox: 'mailbox.too-many-codes',
} as const

function sentenceFor(reason: Reason, lane: Lane) {
  switch (reason) {
    case 'too soon':
      return 'A code is on its way. You can ask for another'
    case 'share link':
      return 'Many codes were asked for through this link. You can ask for one'
    case 'mailbox':
      return `Several codes were asked for with this address. ${wayOn[lane]}`
  }
}

const wayOn: Record<Lane, string> = {
  known: 'You can ask for another',
  unknown: 'Open “This was me” from the newest mail in this browser to ask again now, or ask for another',
}
