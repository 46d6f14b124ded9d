import { signedIn } from '../access/visibility'
import { lockRow } from '../db/lock.sql'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { kept, unshared } from '../files/discard-file'
import { isId } from '../ids'
import type { Caller } from '../principal'

/** Locks a file that the caller uploaded and that no resource has yet, so that the sweep can't erase it. Throws `Invalid` for any other file. */
export async function claimFile(tx: Tx, caller: Caller, fileId: string) {
  const uploadedById = signedIn(caller).principal.id
  if (!isId(fileId)) throw new Invalid('file.missing', { fileId: 'Choose a file, and wait until it has arrived.' })
  await lockRow(tx, 'StoredFile', fileId)
  const file = await tx.storedFile.findFirst({
    where: { id: fileId, uploadedById, ...unshared, ...kept },
    select: { id: true },
  })
  if (!file)
    throw new Invalid('file.not-waiting', { fileId: 'This file is no longer waiting to be shared. Choose it again.' })
  return { fileId }
}
