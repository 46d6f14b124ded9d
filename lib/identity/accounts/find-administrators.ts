import { inOffice } from '../../access/live'
import type { Tx } from '../../db/transaction'

/** So many are mailed where nobody nearer is left to answer. */
const MOST = 5

/** Administrators who are here, those of longest standing first. */
export const findAdministrators = (tx: Pick<Tx, 'principal'>) =>
  tx.principal.findMany({
    where: { ...inOffice, administrator: true },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { address: true, administrator: true },
  })
