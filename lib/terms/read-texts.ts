import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { isId } from '../ids'
import type { Caller } from '../principal'
import { isSeen, line, markdown } from '../plain-text'
import { canonicalLanguage, MOST_LANGUAGES } from './languages'
import { readPdf } from './read-pdf'

/** One text as it will be stored. */
export type ReadText = {
  language: string
  title: string
  format: 'markdown' | 'pdf'
  content: Uint8Array<ArrayBuffer>
  sha256: Uint8Array<ArrayBuffer>
}

const Typed = z.object({
  language: z.string().trim().max(50).catch(''),
  title: line(200).catch(''),
  format: z.enum(['markdown', 'pdf']).catch('markdown'),
  markdown: markdown(200_000),
  fileId: z.string().catch(''),
  /** A text of the version before, whose PDF stays where no other is chosen. */
  kept: z.string().catch(''),
})
type Typed = z.output<typeof Typed>

/**
 * The texts that a form holds, first language first. A row without a language and without words is none. Throws one
 * `Invalid` with a sentence for every field that needs another look.
 */
export async function readTexts(tx: Tx, caller: Caller, fields: Record<string, unknown>): Promise<ReadText[]> {
  const problems: Record<string, string> = {}
  const texts: ReadText[] = []
  for (let place = 1; place <= MOST_LANGUAGES; place++) {
    const typed = typedAt(fields, place, problems)
    if (!typed || (place > 1 && isEmpty(typed))) continue
    const complain = (field: keyof Typed, problem: string) => void (problems[`${field}${place}`] ??= problem)
    const language = canonicalLanguage(typed.language)
    if (!language)
      complain(
        'language',
        typed.language
          ? `“${typed.language}” is no language we know. Write its tag, such as en, de or pt-BR.`
          : 'Say in which language this is: en, de or pt-BR, for instance.',
      )
    else if (texts.some((one) => one.language === language))
      complain('language', `There is a text in ${language} already. Each language stands once.`)
    if (!typed.title) complain('title', 'Give the text a title: readers see it.')
    const content = await contentOf(tx, caller, typed)
    if (typeof content === 'string') complain(typed.format === 'pdf' ? 'fileId' : 'markdown', content)
    else if (language)
      texts.push({
        language,
        title: typed.title,
        format: typed.format,
        content,
        sha256: new Uint8Array(createHash('sha256').update(content).digest()),
      })
  }
  if (Object.keys(problems).length > 0) throw new Invalid('terms.invalid', problems)
  return texts
}

const isEmpty = ({ language, title, markdown: body, fileId }: Typed) => !language && !title && !body.trim() && !fileId

function typedAt(fields: Record<string, unknown>, place: number, problems: Record<string, string>): Typed | null {
  const read = Typed.safeParse(
    Object.fromEntries(Object.keys(Typed.shape).map((name) => [name, fields[`${name}${place}`]])),
  )
  for (const issue of read.error?.issues ?? []) problems[`${String(issue.path[0])}${place}`] = issue.message
  return read.data ?? null
}

async function contentOf(
  tx: Tx,
  caller: Caller,
  { format, markdown: body, fileId, kept }: Typed,
): Promise<Uint8Array<ArrayBuffer> | string> {
  if (format === 'markdown') return isSeen(body) ? new TextEncoder().encode(body) : 'Write the text, or choose PDF.'
  const before =
    !fileId && isId(kept)
      ? await tx.termsText.findFirst({ where: { id: kept, format: 'pdf' }, select: { content: true } })
      : null
  return before?.content ?? readPdf(tx, caller, fileId)
}
