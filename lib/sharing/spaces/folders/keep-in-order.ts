import { holdResource } from '../../../db/lock.sql'
import type { Tx } from '../../../db/transaction'
import { Conflict, Invalid, NotFound } from '../../../errors'
import { refuseArchived } from '../refuse-archived'
import { DEEPEST } from './tree'

/** Locks a space whose folders are about to change: one after the other, so that two changes at once never make a circle. Throws `NotFound` where it was deleted meanwhile, and `Conflict` where it was archived. */
export async function holdFolders(tx: Tx, spaceId: string) {
  await holdResource(tx, spaceId)
  const space = await tx.resource.findFirst({ where: { id: spaceId, deletedAt: null }, select: { archivedAt: true } })
  if (!space) throw new NotFound('space')
  refuseArchived(space)
}

type Named = { spaceId: string; parentId: string | null; alike: string }

/** Throws `Invalid` where another folder beside it has that name. */
export async function refuseTwin(tx: Tx, { spaceId, parentId, alike }: Named, except?: string) {
  const twin = await tx.folder.findFirst({
    where: { spaceId, parentId, alike, ...(except ? { NOT: { id: except } } : {}) },
    select: { name: true },
  })
  if (twin)
    throw new Invalid('folder.exists', { name: 'There is a folder of this name here already. Choose another name.' })
}

export const tooDeep = () =>
  new Conflict('folder.too-deep', `At most ${DEEPEST} folders can lie in each other. Choose one further up.`)
