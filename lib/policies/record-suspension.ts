import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { settings } from '../env'
import type { Caller } from '../principal'

/** Writes into the trail that this start leaves policies without force, where the settings say so. */
export async function recordSuspension(caller: Caller) {
  authorize(caller, 'policy.change')
  if (settings().policies === 'on' || (await db().organization.count()) === 0) return
  await transaction((tx) => recordAuditEvent(tx, caller, 'policies.suspended'))
}
