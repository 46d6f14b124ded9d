import { after, DAY, now } from '../../../clock'
import type { Prisma } from '../../../db/generated/client'
import type { Tx } from '../../../db/transaction'
import { displayName } from '../../../principal'

/** How long a voucher may take to answer, and after the vouching the administrators. Milliseconds. */
const LIFE = 7 * DAY

/**
 * Time from the vouching until factors may be removed: the person can read their mail and stop it. As long as a session
 * lives, so that nobody asks and removes in the same session. Milliseconds.
 */
const WAIT = DAY

const open = { completedAt: null, withdrawnAt: null, stoppedAt: null }

/** Matches resets that wait for an answer. */
export const unanswered = (at: Date) => ({ ...open, vouchedAt: null, requestedAt: { gt: after(at, -LIFE) } })

/** Matches resets that were vouched for, and whose wait is over. */
export const due = (at: Date) => ({ ...open, vouchedAt: { lte: after(at, -WAIT), gt: after(at, -LIFE) } })

/** Matches resets that can still be completed. */
export const underWay = (at: Date) =>
  ({
    ...open,
    OR: [{ vouchedAt: null, requestedAt: { gt: after(at, -LIFE) } }, { vouchedAt: { gt: after(at, -LIFE) } }],
  }) satisfies Prisma.FactorResetWhereInput

export type ResetState = 'waiting' | 'vouched' | 'completed' | 'declined' | 'withdrawn' | 'stopped' | 'ran out'

type Reset = {
  requestedAt: Date
  vouchedAt: Date | null
  completedAt: Date | null
  withdrawnAt: Date | null
  withdrawnById: string | null
  stoppedAt: Date | null
  voucherId: string
}

/** Works out the state of a reset from its times. */
export function resetState({
  requestedAt,
  vouchedAt,
  completedAt,
  withdrawnAt,
  withdrawnById,
  stoppedAt,
  voucherId,
}: Reset): ResetState {
  if (completedAt) return 'completed'
  if (stoppedAt) return 'stopped'
  if (withdrawnAt) return withdrawnById === voucherId ? 'declined' : 'withdrawn'
  if (after(vouchedAt ?? requestedAt, LIFE) <= now()) return 'ran out'
  return vouchedAt ? 'vouched' : 'waiting'
}

/** Returns from when on, and until when, factors may be removed after a vouching. */
export const removalFrom = (vouchedAt: Date) => ({ from: after(vouchedAt, WAIT), until: after(vouchedAt, LIFE) })

/** Returns when a reset was completed, stopped or withdrawn. Null: it was none of these. */
export const overAt = ({
  completedAt,
  withdrawnAt,
  stoppedAt,
}: Pick<Reset, 'completedAt' | 'withdrawnAt' | 'stoppedAt'>) => completedAt ?? stoppedAt ?? withdrawnAt

export type WaitingReset = {
  id: string
  requestedAt: Date
  requestedBy: string
  voucher: { id: string; name: string }
  /** When the reset expires. */
  endsAt: Date
  /** Null: nobody has vouched yet. */
  vouched: { at: Date; removableFrom: Date; removable: boolean } | null
}

/**
 * Finds the reset of a person's factors that is under way, with the names of the people who take part in it. Null: there is
 * none.
 */
export async function findWaitingReset(tx: Tx, principalId: string): Promise<WaitingReset | null> {
  const found = await tx.factorReset.findFirst({
    where: { principalId, ...underWay(now()) },
    orderBy: { requestedAt: 'desc' },
    select: {
      id: true,
      requestedAt: true,
      vouchedAt: true,
      requestedBy: { select: { name: true, address: true } },
      voucher: { select: { id: true, name: true, address: true } },
    },
  })
  if (!found) return null
  const { id, requestedAt, vouchedAt, requestedBy, voucher } = found
  const removable = vouchedAt && removalFrom(vouchedAt)
  return {
    id,
    requestedAt,
    requestedBy: displayName(requestedBy),
    voucher: { id: voucher.id, name: displayName(voucher) },
    endsAt: removable?.until ?? after(requestedAt, LIFE),
    vouched: removable && { at: vouchedAt!, removableFrom: removable.from, removable: removable.from <= now() },
  }
}
