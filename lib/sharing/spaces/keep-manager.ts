import { holdResource } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import { managersOf } from './managers-of'

/**
 * Locks a space after a manager's grant was ended or lowered, and sees to it that one who manages it is left, in whose name the
 * space and all in it runs. Throws `Conflict` where that grant was the last manager's: then nothing of the transaction happens.
 */
export async function keepManager(tx: Tx, spaceId: string) {
  await holdResource(tx, spaceId)
  const managers = await tx.grant.findMany({
    where: managersOf(spaceId),
    orderBy: [{ grantedAt: 'asc' }, { id: 'asc' }],
    select: { principalId: true },
  })
  const [first] = managers
  if (!first)
    throw new Conflict(
      'space.last-manager',
      'A space needs somebody who manages it. Let another member manage it first.',
    )
  const { sharedById } = await tx.resource.findUniqueOrThrow({ where: { id: spaceId }, select: { sharedById: true } })
  if (managers.some(({ principalId }) => principalId === sharedById)) return
  const data = { sharedById: first.principalId }
  await tx.resource.updateMany({ where: { OR: [{ id: spaceId }, { spaceId }] }, data })
}
