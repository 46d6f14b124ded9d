import { administering } from '../../access/administrators'
import { inOffice } from '../../access/live'
import type { Tx } from '../../db/transaction'

/** How many administrators are mailed where nobody nearer is left to answer. */
const MOST = 5

/** Lists administrators who are neither disabled nor removed, the longest here first; at most five. */
export async function findAdministrators(tx: Pick<Tx, 'principal'>) {
  const found = await tx.principal.findMany({
    where: { ...inOffice, ...administering() },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { address: true },
  })
  return found.map(({ address }) => ({ address, administrator: true }))
}
