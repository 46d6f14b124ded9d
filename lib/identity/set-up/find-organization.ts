import { db } from '../../db/client'
import type { Caller } from '../../principal'

export type OrganizationView = { name: string; timeZone: string }

/**
 * Finds the organization's name and time zone, which everybody may know. Null: it is not set up yet. Reads nothing for a
 * signed-in caller, who was read together with it.
 */
export const findOrganization = async (caller: Caller): Promise<OrganizationView | null> =>
  (caller.kind === 'person' && caller.organization) ||
  db().organization.findUnique({ where: { id: 1 }, select: { name: true, timeZone: true } })
