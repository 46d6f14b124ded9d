import { db } from '../../db/client'
import type { ReviewStage } from '../rounds/settings'
import type { Standing } from './review-candidates'

/** Which of a stage's chosen and fallback reviewers are members in office now. */
export async function standingOf(
  tx: Pick<ReturnType<typeof db>, 'principal'>,
  { memberIds, fallbackIds }: ReviewStage,
): Promise<Standing> {
  const inOffice = await tx.principal.findMany({
    where: { id: { in: [...memberIds, ...fallbackIds] }, kind: 'member', blockedAt: null, removedAt: null },
    select: { id: true },
  })
  const there = new Set(inOffice.map(({ id }) => id))
  return { memberIds: memberIds.filter((id) => there.has(id)), fallbackIds: fallbackIds.filter((id) => there.has(id)) }
}
