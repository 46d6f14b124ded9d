import { authorize } from '../../access/authorize'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { transaction } from '../../db/transaction'
import { endAllOf } from '../../people/guests/end-all-of'
import type { SystemCaller } from '../../principal'
import { oneByOne } from '../rounds/one-by-one'

/** Guests looked up at a time. */
const PAGE = 500

/** Removes each guest whom a review denied, once the days in which an administrator could unblock them are over. */
export async function removeDeniedGuests(caller: SystemCaller) {
  authorize(caller, 'guest.remove')
  for (let from: string | undefined; ;) {
    const due = await db().principal.findMany({
      where: { ...isDue(), id: { gt: from } },
      orderBy: { id: 'asc' },
      take: PAGE,
      select: { id: true },
    })
    await oneByOne(due, ({ id }) => removeIfDue(caller, id))
    if (due.length < PAGE) return
    from = due.at(-1)!.id
  }
}

const isDue = (): Prisma.PrincipalWhereInput => ({
  kind: 'guest',
  blockedAt: { not: null },
  removedAt: null,
  guest: { removalDueAt: { lte: now() } },
})

const removeIfDue = (caller: SystemCaller, principalId: string) =>
  transaction(async (tx) => {
    const { count } = await tx.principal.updateMany({
      where: { id: principalId, ...isDue() },
      data: { removedAt: now() },
    })
    if (count === 0) return
    // Where the review blocked them, the removal says it all; a block of an administrator's own stays.
    await tx.principal.updateMany({ where: { id: principalId, blockedById: null }, data: { blockedAt: null } })
    await endAllOf(tx, caller, principalId, 'denied by an access review')
  })
