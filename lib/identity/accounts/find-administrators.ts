import { inOffice } from '../../access/live'
import type { Tx } from '../../db/transaction'

/** How many administrators are mailed where nobody nearer is left to answer. */
const MOST = 5

/** Lists administrators who are neither disabled nor removed, the longest here first; at most five. */
export const findAdministrators = (tx: Pick<Tx, 'principal'>) =>
  tx.principal.findMany({
    where: { ...inOffice, administrator: true },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { address: true, administrator: true },
  })
