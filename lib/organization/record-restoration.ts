import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import type { Caller } from '../principal'

/** What came of it: when the backup was made, and how much of what was under way then was ended. */
export type Restoration = { madeAt: string; sessions: number; mails: number }

/** Writes into the trail that everything was brought back from a backup: what happened since it was made is not in there. */
export async function recordRestoration(caller: Caller, restoration: Restoration) {
  authorize(caller, 'organization.change')
  await transaction((tx) => recordAuditEvent(tx, caller, 'installation.restored', { detail: restoration }))
}
