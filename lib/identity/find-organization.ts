import { db } from '../db/client'
import type { Caller } from '../principal'

export type OrganizationView = { name: string }

/** What everybody may know of the organization; null until it is set up. */
export const findOrganization = (_caller: Caller): Promise<OrganizationView | null> =>
  db().organization.findUnique({ where: { id: 1 }, select: { name: true } })
