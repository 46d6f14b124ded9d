import { count } from '../counters'
import { afterwards, type Tx } from '../db/transaction'
import type { Caller } from '../principal'
import type { AuditEventType } from '../words/event-types'
import { type AuditSubject, insertEvents } from './record-audit-event.sql'

/** Records one event in the transaction of its change. If the event can't be written, the change does not happen either. */
export async function recordAuditEvent<Type extends AuditEventType>(
  tx: Tx,
  caller: Caller,
  type: Type,
  subject: AuditSubject<NoInfer<Type>> = {},
) {
  await recordAuditEvents(tx, caller, type, [subject])
}

/** Records one event for each subject of a change, in the change's transaction. */
export async function recordAuditEvents<Type extends AuditEventType>(
  tx: Tx,
  caller: Caller,
  type: Type,
  subjects: AuditSubject<NoInfer<Type>>[],
) {
  if (subjects.length === 0) return
  await insertEvents(tx, caller, type, subjects)
  afterwards(tx, () => count(type, subjects.length))
}
