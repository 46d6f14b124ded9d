import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { governedBy, signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { NotFound } from '../../errors'
import { pageField } from '../../forms/pages'
import { isId } from '../../ids'
import type { Caller } from '../../principal'
import { listHeldGrants } from '../held-grants'
import { personState } from '../state'

const GetMyGuest = z.object({ principalId: z.string(), page: pageField })

/**
 * Returns a guest with everything that they hold of what the caller shares, in pages of 50, and nothing of what others share
 * with them. Throws `NotFound` for anybody with whom the caller never shared what is still there.
 */
export async function getMyGuest(caller: Caller, input: { principalId: string; page?: unknown }) {
  const mine = governedBy(signedIn(caller).principal.id)
  authorize(caller, 'resource.list')
  const { principalId, page } = GetMyGuest.parse(input)
  const guest = isId(principalId) ? await findGuest(principalId, mine) : null
  if (!guest) throw new NotFound('person')
  const { id, name, address, kind } = guest
  return {
    person: { id, name, address, kind },
    state: personState(guest),
    grants: await listHeldGrants(caller, guest, page, mine),
  }
}

export type MyGuestView = Awaited<ReturnType<typeof getMyGuest>>

const findGuest = (id: string, mine: Prisma.ResourceWhereInput) =>
  db().principal.findFirst({
    where: { id, kind: 'guest', removedAt: null, grants: { some: { resource: { ...mine, deletedAt: null } } } },
    select: {
      id: true,
      name: true,
      address: true,
      kind: true,
      provenAt: true,
      blockedAt: true,
      removedAt: true,
      guest: { select: { privacyAcceptedAt: true } },
    },
  })
