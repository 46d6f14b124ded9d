import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { may } from '../../access/decide'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import { isId } from '../../ids'
import type { Caller, PersonCaller } from '../../principal'
import { findTerms } from '../find-terms'
import { ownNameOf } from '../languages'
import { askedBy } from './asked'

export const GetText = z.object({
  textId: z.string(),
  /** Of the answer that asks for it. */ reference: z.string().nullable(),
})
export type GetText = z.output<typeof GetText>

/**
 * A text of terms with its content, for whoever is asked to accept it, has answered it, or administers. Throws
 * `NotFound` for everybody else.
 */
export async function getText(caller: Caller, { textId, reference }: GetText) {
  const person = signedIn(caller)
  authorize(caller, 'terms.open', { principalId: person.principal.id })
  const known = isId(textId)
  const text = known ? await db().termsText.findUnique({ where: { id: textId }, select }) : null
  if (!text || !(await isReader(person, text, reference))) throw new NotFound('document')
  const { version, ...rest } = text
  return {
    ...rest,
    languageName: ownNameOf(text.language),
    number: version.number,
    name: version.document.name,
    documentId: version.documentId,
  }
}

const select = {
  id: true,
  versionId: true,
  language: true,
  title: true,
  format: true,
  content: true,
  version: { select: { number: true, documentId: true, document: { select: { name: true } } } },
} as const

async function isReader(
  person: PersonCaller,
  { id: textId, versionId, version }: { id: string; versionId: string; version: { documentId: string } },
  reference: string | null,
) {
  if (may(person, 'terms.read')) return true
  if ((await db().termsAcceptance.count({ where: { textId, principalId: person.principal.id } })) > 0) return true
  const asked = reference ? await askedBy(person, reference, { documentId: version.documentId }) : null
  return asked?.documentId === version.documentId && (await findTerms(db(), asked.documentId)).version.id === versionId
}
