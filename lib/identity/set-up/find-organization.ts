import { db } from '../../db/client'
import type { Caller } from '../../principal'

export type OrganizationView = { name: string; timeZone: string }

/** What everybody may know of the organization; null until it is set up. A signed-in caller came with it. */
export const findOrganization = async (caller: Caller): Promise<OrganizationView | null> =>
  (caller.kind === 'person' && caller.organization) ||
  db().organization.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } })
