import { type Decision, findDecisions, findItems, type Item, type Reads, type Which } from './result-items.sql'

/** A review item with all that became of it. Of one that a later stage has yet to answer, the answers are the earlier stage's. */
export type ResultItem = Item & { decisions: Decision[] }

/** Reads some of a round's items in the order of their ids, which is by guest's address, each with its history, oldest first. */
export async function resultItems(tx: Reads, roundId: string, which: Which): Promise<ResultItem[]> {
  const rows = await findItems(tx, roundId, which)
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
