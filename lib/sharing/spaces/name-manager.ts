import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { inOffice } from '../../access/live'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { holdResource } from '../../db/lock.sql'
import { transaction, type Tx } from '../../db/transaction'
import { settings } from '../../env'
import { Conflict, Invalid } from '../../errors'
import { NOBODY } from '../../ids'
import { queueMail } from '../../mail/queue-mail'
import { resourcePath } from '../../page-paths'
import { type Caller, displayName } from '../../principal'
import { giveGrant } from '../give-grant'
import { findManagedSpace } from './find-managed-space'
import { keepManager } from './keep-manager'
import { managersOf } from './managers-of'

export const NameManager = z.object({ spaceId: z.string(), address: z.string().trim().toLowerCase() })
export type NameManager = z.output<typeof NameManager>

/**
 * Lets a member manage a space that nobody in office manages, in whose name it runs from then on, and tells them. For
 * administrators, who can't name themselves. Throws `NotFound`, `Invalid` for the address, and `Conflict` where somebody manages it.
 */
export async function nameManager(caller: Caller, { spaceId, address }: NameManager) {
  const space = await findManagedSpace(caller, spaceId)
  const member = await db().principal.findFirst({
    where: { address, ...inOffice },
    select: { id: true, name: true, address: true },
  })
  authorize(caller, 'space.name-manager', { ...space, principalId: member?.id ?? NOBODY })
  if (!member) throw new Invalid('addressee.unfit', { address: 'This is no member of your organization in office.' })
  await transaction(async (tx) => {
    await holdResource(tx, space.id)
    if (await isManaged(tx, space.id))
      throw new Conflict('space.managed', 'Somebody manages this space by now.', { showAnew: true })
    const { grantId } = await giveGrant(tx, caller, {
      resourceId: space.id,
      principalId: member.id,
      role: 'manage',
      endsAt: null,
    })
    await keepManager(tx, space.id)
    await queueMail(tx, {
      template: 'access-added',
      recipient: member.address,
      replyTo: signedIn(caller).principal.address,
      grantId,
      input: {
        sharer: signedIn(caller).principal,
        resource: { kind: space.kind, title: space.title },
        role: 'manage',
        endsAt: null,
        message: 'Nobody managed it any longer.',
        url: `${settings().publicUrl}${resourcePath(space.id)}`,
      },
    })
  })
  return { name: displayName(member) }
}

/** Checks whether somebody in office manages a space. */
export const isManaged = async (tx: Tx, spaceId: string) => (await tx.grant.count({ where: managersOf(spaceId) })) > 0
