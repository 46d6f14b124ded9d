import { transaction } from '../db/transaction'
import type { Caller } from '../principal'
import { recordAuditEvent } from './record-audit-event'

/** Keeps a refusal in the trail: who was refused what, and why. */
export async function recordRefusal(caller: Caller, action: string, reason: string) {
  await transaction((tx) => recordAuditEvent(tx, caller, 'access.denied', { detail: { action, reason } }))
}
