import type { Tx } from '../../db/transaction'
import { hadEnded } from './ended-before'

export type Move = {
  roundId: string
  stage: number
  /** Who answers from now on, and what the rows say of why. */
  toIds: string[]
  note: string
  /** When they are told: the mark on their seats. */
  toldAt: Date
  /** Items that the first reviewer's seat, or the second's, is taken over of. */
  first: number[]
  second: number[]
}

/**
 * Puts items before other people: a panel of its own with them on it, answers and counters taken along. For whoever
 * shares or holds the round. Resolves to the new panel, and to those that have nothing left.
 */
export async function moveItems(
  tx: Tx,
  { roundId, stage, toIds, note, toldAt, first, second }: Move,
): Promise<{ panelId: string; emptied: string[] }> {
  await tx.$queryRaw`SELECT id FROM "ReviewItem" WHERE "roundId" = ${roundId}::uuid AND id = ANY(${[...first, ...second]}::int[]) ORDER BY id FOR UPDATE`
  const panel = await tx.reviewPanel.create({
    data: { roundId, stage, kind: 'handed', note },
    select: { id: true },
  })
  await tx.reviewer.createMany({
    data: toIds.map((principalId) => ({ panelId: panel.id, principalId, startToldAt: toldAt })),
  })
  const moved = { panelId: panel.id, roundId, stage }
  const left = [
    ...(await take(tx, false, { ...moved, ids: first })),
    ...(await take(tx, true, { ...moved, ids: second })),
  ]
  const emptied = await count(tx, panel.id, left)
  return { panelId: panel.id, emptied }
}

type Left = { panelId: string; items: number; answered: number }

type Taken = { panelId: string; roundId: string; stage: number; ids: number[] }

/** By SQL, since a list of ids is one parameter there, however long. */
async function take(tx: Tx, asSecond: boolean, { panelId, roundId, stage, ids }: Taken) {
  if (ids.length === 0) return []
  const left = await tx.$queryRaw<Left[]>`
    SELECT CASE WHEN ${asSecond} THEN i."secondPanelId" ELSE i."panelId" END AS "panelId", count(*)::int AS items,
      (count(*) FILTER (WHERE CASE WHEN ${asSecond} THEN i."secondAnswer" ELSE i.answer END IS NOT NULL OR ${hadEnded}))::int AS answered
    FROM "ReviewItem" i WHERE i."roundId" = ${roundId}::uuid AND i.stage = ${stage} AND i.id = ANY(${ids}::int[]) GROUP BY 1`
  await tx.$executeRaw`
    UPDATE "ReviewItem" SET "panelId" = CASE WHEN ${asSecond} THEN "panelId" ELSE ${panelId}::uuid END,
      "secondPanelId" = CASE WHEN ${asSecond} THEN ${panelId}::uuid ELSE "secondPanelId" END
    WHERE "roundId" = ${roundId}::uuid AND stage = ${stage} AND id = ANY(${ids}::int[])`
  return left
}

async function count(tx: Tx, panelId: string, left: Left[]) {
  const sums = new Map<string, { items: number; answered: number }>()
  const add = (id: string, { items, answered }: Omit<Left, 'panelId'>, sign: 1 | -1) => {
    const sum = sums.get(id) ?? { items: 0, answered: 0 }
    sums.set(id, { items: sum.items + sign * items, answered: sum.answered + sign * answered })
  }
  for (const one of left) {
    add(one.panelId, one, -1)
    add(panelId, one, 1)
  }
  const emptied: string[] = []
  for (const [id, { items, answered }] of [...sums].sort(([one], [other]) => (one < other ? -1 : 1))) {
    const { itemCount } = await tx.reviewPanel.update({
      where: { id },
      data: { itemCount: { increment: items }, answeredCount: { increment: answered } },
      select: { itemCount: true },
    })
    if (itemCount === 0) emptied.push(id)
  }
  return emptied
}
