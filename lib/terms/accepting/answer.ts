import { z } from 'zod'
import { signedIn } from '../../access/visibility'
import { keepOrigin } from '../../audit/keep-origin.sql'
import { now } from '../../clock'
import { hold } from '../../db/lock.sql'
import type { Tx } from '../../db/transaction'
import { Conflict, NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { findTerms } from '../find-terms'

/** A person's answer to the terms that are shown to them. */
export const AnswerTerms = z.object({
  reference: z.string(),
  textId: z.uuid(),
  /** Hexadecimal, of the text as it was shown. */ sha256: z.string(),
})
export type AnswerTerms = z.output<typeof AnswerTerms>

/**
 * Holds a person's answers to a document, so that of many at once each sees what the one before wrote, and finds the
 * text that was shown. Throws `Conflict` where it is not the one in force any longer.
 */
export async function holdText(tx: Tx, caller: Caller, documentId: string, { textId, sha256 }: AnswerTerms) {
  const { id } = signedIn(caller).principal
  await hold(tx, `terms ${id} ${documentId}`)
  const { name, version } = await findTerms(tx, documentId)
  const text = version.texts.find((one) => one.id === textId)
  if (!text && (await tx.termsText.count({ where: { id: textId, version: { documentId } } })) === 0)
    throw new NotFound('document')
  if (!text || Buffer.from(text.sha256).toString('hex') !== sha256)
    throw new Conflict(
      'terms.changed',
      'These terms changed meanwhile, so nothing was answered yet. Read them as they are now, then answer.',
      { showAnew: true },
    )
  return { name, version, text }
}

export type HeldText = Awaited<ReturnType<typeof holdText>>

/** Writes the answer in the caller's transaction; answers with what the trail keeps of it. */
export async function writeAnswer(
  tx: Tx,
  caller: Caller,
  { name, version, text }: HeldText,
  { documentId, accepted }: { documentId: string; accepted: boolean },
) {
  const { principal, session, environment } = signedIn(caller)
  const answer = { documentId, versionId: version.id, textId: text.id, sha256: text.sha256, accepted, at: now() }
  const kept = await tx.termsAcceptance.create({
    data: { ...answer, principalId: principal.id, sessionId: session.id },
    select: { id: true, at: true },
  })
  await keepOrigin(tx, kept, environment)
  return {
    documentId,
    terms: name,
    version: version.number,
    language: text.language,
    sha256: Buffer.from(text.sha256).toString('hex'),
  }
}
