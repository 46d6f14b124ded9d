import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import type { Prisma } from '../db/generated/client'
import type { Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { callerId, type Caller } from '../principal'
import type { Role } from '../role'

export type GrantTerms = {
  resourceId: string
  principalId: string
  role: Role
  /** Null: the grant never ends. */
  endsAt: Date | null
  /** The share link by which the person came. Null: by none. */
  shareLinkId?: string | null
  /** The member who gives the grant, where that is not the caller. */
  grantedById?: string
}

/**
 * Writes the one grant of a principal on a resource: creates it, or puts the old one in force again on these terms. The verb
 * that opened the transaction has authorized it. Throws `Conflict` where the principal takes the grant themselves, by a share
 * link, and another person had revoked it.
 */
export async function giveGrant(tx: Tx, caller: Caller, terms: GrantTerms): Promise<{ grantId: string }> {
  const { resourceId, principalId, role, endsAt, shareLinkId = null } = terms
  const grantedById = terms.grantedById ?? callerId(caller)
  if (!grantedById) throw new Error('A grant is given by a member: name one in grantedById.')
  const given = {
    role,
    endsAt,
    shareLinkId,
    grantedById,
    grantedAt: now(),
    revokedAt: null,
    revokedById: null,
    undoUntil: null,
  }
  const write = callerId(caller) === principalId ? take : give
  const grantId = await write(tx, { resourceId, principalId }, given)
  await recordAuditEvent(tx, caller, 'grant.given', {
    principalId,
    resourceId,
    detail: { grantId, role, endsAt, shareLinkId },
  })
  return { grantId }
}

type Pair = { resourceId: string; principalId: string }
type Given = Omit<Prisma.GrantUncheckedCreateInput, keyof Pair>

async function give(tx: Tx, pair: Pair, given: Given) {
  const { id } = await tx.grant.upsert({
    where: { resourceId_principalId: pair },
    create: { ...pair, ...given },
    update: given,
    select: { id: true },
  })
  return id
}

async function take(tx: Tx, pair: Pair, given: Given) {
  const [made] = await tx.grant.createManyAndReturn({
    data: { ...pair, ...given },
    skipDuplicates: true,
    select: { id: true },
  })
  if (made) return made.id
  const notTakenAway = { OR: [{ revokedAt: null }, { revokedById: pair.principalId }] }
  const [again] = await tx.grant.updateManyAndReturn({
    where: { ...pair, ...notTakenAway },
    data: given,
    select: { id: true },
  })
  if (!again)
    throw new Conflict(
      'grant.ended',
      'Somebody else ended your access. Ask the person who shared it to invite you again.',
    )
  return again.id
}
