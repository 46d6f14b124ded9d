import { isLinkFull, isLinkLive, isOut } from '../access/audience'
import { now } from '../clock'
import type { FoundShareLink } from './find-share-link'

/** What a share link is to somebody who has proven no address yet. */
export function linkState(link: FoundShareLink): 'open' | 'ended' | 'closed' | 'full' {
  if (!isLinkLive(link, now())) return 'ended'
  if (isOut(link.createdBy)) return 'closed'
  return link.audience !== 'invited' && isLinkFull(link) ? 'full' : 'open'
}
