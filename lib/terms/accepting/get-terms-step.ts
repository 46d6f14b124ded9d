import { z } from 'zod'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { findTerms } from '../find-terms'
import { chooseLanguage, ownNameOf } from '../languages'
import { askedBy } from './asked'

export const GetTermsStep = z.object({
  reference: z.string(),
  /** What the reader's browser asks for, the most wanted first. */
  wanted: z.array(z.string()),
  /** What the reader chose here. */
  language: z.string().nullable(),
  /** Which of several documents, where any of them will do. */
  documentId: z.string().nullable().optional(),
})
export type GetTermsStep = z.output<typeof GetTermsStep>

/**
 * The terms that a person is asked to accept, in their language. `before`: the newest version they accepted, and what
 * is new since. Throws `NotFound` where none are asked for.
 */
export async function getTermsStep(caller: Caller, { reference, wanted, language, documentId }: GetTermsStep) {
  const asked = await askedBy(caller, reference, { documentId })
  if (!asked) throw new NotFound('document')
  const { name, version, expiresAfterDays } = await findTerms(db(), asked.documentId)
  const [first, ...more] = version.texts.map((text) => text.language)
  const chosen = chooseLanguage([...(language ? [language] : []), ...wanted], [first!, ...more])
  const { id: textId, title, format, sha256 } = version.texts.find((text) => text.language === chosen)!
  return {
    name,
    number: version.number,
    textId,
    title,
    format,
    language: chosen,
    sha256: Buffer.from(sha256).toString('hex'),
    markdown: format === 'markdown' ? await readMarkdown(textId) : null,
    languages: version.texts.map((text) => ({ language: text.language, name: ownNameOf(text.language) })),
    before: await findBefore(caller, asked.documentId, version.number),
    expiresAfterDays,
    left: asked.left,
    /** It has to be accepted: nothing else would do instead. */
    alone: asked.alone,
  }
}

export type TermsStep = Awaited<ReturnType<typeof getTermsStep>>

async function readMarkdown(textId: string) {
  const { content } = await db().termsText.findUniqueOrThrow({ where: { id: textId }, select: { content: true } })
  return new TextDecoder().decode(content)
}

async function findBefore(caller: Caller, documentId: string, newest: number) {
  const principalId = signedIn(caller).principal.id
  const last = await db().termsAcceptance.findFirst({
    where: { principalId, documentId, accepted: true },
    orderBy: { at: 'desc' },
    select: { at: true, version: { select: { number: true } } },
  })
  if (!last) return null
  const since = await db().termsVersion.findMany({
    where: { documentId, number: { gt: last.version.number, lte: newest }, takenBackAt: null, changes: { not: null } },
    orderBy: { number: 'asc' },
    select: { number: true, changes: true },
  })
  return { number: last.version.number, at: last.at, changes: since.map(({ changes }) => changes!) }
}
