// In SQL: a part of larger statements, which tells for each item in which seat the caller answers.

import { Prisma } from '../../db/generated/client'
import type { PersonCaller } from '../../principal'
import { bothSeatsOf } from '../rounds/seats.sql'
import { type MyRound, panelIds } from './find-my-round'

type Seated = Pick<MyRound, 'settings' | 'panels'> & { person: Pick<PersonCaller, 'principal'> }

/**
 * Joins to review items under an alias their seats as the caller sees them. `seat`: `"asSecond"`, whether the caller answers as the
 * second reviewer; `own`, the row of the seat in which the caller answers; `other`, that of the other reviewer, null where
 * one answers alone. Who could give both answers gives the one that nobody else has given, since two people have to.
 */
export function mySeatsOf(alias: string, { person, settings, panels }: Seated) {
  const [ids, me] = [panelIds({ panels }), person.principal.id]
  return Prisma.sql`${bothSeatsOf(alias)}
    CROSS JOIN LATERAL (
      SELECT ${settings.secondReviewer} AND coalesce(second."panelId" = ANY(${ids}::uuid[])
        AND (NOT first."panelId" = ANY(${ids}::uuid[]) OR (second.answer IS NOT NULL AND second."answeredById" = ${me}::uuid)
          OR (first.answer IS NOT NULL AND first."answeredById" <> ${me}::uuid)), false) AS is
    ) second_is_own
    CROSS JOIN LATERAL (
      SELECT second_is_own.is AS "asSecond", CASE WHEN second_is_own.is THEN second.* ELSE first.* END AS own,
        CASE WHEN second_is_own.is THEN first.* ELSE second.* END AS other
    ) seat`
}
