import type { Tx } from '../db/transaction'

/** Makes a change to policies, or to what they name, count from the next request on in every process. Whoever else changes any waits for it. */
export async function raisePolicyVersion(tx: Tx) {
  await tx.$executeRaw`UPDATE "Organization" SET "policyVersion" = "policyVersion" + 1 WHERE id = 1`
}
