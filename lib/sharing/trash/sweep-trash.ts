import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import type { SystemCaller } from '../../principal'
import { outOfTrash } from './in-trash'
import { purge } from './purge'

/** How many are purged in one transaction. */
const BATCH = 500

/** Purges what has lain in the trash for as long as it may. Resolves to how many. */
export async function sweepTrash(caller: SystemCaller): Promise<{ purged: number }> {
  authorize(caller, 'trash.sweep')
  let purged = 0
  for (let ids = await findDue(); ids.length > 0; ids = await findDue())
    purged += await transaction((tx) => purge(tx, caller, { id: { in: ids }, ...outOfTrash() }))
  return { purged }
}

const findDue = async () =>
  (await db().resource.findMany({ where: outOfTrash(), select: { id: true }, take: BATCH })).map(({ id }) => id)
