import { type GrantFacts, inForce, type Target } from '../access/permissions'
import { recordAuditEvent, recordAuditEvents } from '../audit/record-audit-event'
import { recordAllowed } from '../audit/sign-ins/record-sign-in'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { hold } from '../db/lock.sql'
import { transaction, type Tx } from '../db/transaction'
import type { Evaluation } from '../policy'
import type { PersonCaller } from '../principal'
import { openingOf } from './opening'

/** Requests of one session within this time count as one opening, since a player asks for many parts. Milliseconds. */
const ONE_OPENING = 10 * MINUTE

type Opened = Target & { resourceId: string; grant: Held; spaceGrant: Held }
type Held = (GrantFacts & { id: string }) | null
type Opening = { action: 'resource.view' | 'resource.download'; target: Opened; evaluation?: Evaluation }

/** Records that a person opened or downloaded something, and counts it on the live grant that it went through: their own on the thing, else the one on its space. Once in ten minutes for a session. */
export async function recordOpening(caller: PersonCaller, { action, target, evaluation }: Opening) {
  const type = action === 'resource.view' ? 'resource.opened' : 'resource.downloaded'
  const { session } = caller
  const { resourceId } = target
  const through = throughOf(caller, target)
  const recent = { resourceId, type, sessionId: session.id, at: { gt: after(now(), -ONE_OPENING) } }
  if (await db().auditEvent.findFirst({ where: recent, select: { id: true } })) return
  await transaction(async (tx) => {
    // Requests for parts at the same time wait for each other here, so that only the first is recorded.
    await hold(tx, `${type} ${session.id} ${resourceId}`)
    if (await tx.auditEvent.findFirst({ where: recent, select: { id: true } })) return
    if (through) await markOpened(tx, through.id)
    await recordAuditEvent(tx, caller, type, openingOf(caller, resourceId))
    await recordAllowed(tx, caller, { action, target, evaluation })
  })
}

/** The live grant that an opening goes through. Null: none, since a sharer opens what is theirs. */
function throughOf(caller: PersonCaller, target: Opened) {
  const { own, onSpace } = inForce(caller, target)
  return own ?? onSpace
}

async function markOpened(tx: Tx, grantId: string) {
  const at = now()
  await tx.grant.updateMany({ where: { id: grantId, firstOpenedAt: null }, data: { firstOpenedAt: at } })
  await tx.grant.update({ where: { id: grantId }, data: { lastOpenedAt: at, openCount: { increment: 1 } } })
}

type Downloads = { space: Opened; things: Opened[]; evaluation?: Evaluation }

/** Records that a person downloaded a space and things in it at once, as `recordOpening` does for one, by a few statements for all of them. What was downloaded in the last ten minutes of the session is not recorded again. */
export async function recordDownloads(caller: PersonCaller, { space, things, evaluation }: Downloads) {
  const [action, type] = ['resource.download', 'resource.downloaded'] as const
  const all = [space, ...things]
  if ((await withoutRecent(db(), caller, all)).length === 0) return
  await transaction(async (tx) => {
    await hold(tx, `${type} ${caller.session.id} ${space.resourceId}`)
    const fresh = await withoutRecent(tx, caller, all)
    const through = fresh.map((one) => throughOf(caller, one)?.id)
    await markAllOpened(
      tx,
      [...new Set(through)].filter((id) => id !== undefined),
    )
    const subjects = fresh.map(({ resourceId }) => openingOf(caller, resourceId))
    await recordAuditEvents(tx, caller, type, subjects)
    // One for the space: policies may apply to each of a thousand things.
    if (fresh.includes(space)) await recordAllowed(tx, caller, { action, target: space, evaluation })
  })
}

async function withoutRecent(client: Pick<Tx, 'auditEvent'>, { principal, session }: PersonCaller, all: Opened[]) {
  const found = await client.auditEvent.findMany({
    where: {
      callerId: principal.id,
      sessionId: session.id,
      type: 'resource.downloaded',
      at: { gt: after(now(), -ONE_OPENING) },
    },
    select: { resourceId: true },
  })
  const recent = new Set(found.map(({ resourceId }) => resourceId))
  return all.filter(({ resourceId }) => !recent.has(resourceId))
}

/** In the order of ids, so that of two at once neither waits for the other for ever. */
async function markAllOpened(tx: Tx, grantIds: string[]) {
  for (const id of grantIds.toSorted()) await markOpened(tx, id)
}
