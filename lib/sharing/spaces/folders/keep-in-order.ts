import type { Tx } from '../../../db/transaction'
import { Conflict, Invalid } from '../../../errors'
import { DEEPEST } from './tree'

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
