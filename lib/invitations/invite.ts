import { z } from 'zod'
import { authorize } from '../access/authorize'
import { transaction } from '../db/transaction'
import { requireRoom } from '../disk'
import { Invalid } from '../errors'
import type { Caller } from '../principal'
import { accessEndFields, readAccessEnd } from '../sharing/access-end'
import { findManagedResource } from '../sharing/find-managed-resource'
import { paragraph } from '../plain-text'
import { roles } from '../role'
import { readAll } from '../sharing/read-all'
import { inviteAddressees, type Outcome } from './invite-addressees'
import { readAddressees } from './read-addressees'

/** What every form that invites people asks for. */
export const invitationFields = {
  addresses: z.string().default(''),
  message: paragraph(2000),
  role: z.enum(roles, 'Choose what they can do.').default('download'),
  ...accessEndFields,
}

export const Invite = z.object({ resourceId: z.uuid(), ...invitationFields })
export type Invite = z.output<typeof Invite>

/**
 * Gives more people access to a resource: members and known guests at once, everyone else by invitation. All
 * of them or nobody. Throws `Invalid` for `addresses`, naming the entries that can't be invited.
 */
export async function invite(
  caller: Caller,
  { resourceId, addresses, message, role, ...end }: Invite,
): Promise<{ outcomes: Outcome[] }> {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'grant.give', resource)
  requireRoom()
  return transaction(async (tx) => {
    const [addressees, endsAt] = await readAll(
      tx,
      () => readAddressees(tx, caller, addresses),
      () => readAccessEnd(tx, end),
    )
    if (addressees.length === 0) throw new Invalid('addressee.missing', { addresses: 'Enter at least one address.' })
    return { outcomes: await inviteAddressees(tx, caller, { resource, role, endsAt, message }, addressees) }
  })
}
