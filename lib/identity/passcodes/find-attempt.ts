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
  /** The address. Masked for an invitation, since the browser followed its link and never sent the address. */
  address: string
  purpose: string
  /** True where the caller is signed in with this address already: the code confirms it once more. */
  again: boolean
  /** The path of the page on which another address can be entered. */
  startPath: string
  lastCodeAt: Date
  /** Seconds until another code may be asked for. */
  secondsToNextCode: number
  /**
   * True where the codes or comparisons of the lane `unknown`, which is this browser's, are spent. Strangers may have spent
   * them.
   */
  laneSpent: boolean
}

/** Finds the attempt of this browser, for the page on which its code is typed. Null: there is none, or it is completed. */
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
