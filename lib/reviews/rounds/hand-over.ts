import { z } from 'zod'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'
import { queueMail } from '../../mail/queue-mail'
import { sentence } from '../../own-direction'
import { displayName } from '../../principal'
import { moveItems } from './move-items'

/** An item of which a seat changes hands. */
export const Held = z.strictObject({
  id: z.int(),
  principalId: z.string(),
  /** Of the seat that changes hands. */
  panelId: z.string(),
  /** Of the other reviewer's seat. Null: one answers alone. */
  otherPanelId: z.string().nullable(),
  /** The seat is the second reviewer's. */
  asSecond: z.boolean(),
})
export type Held = z.infer<typeof Held>

export type Successor = { id: string; name: string | null; address: string }

/** Throws `Invalid` for `field` where somebody can't answer for these: asked about there, or the other of two reviewers. */
export async function refuseSuccessor(tx: Tx, to: Successor, held: Held[], field: string) {
  const refuse = (why: string) => {
    throw new Invalid('reviewer.unfit', { [field]: sentence`${displayName(to)} is ${why} Choose somebody else.` })
  }
  if (held.some(({ principalId }) => principalId === to.id))
    refuse('asked about there, and nobody decides on their own access.')
  const others = held.flatMap(({ otherPanelId }) => otherPanelId ?? [])
  if (
    others.length > 0 &&
    (await tx.reviewer.count({ where: { principalId: to.id, leftAt: null, panelId: { in: [...new Set(others)] } } })) >
      0
  )
    refuse('the other of two reviewers there.')
}

type HandOver = {
  roundId: string
  stage: number
  /** Null: nobody was left on the panels. */ fromId: string | null
  to: Successor
  note: string
  /** When the successor is told, as their mail says, too. */
  toldAt: Date
  held: Held[]
}

/** Puts items before another member; a panel that has nothing left frees its seat. Resolves to the panels freed. */
export async function handOver(
  tx: Tx,
  { roundId, stage, fromId, to, note, toldAt, held }: HandOver,
): Promise<string[]> {
  const of = (second: boolean) => held.filter(({ asSecond }) => asSecond === second).map(({ id }) => id)
  const moved = { roundId, stage, toIds: [to.id], note, toldAt, first: of(false), second: of(true) }
  const { emptied } = await moveItems(tx, moved)
  if (fromId)
    await tx.reviewer.updateMany({ where: { panelId: { in: emptied }, principalId: fromId }, data: { leftAt: now() } })
  return emptied
}

type News = {
  round: { id: string; review: { name: string } }
  by: { name: string | null; address: string }
  items: number
  reason: string
  endsAt: Date
  toldAt: Date
}

/** Tells a member of what lies before them from now on. */
export const tellHandedOn = (tx: Tx, recipient: string, { round, by, items, reason, endsAt, toldAt }: News) =>
  queueMail(tx, {
    template: 'review-handed-on',
    recipient,
    replyTo: by.address,
    notAfter: endsAt,
    roundId: round.id,
    toldAt,
    input: {
      review: round.review.name,
      roundId: round.id,
      items,
      endsAt,
      by: { name: by.name, address: by.address },
      reason,
    },
  })
