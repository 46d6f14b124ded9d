import { z } from 'zod'
import { authorize } from '../access/authorize'
import { recordAuditEvent } from '../audit/record-audit-event'
import { transaction } from '../db/transaction'
import { requireRoom } from '../disk'
import { Invalid } from '../errors'
import { line, paragraph } from '../plain-text'
import type { Caller } from '../principal'
import { readAccessEnd } from '../sharing/access-end'
import { labelField, listLabels, readLabel } from '../sharing/labels'
import { readAll } from '../sharing/read-all'
import { makeSpace } from '../sharing/spaces/make-space'
import { invitationFields } from './invite'
import { inviteAddressees, type Outcome } from './invite-addressees'
import { readAddressees } from './read-addressees'

export const CreateSpace = z.object({
  name: line(200),
  purpose: paragraph(2000),
  labelId: labelField.default(''),
  ...invitationFields,
})
export type CreateSpace = z.output<typeof CreateSpace>

/** Returns what the form for a new space shows: the labels. */
export async function beginSpace(caller: Caller) {
  authorize(caller, 'space.create')
  return { labels: await listLabels() }
}

/**
 * Creates a space that the caller manages, and invites whoever is named, in one transaction. Naming nobody is fine. Throws
 * `Invalid` by field.
 */
export async function createSpace(
  caller: Caller,
  { name, purpose, labelId, addresses, message, role, ...end }: CreateSpace,
): Promise<{ spaceId: string; outcomes: Outcome[] }> {
  authorize(caller, 'space.create')
  requireRoom()
  return transaction(async (tx) => {
    const [title, label, addressees, endsAt] = await readAll(
      tx,
      async () => readName(name),
      () => readLabel(tx, labelId),
      () => readAddressees(tx, caller, addresses),
      () => readAccessEnd(tx, end),
    )
    const resource = await makeSpace(tx, caller, { title, note: purpose, labelId: label?.id })
    if (label)
      await recordAuditEvent(tx, caller, 'resource.labeled', { resourceId: resource.id, detail: { label: label.name } })
    const outcomes = await inviteAddressees(tx, caller, { resource, role, endsAt, message }, addressees)
    return { spaceId: resource.id, outcomes }
  })
}

function readName(name: string) {
  if (!name) throw new Invalid('space.no-name', { name: 'Give the space a name.' })
  return name
}
