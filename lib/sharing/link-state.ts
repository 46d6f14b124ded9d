import { isLinkFull, isLinkLive, isOut } from '../access/audience'
import { isOver, now } from '../clock'
import type { FoundShareLink } from './find-share-link'

/** Returns the state of a share link for a caller who is not signed in. `closed`: its maker is disabled or removed. */
export function linkState(link: FoundShareLink): 'open' | 'ended' | 'closed' | 'full' {
  if (!isLinkLive(link, now()) || isOver(link.resource.guestsUntil)) return 'ended'
  if (isOut(link.createdBy)) return 'closed'
  return link.audience !== 'invited' && isLinkFull(link) ? 'full' : 'open'
}
