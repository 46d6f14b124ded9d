import { inOffice, liveGrants } from '../../access/live'
import type { Prisma } from '../../db/generated/client'

/** Matches the grants by which members in office manage a space. */
export const managersOf = (spaceId: string) =>
  ({ resourceId: spaceId, role: 'manage', ...liveGrants(), principal: inOffice }) satisfies Prisma.GrantWhereInput
