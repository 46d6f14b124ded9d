import type { Tx } from '../db/transaction'
import type { SystemCaller } from '../principal'
import { isOlder } from '../version-order'
import { lockNeeded, readNeeded } from './needed-version.sql'

/** From now on only builds of this version or a newer one may start here. Whoever asks meanwhile waits for the transaction. */
export async function needVersion(tx: Tx, version: string): Promise<void> {
  const [row] = await lockNeeded(tx)
  if (row && (!row.needed || isOlder(row.needed, version)))
    await tx.installation.updateMany({ data: { neededVersion: version } })
}

/**
 * The version that what is stored asks for, where it is newer than one; null: this one may run. Asked after `enlist`, so
 * that either whoever writes something newer sees this process, or this process waits and sees what was written.
 */
export async function findNeededVersion(_caller: SystemCaller, version: string): Promise<string | null> {
  const [row] = await readNeeded()
  return row?.needed && isOlder(version, row.needed) ? row.needed : null
}
