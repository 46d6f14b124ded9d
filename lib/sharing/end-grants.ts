import { recordAuditEvents } from '../audit/record-audit-event'
import { after, isOver, now } from '../clock'
import type { Tx } from '../db/transaction'
import { dropMail } from '../mail/drop-mail'
import { queueMail } from '../mail/queue-mail'
import { callerId, type Caller } from '../principal'
import { UNDO_TAKEN } from '../undo'
import type { ResourceKind } from './kinds'

export type SharedThing = {
  id: string
  title: string
  kind: ResourceKind
  sharedBy: { name: string | null; address: string }
}

/** A grant's holder. `known`: has been here, so that the end is news to them. */
export type Holder = { grantId: string; address: string; known: boolean }

/** `cause` is kept in the trail. `undoable`: whoever ends it may undo that for a while. */
export type Ending = { cause?: string; undoable?: boolean }

/**
 * A grant that somebody's no has ended, and what it was before: `held`, or `over` by its own time; `given-up` by its
 * holder, who could have come back; `ended` by somebody else, who could have undone it.
 */
export type Ended = { id: string; was: 'held' | 'over' | 'given-up' | 'ended' }

/** Ends a grant with its invitation. Null where somebody else has for good, or the caller did before. */
export async function endGrant(tx: Tx, caller: Caller, grantId: string, ending: Ending = {}): Promise<Ended | null> {
  const [ended] = await endGrants(tx, caller, [grantId], ending)
  return ended ?? null
}

/**
 * Ends grants with their invitations, also those that their holders gave up and those whose ending another could still
 * undo: from here on the caller is who said no. Resolves to what this ended.
 */
export async function endGrants(
  tx: Tx,
  caller: Caller,
  grantIds: string[],
  { cause, undoable = false }: Ending = {},
): Promise<Ended[]> {
  const by = callerId(caller)
  const at = now()
  const held = await hold(tx, grantIds, by)
  const ids = held.map(({ id }) => id)
  const until = undoable ? after(at, UNDO_TAKEN) : null
  await tx.$executeRaw`
    UPDATE "Grant" SET "undoUntil" = CASE WHEN "revokedAt" IS NULL THEN ${until}::timestamptz END, "revokedAt" = ${at}, "revokedById" = ${by}::uuid
    WHERE id = ANY(${ids}::uuid[])`
  await tx.$executeRaw`
    UPDATE "Invitation" v SET "withdrawnAt" = ${at}, "withdrawnById" = ${by}::uuid FROM "Grant" g
    WHERE g.id = ANY(${ids}::uuid[]) AND v."resourceId" = g."resourceId" AND v."principalId" = g."principalId" AND v."withdrawnAt" IS NULL`
  const ended = held.map((grant) => ({ ...grant, was: stateBefore(grant, at) }))
  await recordAuditEvents(
    tx,
    caller,
    'grant.revoked',
    ended.map((grant) => subjectOf(grant, cause)),
  )
  return ended.map(({ id, was }) => ({ id, was }))
}

type Held = {
  id: string
  principalId: string
  resourceId: string
  endsAt: Date | null
  revokedAt: Date | null
  revokedById: string | null
}

/** Locks what a no of this person or job (null) changes, in the order of ids: nobody takes anything back meanwhile. */
const hold = (tx: Tx, ids: string[], by: string | null) => tx.$queryRaw<Held[]>`
  SELECT id, "principalId", "resourceId", "endsAt", "revokedAt", "revokedById" FROM "Grant"
  WHERE id = ANY(${ids}::uuid[]) AND ("revokedAt" IS NULL
    OR "revokedById" IS DISTINCT FROM ${by}::uuid AND ("revokedById" = "principalId" OR "undoUntil" IS NOT NULL))
  ORDER BY id FOR UPDATE`

function stateBefore({ principalId, endsAt, revokedAt, revokedById }: Held, at: Date): Ended['was'] {
  if (revokedAt) return revokedById === principalId ? 'given-up' : 'ended'
  return isOver(endsAt, at) ? 'over' : 'held'
}

const subjectOf = ({ id, principalId, resourceId, was }: Held & Ended, cause?: string) => ({
  principalId,
  resourceId,
  detail: { grantId: id, cause, was: was === 'held' ? undefined : was },
})

/** Whether an end is news to its holder: not where they have been without access, or are being told already. */
export const isNews = ({ was }: Ended) => was === 'held' || was === 'given-up'

/** Tells a holder that access is over, unless they never heard of it: then what was on its way is taken back. */
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
