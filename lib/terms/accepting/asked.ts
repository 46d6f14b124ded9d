import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { getStep } from '../../identity/step-up/get-step'
import type { Caller } from '../../principal'

/** Which of several documents is meant where any of them will do: by its id, or by one of its texts. Else the first. */
type Meant = { documentId?: string | null; textId?: string }

/**
 * The document that a person is asked to accept now, by the reference of the answer they got, and what for; null: none.
 * `alone`: nothing else would do instead.
 */
export async function askedBy(caller: Caller, reference: string, { documentId, textId }: Meant = {}) {
  const { ways, resourceId, left } = await getStep(signedIn(caller), { reference })
  const ids = ways.flatMap(({ control }) => (control.startsWith('terms:') ? [control.slice('terms:'.length)] : []))
  const meant = ids.length > 1 && textId ? await documentOf(textId) : documentId
  const id = ids.find((one) => one === meant) ?? ids[0]
  return id ? { documentId: id, resourceId, left, alone: ways.length === 1 } : null
}

async function documentOf(textId: string) {
  const text = await db().termsText.findUnique({
    where: { id: textId },
    select: { version: { select: { documentId: true } } },
  })
  return text?.version.documentId
}
