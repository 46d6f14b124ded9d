import { isOut } from '../access/audience'
import { after, DAY, isOver, now } from '../clock'

export type GrantStatus = 'pending' | 'active' | 'ending-soon' | 'ended' | 'revoked' | 'given-up'
/** `closed`: its maker is disabled or removed, and it admits nobody new. */
export type ShareLinkStatus = 'open' | 'full' | 'ended' | 'closed' | 'revoked'

/** How long before its end a grant is `ending-soon`. Milliseconds. */
export const ENDING_SOON = 7 * DAY

type GrantTimes = {
  endsAt: Date | null
  revokedAt: Date | null
  revokedById: string | null
  principalId: string
  /** True for a member, and for a guest who has accepted an invitation. */
  accepted: boolean
}

/** Works out the status of a grant at a time. It is never stored. */
export function grantStatus(
  { endsAt, revokedAt, revokedById, principalId, accepted }: GrantTimes,
  at = now(),
): GrantStatus {
  if (revokedAt) return revokedById === principalId ? 'given-up' : 'revoked'
  if (isOver(endsAt, at)) return 'ended'
  if (!accepted) return 'pending'
  return endsAt && isOver(endsAt, after(at, ENDING_SOON)) ? 'ending-soon' : 'active'
}

type ShareLinkTimes = {
  endsAt: Date | null
  revokedAt: Date | null
  maxPeople: number | null
  peopleCount: number
  createdBy: { blockedAt: Date | null; removedAt: Date | null }
}

/** Works out the status of a share link at a time. */
export function shareLinkStatus(
  { endsAt, revokedAt, maxPeople, peopleCount, createdBy }: ShareLinkTimes,
  at = now(),
): ShareLinkStatus {
  if (revokedAt) return 'revoked'
  if (isOver(endsAt, at)) return 'ended'
  if (isOut(createdBy)) return 'closed'
  return maxPeople !== null && peopleCount >= maxPeople ? 'full' : 'open'
}
