import type { Tx } from '../db/transaction'

/** Raises the version of policies, which every request reads: each process loads them anew on its next request. Locks the row, so that changes of policies run one after the other. */
export async function raisePolicyVersion(tx: Tx) {
  await tx.organization.updateMany({ where: { id: 1 }, data: { policyVersion: { increment: 1 } } })
}
