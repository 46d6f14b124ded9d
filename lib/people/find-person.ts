import { db } from '../db/client'
import { NotFound } from '../errors'

/** A person of one kind, for a verb that has been authorized. Throws `NotFound`, also for a removed one, unless `removedToo`. */
export async function findPerson(principalId: string, kind: 'member' | 'guest', { removedToo = false } = {}) {
  const person = await db().principal.findFirst({
    where: { id: principalId, kind, removedAt: removedToo ? undefined : null },
    select: { id: true, address: true, name: true },
  })
  if (!person) throw new NotFound(kind)
  return person
}
