import { after, DAY, now } from '../../../clock'
import type { Tx } from '../../../db/transaction'

/** How long a voucher may take. Milliseconds. */
const LIFE = 7 * DAY

/** Resets that wait for an answer. */
export const waiting = (at: Date) => ({ completedAt: null, withdrawnAt: null, requestedAt: { gt: after(at, -LIFE) } })

export type ResetState = 'waiting' | 'vouched' | 'declined' | 'withdrawn' | 'ran out'

type Reset = { requestedAt: Date; completedAt: Date | null; withdrawnAt: Date | null; withdrawnById: string | null; voucherId: string }

/** Worked out from what happened to it. */
export function resetState({ requestedAt, completedAt, withdrawnAt, withdrawnById, voucherId }: Reset): ResetState {
  if (completedAt) return 'vouched'
  if (withdrawnAt) return withdrawnById === voucherId ? 'declined' : 'withdrawn'
  return after(requestedAt, LIFE) > now() ? 'waiting' : 'ran out'
}

export type WaitingReset = { id: string; requestedAt: Date; endsAt: Date; requestedBy: string; voucher: string }

/** The reset of a person's factors that waits, with whom it waits for, as they are called; null: none does. */
export async function findWaitingReset(tx: Tx, principalId: string): Promise<WaitingReset | null> {
  const found = await tx.factorReset.findFirst({ where: { principalId, ...waiting(now()) }, orderBy: { requestedAt: 'desc' }, select: { id: true, requestedAt: true, requestedById: true, voucherId: true } })
  if (!found) return null
  const { id, requestedAt, requestedById, voucherId } = found
  const [requestedBy, voucher] = await Promise.all([requestedById, voucherId].map((one) => nameOf(tx, one)))
  return { id, requestedAt, endsAt: after(requestedAt, LIFE), requestedBy: requestedBy!, voucher: voucher! }
}

async function nameOf(tx: Tx, id: string) {
  const { name, address } = await tx.principal.findUniqueOrThrow({ where: { id }, select: { name: true, address: true } })
  return name ?? address
}
