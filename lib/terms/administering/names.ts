import type { Tx } from '../../db/transaction'
import { Invalid } from '../../errors'

/** Throws `Invalid` where another document goes by this name: a policy could not be read. */
export async function refuseSameName(tx: Tx, name: string, documentId?: string) {
  const same = await tx.termsDocument.count({
    where: { deletedAt: null, name: { equals: name, mode: 'insensitive' }, id: { not: documentId } },
  })
  if (same > 0)
    throw new Invalid('terms.exists', { name: 'Another document has this name. Choose one that tells them apart.' })
}
