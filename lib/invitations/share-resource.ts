import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import { requireRoom } from '../disk'
import type { Caller } from '../principal'
import { readAccessEnd } from '../sharing/access-end'
import { createResource, resourceFields } from '../sharing/create-resource'
import { readAll } from '../sharing/read-all'
import { invitationFields } from './invite'
import { inviteAddressees, type Outcome } from './invite-addressees'
import { readAddressees } from './read-addressees'

export const ShareResource = z.object({ ...resourceFields, ...invitationFields })
export type ShareResource = z.output<typeof ShareResource>

/**
 * Shares a file, a link or a page, and invites whoever is named, in one transaction: everything happens or
 * nothing. Naming nobody is fine. Throws `Invalid` by field.
 */
export async function shareResource(
  caller: Caller,
  { addresses, message, role, ends, endsOn, ...fields }: ShareResource,
): Promise<{ resourceId: string; outcomes: Outcome[] }> {
  authorize(caller, 'resource.create')
  requireRoom()
  return transaction(async (tx) => {
    const [resource, addressees, endsAt] = await readAll(
      tx,
      () => createResource(tx, caller, fields),
      () => readAddressees(tx, caller, addresses),
      () => readAccessEnd(tx, { ends, endsOn }),
    )
    const { id: resourceId, kind, title, label } = resource
    await recordAuditEvent(tx, caller, 'resource.created', { resourceId, detail: { kind, title } })
    if (label) await recordAuditEvent(tx, caller, 'resource.labeled', { resourceId, detail: { label } })
    const outcomes = await inviteAddressees(tx, caller, { resource, role, endsAt, message }, addressees)
    return { resourceId, outcomes }
  })
}
