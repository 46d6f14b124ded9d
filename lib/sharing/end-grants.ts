import { recordAuditEvents } from '../audit/record-audit-event'
import { after, isOver, now } from '../clock'
import type { Tx } from '../db/transaction'
import { dropMail } from '../mail/drop-mail'
import { queueMail } from '../mail/queue-mail'
import { callerId, type Caller } from '../principal'
import type { Role } from '../role'
import { UNDO_TAKEN } from '../undo'
import { type Held, lockGrants, revokeGrants, withdrawInvitations } from './end-grants.sql'
import type { ResourceKind } from '../resource-kinds'

export type SharedThing = {
  id: string
  title: string
  kind: ResourceKind
  sharedBy: { name: string | null; address: string }
}

/** The holder of a grant. `known`: the holder has accepted and is neither blocked nor removed, so the end is mailed to them. */
export type Holder = { grantId: string; address: string; known: boolean }

/** `cause` is kept in the trail. `undoable`: the caller can undo the ending for `UNDO_TAKEN` milliseconds. */
export type Ending = { cause?: string; undoable?: boolean }

/**
 * A grant that was ended, and its state before: `held` (in force), `over` (its own time had passed), `given-up` (by its
 * holder, who could return), or `ended` (by another person, with an undo).
 */
export type Ended = { id: string; role: Role; was: 'held' | 'over' | 'given-up' | 'ended' }

/** Revokes a grant and withdraws its invitation. Null: it was revoked before by the caller, or by another person without an undo. */
export async function endGrant(tx: Tx, caller: Caller, grantId: string, ending: Ending = {}): Promise<Ended | null> {
  const [ended] = await endGrants(tx, caller, [grantId], ending)
  return ended ?? null
}

/**
 * Revokes grants and withdraws their invitations. Also takes over grants that their holders gave up, and grants that
 * another person revoked with an undo: the caller is then the one who revoked them. Resolves to the grants it changed.
 */
export async function endGrants(
  tx: Tx,
  caller: Caller,
  grantIds: string[],
  { cause, undoable = false }: Ending = {},
): Promise<Ended[]> {
  const by = callerId(caller)
  const at = now()
  const held = await lockGrants(tx, grantIds, by)
  const ids = held.map(({ id }) => id)
  const until = undoable ? after(at, UNDO_TAKEN) : null
  await revokeGrants(tx, ids, { by, at, until })
  await withdrawInvitations(tx, ids, { by, at })
  const ended = held.map((grant) => ({ ...grant, was: stateBefore(grant, at) }))
  await recordAuditEvents(
    tx,
    caller,
    'grant.revoked',
    ended.map((grant) => subjectOf(grant, cause)),
  )
  return ended.map(({ id, role, was }) => ({ id, role, was }))
}

function stateBefore({ principalId, endsAt, revokedAt, revokedById }: Held, at: Date): Ended['was'] {
  if (revokedAt) return revokedById === principalId ? 'given-up' : 'ended'
  return isOver(endsAt, at) ? 'over' : 'held'
}

const subjectOf = ({ id, principalId, resourceId, was }: Held & Ended, cause?: string) => ({
  principalId,
  resourceId,
  detail: { grantId: id, cause, was: was === 'held' ? undefined : was },
})

/** Checks whether the holder has to be mailed. Not for `over`, where access had ended, nor for `ended`, which was mailed when it happened. */
export const isNews = ({ was }: Ended) => was === 'held' || was === 'given-up'

/**
 * Mails a holder that access has ended, once it can no longer be undone. Where the mail that announces the access has not
 * been sent yet, drops that mail instead, and sends none. Sends none to a holder who is not `known`.
 */
export async function tellEnd(
  tx: Tx,
  caller: Caller,
  { sharedBy, title, kind }: SharedThing,
  { grantId, address, known }: Holder,
) {
  const unheard = await dropMail(tx, caller, { grantId, templates: ['invitation', 'access-added'] })
  if (unheard > 0 || !known) return
  await queueMail(tx, {
    template: 'access-removed',
    recipient: address,
    replyTo: sharedBy.address,
    input: { sharer: sharedBy, resource: { title, kind } },
    grantId,
    notBefore: after(now(), UNDO_TAKEN),
  })
}
