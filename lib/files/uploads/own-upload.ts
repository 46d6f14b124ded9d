import { findTarget } from '../../access/target'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { isId } from '../../ids'
import type { Caller } from '../../principal'

/** Finds an upload that the caller began, with the target of its decisions. Throws `NotFound` for any other. */
export async function findOwnUpload(caller: Caller, uploadId: string) {
  const { id: uploadedById } = signedIn(caller).principal
  const upload = isId(uploadId) ? await db().upload.findFirst({ where: { id: uploadId, uploadedById } }) : null
  if (!upload) throw new NotFound('file')
  const space = upload.spaceId ? await findTarget(caller, upload.spaceId) : null
  return { ...upload, size: Number(upload.size), target: space ?? {} }
}

export type OwnUpload = Awaited<ReturnType<typeof findOwnUpload>>
