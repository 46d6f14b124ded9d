import type { Tx } from '../../db/transaction'
import { stricter } from '../rounds/outcome'
import type { ReviewAnswer, ReviewSettings } from '../rounds/settings'

type Answered = {
  secondPanelId: string | null
  answer: ReviewAnswer | null
  answeredById: string | null
  secondAnswer: ReviewAnswer | null
  secondById: string | null
}

/** What a stage says of an item: where a second reviewer is asked, nothing until two different people have answered. */
export function standingAnswer({
  secondPanelId,
  answer,
  answeredById,
  secondAnswer,
  secondById,
}: Answered): ReviewAnswer | null {
  if (!secondPanelId) return answer
  return answeredById !== secondById ? stricter(answer, secondAnswer) : null
}

type Said = { itemId: number; stage: number; first: ReviewAnswer | null; second: ReviewAnswer | null; paired: boolean }

/**
 * What stood of items before a stage, from their histories: what they fall back to when its answers are taken back.
 * Items of which nothing stood are left out.
 */
export async function earlierOutcomes(
  tx: Tx,
  { roundId, stage, settings, ids }: { roundId: string; stage: number; settings: ReviewSettings; ids: number[] },
) {
  const earlier = new Map<number, ReviewAnswer>()
  if (stage === 1 || ids.length === 0) return earlier
  for (const { itemId, first, second, paired } of await saidBefore(tx, { roundId, stage, ids })) {
    const alone = settings.secondReviewer && paired ? null : first
    const stood = stricter(first, second) ?? (second ? null : alone)
    if (stood) earlier.set(itemId, stood)
  }
  return earlier
}

/** Stage by stage, earliest first, the last answers there. `paired`: the first was given by who shared it, or a second was asked. */
const saidBefore = (tx: Tx, { roundId, stage, ids }: { roundId: string; stage: number; ids: number[] }) => tx.$queryRaw<
  Said[]
>`
  WITH last AS (
    SELECT DISTINCT ON ("itemId", stage, second) "itemId", stage, second, answer, "byId" FROM "ReviewDecision"
    WHERE "roundId" = ${roundId}::uuid AND "itemId" = ANY(${ids}::int[]) AND stage < ${stage} ORDER BY "itemId", stage, second, at DESC, id DESC
  )
  SELECT l."itemId", l.stage, max(l.answer::text) FILTER (WHERE NOT l.second) AS first, max(l.answer::text) FILTER (WHERE l.second) AS second,
    bool_or(l.second OR l."byId" = i."grantedById" OR l."byId" = r."sharedById") AS paired
  FROM last l JOIN "ReviewItem" i ON i."roundId" = ${roundId}::uuid AND i.id = l."itemId" LEFT JOIN "Resource" r ON r.id = i."resourceId"
  GROUP BY l."itemId", l.stage ORDER BY l.stage`
