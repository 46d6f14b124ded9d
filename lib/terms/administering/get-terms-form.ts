import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { settings } from '../../env'
import type { Caller } from '../../principal'
import { dayIn } from '../../wall-clock'
import { findTerms } from '../find-terms'
import { MOST_LANGUAGES } from '../languages'
import { LARGEST_PDF } from '../read-pdf'
import { termsRevision } from '../terms-form'
import type { GetTerms } from './get-terms'

/** A text as a form begins with it. `kept`: the PDF that stays where no other is chosen. */
export type TextInForm = { language: string; title: string; format: 'markdown' | 'pdf'; markdown: string; kept: string }

const limits = () => ({ pdfLimit: Math.min(settings().fileLimit, LARGEST_PDF), mostLanguages: MOST_LANGUAGES })

/** What the form of a new document begins with. */
export async function beginTerms(caller: Caller, _input: object = {}) {
  authorize(caller, 'terms.create')
  return {
    ...limits(),
    texts: [{ language: 'en', title: '', format: 'markdown' as const, markdown: '', kept: '' }] satisfies TextInForm[],
  }
}

/** What the form of a new version begins with: the texts as they are. Throws `NotFound`. */
export async function beginVersion(caller: Caller, { documentId }: GetTerms) {
  authorize(caller, 'terms.renew')
  const { id, name, version } = await findTerms(db(), documentId)
  const texts = await db().termsText.findMany({
    where: { versionId: version.id, format: 'markdown' },
    select: { id: true, content: true },
  })
  const words = new Map(texts.map((text) => [text.id, new TextDecoder().decode(text.content)]))
  const begun = version.texts.map(({ id: textId, language, title, format }): TextInForm => ({
    language,
    title,
    format,
    markdown: words.get(textId) ?? '',
    kept: format === 'pdf' ? textId : '',
  }))
  return { ...limits(), documentId: id, name, revision: version.number, texts: begun }
}

/** What the form of a document's own settings begins with. Throws `NotFound`. */
export async function getTermsSettings(caller: Caller, { documentId }: GetTerms) {
  authorize(caller, 'terms.change')
  const [{ id, name, expiresAfterDays, reacceptAt }, { timeZone }] = await Promise.all([
    findTerms(db(), documentId),
    db().organization.findUniqueOrThrow({ where: { id: 1 }, select: { timeZone: true } }),
  ])
  return {
    documentId: id,
    revision: termsRevision({ name, expiresAfterDays, reacceptAt }),
    name,
    expiresAfterDays,
    reacceptOn: reacceptAt ? dayIn(timeZone, reacceptAt) : '',
  }
}
