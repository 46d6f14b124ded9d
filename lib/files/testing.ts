import { now } from '../clock'
import { db } from '../db/client'
import type { PersonCaller } from '../principal'

/** A file that a person uploaded and that waits to be shared, without its bytes. Resolves to its id. */
export async function uploaded(by: PersonCaller, name: string, mediaType = 'application/pdf') {
  const { id } = await db().storedFile.create({
    data: {
      name,
      mediaType,
      size: name.length,
      sha256: Buffer.alloc(32, name),
      uploadedById: by.principal.id,
      startedAt: now(),
      storedAt: now(),
    },
  })
  return id
}
