import { after, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { mailboxOf } from '../../mailbox'
import { maskAddress } from '../../words/mask-address'
import { hashToken, linkToken } from '../../secrets'
import { isSpent } from '../../budgets/budget'
import { codesFor, comparisonsFor } from './budgets'
import { findSetUpToken } from '../set-up/prepare-set-up'
import { RESEND_AFTER } from './passcode'

export type AttemptView = {
  /** Masked where the browser did not say it, but followed an invitation's link. */
  address: string
  purpose: string
  /** Signed in with this address already: the code confirms it once more. */
  again: boolean
  /** Where the address was entered, to enter another. */
  startPath: string
  lastCodeAt: Date
  /** Until a new code may be asked for. */
  secondsToNextCode: number
  /** Strangers may have used up what is asked for or typed in the open lane, which is this browser's. */
  laneSpent: boolean
}

/** The attempt that this browser has under way, or null. */
export async function findAttempt(
  caller: Caller,
  { attemptSecret }: { attemptSecret: string | null },
): Promise<AttemptView | null> {
  if (!attemptSecret) return null
  const attempt = await db().signInAttempt.findUnique({
    where: { secretHash: hashToken(attemptSecret) },
    select: {
      address: true,
      purpose: true,
      knownBrowser: true,
      shareLinkId: true,
      invitationId: true,
      lastCodeAt: true,
      completedAt: true,
    },
  })
  if (!attempt || attempt.completedAt) return null
  const { purpose, lastCodeAt } = attempt
  const address = purpose === 'invitation' ? maskAddress(attempt.address) : attempt.address
  const again = caller.kind === 'person' && caller.principal.address === attempt.address
  const left = after(lastCodeAt, RESEND_AFTER).getTime() - now().getTime()
  const secondsToNextCode = Math.min(Math.max(0, Math.ceil(left / SECOND)), RESEND_AFTER / SECOND)
  return {
    address,
    purpose,
    again,
    lastCodeAt,
    secondsToNextCode,
    laneSpent: await isOpenLaneSpent(attempt),
    startPath: await startOf(caller, attempt),
  }
}

async function isOpenLaneSpent({ address, knownBrowser }: { address: string; knownBrowser: boolean }) {
  if (knownBrowser) return false
  const at = now()
  const spent = await Promise.all(
    [codesFor(mailboxOf(address), 'unknown'), comparisonsFor(mailboxOf(address), 'unknown')].map((budget) =>
      isSpent(db(), budget, at),
    ),
  )
  return spent.includes(true)
}

type Start = { purpose: string; shareLinkId: string | null; invitationId: string | null }

async function startOf(caller: Caller, { purpose, shareLinkId, invitationId }: Start) {
  if (shareLinkId) return `/links/${linkToken('share-link', shareLinkId)}`
  if (invitationId) return `/invitations/${linkToken('invitation', invitationId)}`
  const token = purpose === 'setup' ? await findSetUpToken(caller) : null
  return token ? `/setup/${token}` : '/sign-in'
}
