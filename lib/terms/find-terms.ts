import type { Tx } from '../db/transaction'
import { NotFound } from '../errors'
import { isId } from '../ids'

/** A document that was not deleted, with the version in force and its texts but for their content. Throws `NotFound`. */
export async function findTerms(tx: Tx, documentId: string) {
  const known = isId(documentId)
  const document = known
    ? await tx.termsDocument.findFirst({ where: { id: documentId, deletedAt: null }, select })
    : null
  const [version] = document?.versions ?? []
  if (!document || !version) throw new NotFound('document')
  const { versions: _, ...rest } = document
  return { ...rest, version }
}

export const textSelect = { id: true, language: true, title: true, format: true, sha256: true } as const

const select = {
  id: true,
  name: true,
  expiresAfterDays: true,
  reacceptAt: true,
  versions: {
    where: { takenBackAt: null },
    orderBy: { number: 'desc' },
    take: 1,
    select: { id: true, number: true, texts: { orderBy: { place: 'asc' }, select: textSelect } },
  },
} as const
