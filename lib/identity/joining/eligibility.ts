import { admits, isAt, type LinkFacts } from '../../access/audience'
import type { Tx } from '../../db/transaction'
import { readStandingRow, type StandingRow } from './eligibility.sql'
import type { Question } from './question'

/** All facts that decide whether an address gets a code, read in one statement that is the same for every address. */
export type Standing = {
  principalId: string | null
  kind: 'member' | 'guest' | null
  blocked: boolean
  removed: boolean
  /** True where a sign-in would make a new account for a mailbox that was blocked, disabled or removed. */
  shutOut: boolean
  /**
   * True with an open invitation, or with a live grant. A grant does not count where its invitation was not accepted in
   * time and the guest has never accepted the privacy statement.
   */
  expected: boolean
  memberDomains: string[]
  /**
   * The invitation of the link that was followed, where it is to this address. Null where it was withdrawn, and where it
   * was not accepted before it expired or its inviter was blocked or removed.
   */
  invitationId: string | null
  /** True where this browser has proven this address before. */
  knownBrowser: boolean
  /** True where a let-in link for the mailbox of this address was used in this browser. */
  letIn: boolean
  setUpOpen: boolean
  shareLink: (LinkFacts & { invited: boolean }) | null
}

/** Reads the standing of an address at a time. */
export async function readStanding(tx: Tx, question: Question, at: Date): Promise<Standing> {
  return toStanding(await readStandingRow(tx, question, at))
}

/** Makes the standing of an address from a row of `standingOf`. */
export function toStanding(row: StandingRow): Standing {
  const {
    audience,
    domains,
    endsAt,
    revokedAt,
    maxPeople,
    peopleCount,
    deletedAt,
    makerOut,
    granted,
    offered,
    grantedThere,
    offeredThere,
    ...standing
  } = row
  const invited = grantedThere || offeredThere
  const shareLink = audience && {
    audience,
    domains: domains!,
    endsAt,
    revokedAt,
    maxPeople,
    peopleCount: peopleCount!,
    deletedAt,
    makerOut: makerOut!,
    invited,
  }
  return { ...standing, expected: granted || offered, memberDomains: standing.memberDomains ?? [], shareLink }
}

/** Checks whether an address gets a mail with a code. For any other address the same page is shown, at the same cost. */
export function mayReceiveCode(standing: Standing, { address, purpose }: Question, at: Date): boolean {
  if (standing.blocked || standing.shutOut) return false
  switch (purpose) {
    case 'sign-in':
    case 'invitation':
      return belongs(standing, address)
    case 'share-link':
      return (
        standing.shareLink !== null &&
        admits(standing.shareLink, { address, invited: standing.shareLink.invited, blocked: standing.blocked }, at)
      )
    case 'setup':
      return standing.setUpOpen
    // A code for a step-up is only asked for by the signed-in person, for their own address.
    case 'step-up':
      return standing.principalId !== null && !standing.removed
    default:
      return false
  }
}

/**
 * Checks whether an address may be mailed at all after a request for a code: it may have one for this purpose, or it could
 * have one for signing in.
 */
export const mayBeMailed = (standing: Standing, question: Question, at: Date) =>
  mayReceiveCode(standing, question, at) ||
  (!standing.blocked && !standing.shutOut && belongs(standing, question.address))

function belongs(standing: Standing, address: string) {
  if (standing.removed) return false
  return standing.kind === 'member' || standing.expected || isAt(address, standing.memberDomains)
}
