import { may } from '../../access/decide'
import { findTarget } from '../../access/target'
import { DomainError } from '../../errors'
import type { Caller } from '../../principal'
import { findOwnUpload } from './own-upload'

/** Tells whether the caller may still send an upload of theirs. No: it is not there either. */
export async function maySendPiece(caller: Caller, { uploadId }: { uploadId: string }): Promise<boolean> {
  try {
    const { target } = await findOwnUpload(caller, uploadId)
    return may(caller, 'file.upload', target)
  } catch (error) {
    if (error instanceof DomainError) return false
    throw error
  }
}

/** Tells whether the caller may still send a file for a space, or for none. */
export async function maySend(caller: Caller, { spaceId }: { spaceId: string | null }): Promise<boolean> {
  const space = spaceId ? await findTarget(caller, spaceId) : null
  return may(caller, 'file.upload', space ?? {})
}
