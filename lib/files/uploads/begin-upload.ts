import { authorize } from '../../access/authorize'
import { findTarget } from '../../access/target'
import { signedIn } from '../../access/visibility'
import { now } from '../../clock'
import { transaction } from '../../db/transaction'
import { settings } from '../../env'
import { Invalid } from '../../errors'
import type { Caller } from '../../principal'
import { ensureRoom } from '../disk-room'
import { cleanFileName } from '../file-name'
import { tooLarge } from '../too-large'
import { whileRoom } from '../waiting-files'

/** `size`: bytes that are promised. `spaceId`: the space that the file is for; null: none. */
export type Promised = { name: string; size: number; spaceId: string | null }

/**
 * Takes note of a file that is about to arrive in pieces. Resolves to its id. Throws `Invalid` for one over the limit and
 * for one too many that waits to be shared, `NoRoom` where the disk has no room for it.
 */
export async function beginUpload(
  caller: Caller,
  { name, size, spaceId }: Promised,
): Promise<{ id: string; name: string }> {
  const space = spaceId ? await findTarget(caller, spaceId) : null
  authorize(caller, 'file.upload', space ?? {})
  if (size > settings().fileLimit) throw new Invalid('file.too-large', { fileId: tooLarge(settings().fileLimit) })
  return whileRoom(caller, size, async () => {
    const room = await ensureRoom(size)
    room.release()
    const { id: uploadedById } = signedIn(caller).principal
    const data = { name: cleanFileName(name), size, uploadedById, spaceId: space?.resourceId, startedAt: now() }
    return transaction((tx) => tx.upload.create({ data, select: { id: true, name: true } }))
  })
}
