import type { Tx } from '../../db/transaction'
import { hadEnded } from '../rounds/ended-before'
import type { ReviewAnswer } from '../rounds/settings'

/** An answer that was given or taken back (null), with who, when, why and from where. */
type Decision = {
  itemId: number
  stage: number
  second: boolean
  answer: ReviewAnswer | null
  reason: string | null
  at: Date
  byId: string
  by: string | null
  byAddress: string | null
  networkAddress: string | null
  userAgent: string | null
}

type Row = {
  id: number
  principalId: string
  address: string
  name: string | null
  resourceId: string | null
  title: string | null
  kind: 'link' | 'file' | 'page' | null
  role: 'view' | 'download' | null
  grantedAt: Date
  endsAt: Date | null
  inviter: string | null
  inviterGone: boolean
  lastOpenedAt: Date | null
  recommendation: ReviewAnswer | null
  stage: number
  note: string | null
  answer: ReviewAnswer | null
  reason: string | null
  reviewer: string | null
  answeredAt: Date | null
  asksSecond: boolean
  secondAnswer: ReviewAnswer | null
  secondReviewer: string | null
  outcome: ReviewAnswer | null
  result: 'applied' | 'nothing_left' | 'failed' | 'ended_before' | null
  /** When it was done, or had ended before. */
  resultAt: Date | null
  resultReason: string | null
  /** Who had ended it before. */
  resultBy: string | null
}

/** A review item with all that became of it. Of one that a later stage has yet to answer, the answers are the earlier stage's. */
export type ResultItem = Row & { decisions: Decision[] }

type Reads = Pick<Tx, '$queryRaw'>

/** All items, or those that an auditor looks for first: removal failed, nobody was there to ask, or one of two answers is missing. */
type Kind = 'all' | 'failed' | 'unasked' | 'half answered'

type Which = { kind?: Kind; /** Those with a higher id. */ after?: number; most: number }

/** Reads some of a round's items in the order of their ids, which is by guest's address, each with its history, oldest first. */
export async function resultItems(tx: Reads, roundId: string, which: Which): Promise<ResultItem[]> {
  const rows = await findRows(tx, roundId, which)
  const decisions =
    rows.length > 0
      ? await findDecisions(
          tx,
          roundId,
          rows.map(({ id }) => id),
        )
      : []
  const histories = new Map(rows.map(({ id }): [number, Decision[]] => [id, []]))
  for (const decision of decisions) histories.get(decision.itemId)?.push(decision)
  return rows.map((row) => withStanding({ ...row, decisions: histories.get(row.id)! }))
}

const findRows = (tx: Reads, roundId: string, { kind = 'all', after = 0, most }: Which) => tx.$queryRaw<Row[]>`
  SELECT i.id, i."principalId", p.address, p.name, i."resourceId", r.title, r.kind::text, i.role::text, i."grantedAt", i."endsAt",
    coalesce(g.name, g.address) AS inviter, i."inviterGone", i."lastOpenedAt", i.recommendation::text, i.stage, n.note,
    i.answer::text, i.reason, coalesce(a.name, a.address) AS reviewer, i."answeredAt", i."secondPanelId" IS NOT NULL AS "asksSecond",
    i."secondAnswer"::text, coalesce(b.name, b.address) AS "secondReviewer", i.outcome::text, i.result::text, i."resultAt", i."resultReason",
    coalesce(e.name, e.address) AS "resultBy"
  FROM (
    SELECT i.* FROM "ReviewItem" i
    WHERE i."roundId" = ${roundId}::uuid AND i.id > ${after} AND (NOT ${kind === 'failed'} OR i.result = 'failed')
      AND (NOT ${kind === 'unasked'} OR i.outcome IS NULL AND NOT ${hadEnded} AND i."panelId" = ANY(ARRAY(
        SELECT n.id FROM "ReviewPanel" n WHERE n."roundId" = ${roundId}::uuid AND n."itemCount" > 0
          AND NOT EXISTS (SELECT 1 FROM "Reviewer" w WHERE w."panelId" = n.id AND w."leftAt" IS NULL))))
      AND (NOT ${kind === 'half answered'} OR i."secondPanelId" IS NOT NULL AND num_nonnulls(i.answer, i."secondAnswer") = 1 AND NOT ${hadEnded})
    ORDER BY i.id LIMIT ${most}
  ) i
    JOIN "Principal" p ON p.id = i."principalId"
    LEFT JOIN "Resource" r ON r.id = i."resourceId"
    LEFT JOIN "Principal" g ON g.id = i."grantedById"
    LEFT JOIN "Principal" a ON a.id = i."answeredById"
    LEFT JOIN "Principal" b ON b.id = i."secondById"
    LEFT JOIN "Principal" e ON e.id = i."resultById"
    LEFT JOIN "ReviewPanel" n ON n.id = i."panelId"
  ORDER BY i.id`

const findDecisions = (tx: Reads, roundId: string, ids: number[]) => tx.$queryRaw<Decision[]>`
  SELECT d."itemId", d.stage, d.second, d.answer::text, d.reason, d.at, d."byId", coalesce(p.name, p.address) AS by, p.address AS "byAddress",
    d."networkAddress", d."userAgent"
  FROM "ReviewDecision" d LEFT JOIN "Principal" p ON p.id = d."byId"
  WHERE d."roundId" = ${roundId}::uuid AND d."itemId" = ANY(${ids}::int[]) ORDER BY d."itemId", d.at, d.id`

function withStanding(item: ResultItem): ResultItem {
  if (item.answer || item.secondAnswer || item.stage === 1) return item
  const [first, second] = standing(item.decisions)
  return {
    ...item,
    ...(first && { answer: first.answer, reason: first.reason, reviewer: first.by, answeredAt: first.at }),
    ...(second && { secondAnswer: second.answer, secondReviewer: second.by }),
  }
}

/** What the first and the second reviewer last said in the last stage in which any answer stands. */
function standing(decisions: readonly Decision[]): [first?: Decision, second?: Decision] {
  const last = new Map(decisions.map((decision) => [`${decision.stage} ${decision.second}`, decision]))
  const stands = [...last.values()].filter(({ answer }) => answer !== null)
  const stage = Math.max(...stands.map((decision) => decision.stage))
  const of = (second: boolean) => stands.find((decision) => decision.stage === stage && decision.second === second)
  return [of(false), of(true)]
}
