import { inOffice } from '../../access/live'
import { db } from '../../db/client'
import type { ReviewStage } from '../rounds/settings'

/** Who of the chosen and the fallback reviewers is a member in office. */
export type Standing = { memberIds: string[]; fallbackIds: string[] }

/** Which of a stage's chosen and fallback reviewers are members in office now. */
export async function standingOf(
  tx: Pick<ReturnType<typeof db>, 'principal'>,
  { memberIds, fallbackIds }: ReviewStage,
): Promise<Standing> {
  const left = await tx.principal.findMany({
    where: { id: { in: [...memberIds, ...fallbackIds] }, ...inOffice },
    select: { id: true },
  })
  const there = new Set(left.map(({ id }) => id))
  return { memberIds: memberIds.filter((id) => there.has(id)), fallbackIds: fallbackIds.filter((id) => there.has(id)) }
}
