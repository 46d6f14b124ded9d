import { administering } from '../../../access/administrators'
import { inOffice } from '../../../access/live'
import { z } from 'zod'
import { recordAuditEvent } from '../../../audit/record-audit-event'
import { now } from '../../../clock'
import { db } from '../../../db/client'
import { transaction, type Tx } from '../../../db/transaction'
import { Conflict, NotFound } from '../../../errors'
import { maskAddress } from '../../../words/mask-address'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { hashToken, Token } from '../../../secrets'
import { overAt, removalFrom, resetState, type ResetState, underWay } from './reset-state'

export const StopReset = z.object({ token: Token })
export type StopReset = z.output<typeof StopReset>

/** How many administrators are mailed beside the two who took part: somebody may have pretended to be the person. */
const MOST_TOLD = 5

export type StopView = {
  state: ResetState
  address: string
  organization: string
  removableFrom: Date | null
  overAt: Date | null
}

/**
 * Returns what the holder of the mailed link may see of a reset, without signing in. Changes nothing. Throws `NotFound` for
 * an unknown link.
 */
export async function getStop(_caller: Caller, { token }: StopReset): Promise<StopView> {
  const reset = await find(token)
  if (!reset) throw new NotFound('link')
  const { name } = await db().organization.findFirstOrThrow({ select: { name: true } })
  const removableFrom = reset.vouchedAt && removalFrom(reset.vouchedAt).from
  return {
    state: resetState(reset),
    address: maskAddress(reset.principal.address),
    organization: name,
    removableFrom,
    overAt: overAt(reset),
  }
}

/**
 * Stops a reset before anything is removed, by its mailed link alone. Mails the asker, the voucher and other
 * administrators. Throws `NotFound`, and `Conflict` once the reset is closed.
 */
export async function stopReset(caller: Caller, { token }: StopReset) {
  const reset = await find(token)
  if (!reset) throw new NotFound('link')
  const { id, principalId } = reset
  await transaction(async (tx) => {
    const at = now()
    const { count } = await tx.factorReset.updateMany({ where: { id, ...underWay(at) }, data: { stoppedAt: at } })
    if (count === 0)
      throw new Conflict(
        'factor-reset.closed',
        'There is nothing to stop any longer. Look at this page again to see what came of it.',
      )
    await recordAuditEvent(tx, caller, 'factor-reset.stopped', { principalId })
    await tell(tx, reset)
  })
}

const find = (token: string) =>
  db().factorReset.findUnique({
    where: { tokenHash: hashToken(token) },
    include: {
      principal: { select: { name: true, address: true } },
      requestedBy: { select: { address: true } },
      voucher: { select: { address: true } },
    },
  })

type Found = NonNullable<Awaited<ReturnType<typeof find>>>

async function tell(tx: Tx, { principal: person, requestedBy, voucher, requestedById, voucherId }: Found) {
  const others = await tx.principal.findMany({
    where: { ...inOffice, ...administering(), id: { notIn: [requestedById, voucherId] } },
    orderBy: { createdAt: 'asc' },
    take: MOST_TOLD,
    select: { address: true },
  })
  for (const { address: recipient } of [requestedBy, voucher, ...others])
    await queueMail(tx, { template: 'factor-reset-ended', recipient, input: { person, by: person, how: 'stopped' } })
}
