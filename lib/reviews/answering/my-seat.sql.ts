// In SQL: parts of larger statements, which tell for each item in which seat the caller answers.

import { Prisma } from '../../db/generated/client'
import type { PersonCaller } from '../../principal'
import { type MyRound, panelIds } from './find-my-round'

type Seated = Pick<MyRound, 'settings' | 'panels'> & { person: Pick<PersonCaller, 'principal'> }

/**
 * Says of `"ReviewItem" i` whether the caller answers as the second reviewer. Who could give both answers gives the one
 * that nobody else has given, since two people have to.
 */
export function asSecond({ person, settings, panels }: Seated) {
  const [ids, me] = [panelIds({ panels }), person.principal.id]
  return Prisma.sql`(${settings.secondReviewer} AND coalesce(i."secondPanelId" = ANY(${ids}::uuid[]), false) AND (NOT i."panelId" = ANY(${ids}::uuid[])
    OR (i."secondAnswer" IS NOT NULL AND i."secondById" = ${me}::uuid) OR (i.answer IS NOT NULL AND i."answeredById" <> ${me}::uuid)))`
}

/** Reads of `"ReviewItem" i` the answer of the seat in which the caller answers. */
export const seatAnswer = (my: Seated) =>
  Prisma.sql`(CASE WHEN ${asSecond(my)} THEN i."secondAnswer" ELSE i.answer END)`
