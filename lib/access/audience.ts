import { mailDomainOf, readableDomains } from '../address'
import { isOver } from '../clock'

/** What is known of a share link. */
export type LinkFacts = {
  audience: 'invited' | 'domains' | 'anyone'
  /** As they are stored. */
  domains: readonly string[]
  endsAt: Date | null
  revokedAt: Date | null
  maxPeople: number | null
  peopleCount: number
  /** Of the resource behind it. */
  deletedAt: Date | null
  /** Whoever made it was disabled or removed: it lets nobody new in for as long as that is so. */
  makerOut: boolean
}

/** What is known of somebody who comes by it. `invited`: holds a live grant on the resource, or an open invitation to it. */
export type Comer = { address: string; invited: boolean; blocked: boolean }

/** Whether the link was neither ended nor has run out at a time. */
export const isLinkLive = (link: Pick<LinkFacts, 'endsAt' | 'revokedAt' | 'deletedAt'>, at: Date) =>
  !link.revokedAt && !link.deletedAt && !isOver(link.endsAt, at)

/** Whether somebody is out: disabled, blocked or removed. What they offered lets nobody new in meanwhile. */
export const isOut = ({ blockedAt, removedAt }: { blockedAt: Date | null; removedAt: Date | null }) =>
  blockedAt !== null || removedAt !== null

/** Whether it has brought in as many people as it may. */
export const isLinkFull = ({ maxPeople, peopleCount }: Pick<LinkFacts, 'maxPeople' | 'peopleCount'>) =>
  maxPeople !== null && peopleCount >= maxPeople

/** Whether the link's audience has this person in it. Domains match whole, never by their ending. */
export function isInAudience(
  { audience, domains }: Pick<LinkFacts, 'audience' | 'domains'>,
  { address, invited }: Comer,
) {
  switch (audience) {
    case 'invited':
      return invited
    case 'domains':
      return isAt(address, domains)
    case 'anyone':
      return true
    default:
      return false
  }
}

/** Whether an address is at one of the stored domains. One that can't be read is nobody's. */
export function isAt(address: string, stored: readonly string[]) {
  const domain = mailDomainOf(address)
  return domain !== null && readableDomains(stored).includes(domain)
}

/** Whether a link lets somebody in at a time. Whoever is invited already takes none of its places. */
export const admits = (link: LinkFacts, comer: Comer, at: Date) =>
  !comer.blocked &&
  !link.makerOut &&
  isLinkLive(link, at) &&
  isInAudience(link, comer) &&
  (comer.invited || !isLinkFull(link))
