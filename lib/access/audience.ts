import { mailDomainOf, readableDomains } from '../address'
import { isOver } from '../clock'

/** The facts of a share link by which it is decided whom it admits. */
export type LinkFacts = {
  audience: 'invited' | 'domains' | 'anyone'
  /** Mail domains as they are stored; some may be unreadable. */
  domains: readonly string[]
  endsAt: Date | null
  revokedAt: Date | null
  maxPeople: number | null
  peopleCount: number
  /** When the resource behind the link was deleted. */
  deletedAt: Date | null
  /** True while the link's maker is blocked or removed. The link admits no new person during that time. */
  makerOut: boolean
}

/** The facts of a person who uses a share link. `invited`: the person has a live grant on the resource, or an open invitation to it. */
export type Comer = { address: string; invited: boolean; blocked: boolean }

/** Checks that a link is not revoked, its resource not deleted, and its end not reached at a time. */
export const isLinkLive = (link: Pick<LinkFacts, 'endsAt' | 'revokedAt' | 'deletedAt'>, at: Date) =>
  !link.revokedAt && !link.deletedAt && !isOver(link.endsAt, at)

/** Checks whether a person is blocked, disabled or removed. The links and invitations of such a person admit nobody new. */
export const isOut = ({ blockedAt, removedAt }: { blockedAt: Date | null; removedAt: Date | null }) =>
  blockedAt !== null || removedAt !== null

/** Checks whether a link has reached its limit of people. A null limit is never reached. */
export const isLinkFull = ({ maxPeople, peopleCount }: Pick<LinkFacts, 'maxPeople' | 'peopleCount'>) =>
  maxPeople !== null && peopleCount >= maxPeople

/** Checks whether a person belongs to a link's audience. Mail domains are compared whole: `a.example` does not admit `b.a.example`. */
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

/** Checks whether an address is at one of the stored domains. A stored domain that can't be read matches no address. */
export function isAt(address: string, stored: readonly string[]) {
  const domain = mailDomainOf(address)
  return domain !== null && readableDomains(stored).includes(domain)
}

/** Checks whether a link admits a person at a time. An invited person is admitted to a full link too, and is not counted against its limit. */
export const admits = (link: LinkFacts, comer: Comer, at: Date) =>
  !comer.blocked &&
  !link.makerOut &&
  isLinkLive(link, at) &&
  isInAudience(link, comer) &&
  (comer.invited || !isLinkFull(link))
