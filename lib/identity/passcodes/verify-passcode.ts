import { recordAuditEvent } from '../../audit/record-audit-event'
import { giveBack } from '../../budgets/budget.sql'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict, Invalid, TooManyAttempts } from '../../errors'
import type { AnonymousCaller, Caller, PersonCaller } from '../../principal'
import { admit, type Refused } from '../joining/admit'
import type { Lane } from './budgets'
import { explainClosedAttempt } from './closed-attempt'
import { type Attempt, type Counted, countTry, laneOf } from './count-try'
import { costsOf, enter, type Match, type Proof, provenBy, type SignedIn } from './enter'
import { homeOf } from '../joining/home'
import { rememberBrowser } from '../sessions/known-browser.sql'
import { matchPasscode, MOST_TRIES, readPasscode } from './passcode'
import { startSession } from '../sessions/start-session'
import { renewCode } from '../sessions/renew-code'
import { useCode } from './use-code.sql'
import { waitInWords } from '../../words/waits'

/**
 * Proves an address with a code and starts the session, once. Counts and commits each try before any comparison. Throws
 * `Invalid` for a code that is malformed, wrong or expired, `Conflict` where the attempt is closed or its person can't be
 * admitted, and `TooManyAttempts` when the mailbox's comparisons are spent.
 */
export async function verifyPasscode(caller: AnonymousCaller | PersonCaller, proof: Proof): Promise<SignedIn> {
  const code = readPasscode(proof.code)
  if (!code) throw new Invalid('code.malformed', { code: 'A code has eight digits. Enter the one from the mail.' })
  const at = now()
  const counted = proof.attemptSecret ? await countTry(caller, proof.attemptSecret, at) : null
  if (!counted) return explainClosedAttempt(caller, proof.attemptSecret)
  const { attempt, comparable } = counted
  const binding = { attemptSecret: proof.attemptSecret!, address: attempt.address, purpose: attempt.purpose }
  const passcode = matchPasscode(comparable, binding, code)
  if (!passcode) return fail(caller, counted, at)
  const match = { attempt, passcode, cost: comparable.length, at }
  const signedIn = await enter(caller, proof, match)
  if (signedIn) return signedIn
  const outcome = await transaction((tx) => prove(tx, caller, proof, match))
  if ('refusal' in outcome) throw new Conflict(outcome.code, outcome.refusal)
  return outcome
}

/** Handles every proof that `enter` does not, step by step, and each one that ends in a refusal. */
async function prove(
  tx: Tx,
  caller: AnonymousCaller | PersonCaller,
  proof: Proof,
  match: Match,
): Promise<SignedIn | Refused> {
  const { attempt, at } = match
  if (attempt.purpose === 'step-up') return proveAgain(tx, caller, proof, match)
  const first = await useUp(tx, match)
  const proven = provenBy(match)
  const admitted = first
    ? await admit(tx, caller, proven, at)
    : { code: 'code.used' as const, refusal: 'That code has been used. We can send a new one.' }
  if ('refusal' in admitted) {
    await recordFailure(tx, caller, 'passcode.refused', attempt, admitted.refusal)
    return admitted
  }
  const detail = { address: attempt.address, purpose: attempt.purpose }
  await recordAuditEvent(tx, caller, 'passcode.verified', { principalId: admitted.id, detail })
  const browser = await rememberBrowser(tx, { browserToken: proof.browserToken, address: attempt.address, at })
  const session = await startSession(tx, caller, {
    principal: admitted,
    proofs: proven.proofs,
    replaces: proof.sessionToken,
    newBrowser: !browser.known,
    browserId: browser.id,
    at,
  })
  return {
    caller: session.caller,
    sessionToken: session.token,
    browserToken: browser.token,
    path: homeOf(admitted, attempt),
  }
}

/**
 * Notes a proof by the signed-in person for their own address. Keeps their session, with a new token and a newer time of
 * its code.
 */
async function proveAgain(
  tx: Tx,
  caller: AnonymousCaller | PersonCaller,
  proof: Proof,
  match: Match,
): Promise<SignedIn | Refused> {
  const { attempt, at } = match
  const first = await useUp(tx, match)
  const mine = caller.kind === 'person' && caller.principal.id === attempt.principalId
  const renewed =
    first && mine
      ? await renewCode(tx, caller, provenBy(match))
      : { code: 'session.other' as const, refusal: 'This code is not for this session. Ask for a new one.' }
  if ('refusal' in renewed) {
    await recordFailure(tx, caller, 'passcode.refused', attempt, renewed.refusal)
    return renewed
  }
  await recordAuditEvent(tx, caller, 'passcode.verified', {
    principalId: attempt.principalId,
    detail: { address: attempt.address, purpose: attempt.purpose },
  })
  const { token: browserToken } = await rememberBrowser(tx, {
    browserToken: proof.browserToken,
    address: attempt.address,
    at,
  })
  return {
    caller: caller as PersonCaller,
    sessionToken: renewed.token,
    browserToken,
    path: homeOf((caller as PersonCaller).principal, attempt),
  }
}

/**
 * Uses the code up. Resolves to whether this proof was the first with it. Refunds its cost in either case, since its sender
 * knew the code.
 */
async function useUp(tx: Tx, match: Match) {
  const first = await useCode(tx, match)
  await giveBack(tx, costsOf(match))
  return first
}

async function fail(caller: Caller, { attempt, comparable, ranOut, retryAt }: Counted, at: Date): Promise<never> {
  const left = MOST_TRIES - attempt.tries
  const reason = ranOut ? 'ran out' : retryAt ? 'mailbox' : left === 0 ? 'locked' : 'wrong'
  await transaction((tx) =>
    recordFailure(tx, caller, retryAt ? 'passcode.refused' : 'passcode.failed', attempt, reason, comparable.length),
  )
  if (ranOut) throw new Invalid('code.expired', { code: 'That code has run out. We can send a new one.' })
  if (retryAt)
    throw new TooManyAttempts(
      'mailbox.too-many-tries',
      `Too many wrong codes were typed for this address. ${wayOn[laneOf(attempt)]} ${waitInWords(retryAt, at)}.`,
      retryAt,
    )
  if (left === 0)
    throw new Invalid('code.locked', {
      code: 'That was the fifth wrong code, so this one is no longer good. We can send a new one.',
    })
  throw new Invalid('code.wrong', {
    code: `That is not the code we sent. You can try ${left} more ${left === 1 ? 'time' : 'times'}.`,
  })
}

const wayOn: Record<Lane, string> = {
  known: 'Try again',
  unknown:
    'Open “This was me” from the newest mail in this browser and ask for a new code, use the link in your invitation or a browser you have signed in with before, or try again',
}

const recordFailure = (
  tx: Tx,
  caller: Caller,
  type: 'passcode.refused' | 'passcode.failed',
  attempt: Attempt,
  reason: string,
  compared = 0,
) =>
  recordAuditEvent(tx, caller, type, {
    principalId: attempt.principalId,
    detail: {
      address: attempt.address,
      purpose: attempt.purpose,
      lane: laneOf(attempt),
      tries: attempt.tries,
      compared,
      reason,
    },
  })
