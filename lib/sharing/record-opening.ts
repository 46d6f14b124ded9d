import { type GrantFacts, inForce, type Target } from '../access/permissions'
import { recordAuditEvent } from '../audit/record-audit-event'
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
  const { own, onSpace } = inForce(caller, target)
  const through = own ?? onSpace
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

async function markOpened(tx: Tx, grantId: string) {
  const at = now()
  await tx.grant.updateMany({ where: { id: grantId, firstOpenedAt: null }, data: { firstOpenedAt: at } })
  await tx.grant.update({ where: { id: grantId }, data: { lastOpenedAt: at, openCount: { increment: 1 } } })
}
