import { db } from '../../db/client'

/** The zone whose clocks decide when rounds begin and end. */
export const organizationZone = async () =>
  (await db().organization.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } })).timeZone
