import type { Tx } from '../../db/transaction'
import { countHeld, type Left, lockItems, seatPanel, type Taken } from './move-items.sql'

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
  await lockItems(tx, roundId, [...first, ...second])
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

async function take(tx: Tx, asSecond: boolean, taken: Taken): Promise<Left[]> {
  if (taken.ids.length === 0) return []
  const left = await countHeld(tx, asSecond, taken)
  await seatPanel(tx, asSecond, taken)
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
