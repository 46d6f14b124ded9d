import { signedIn } from '../../access/visibility'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import type { Caller } from '../../principal'
import type { ReadText } from '../read-texts'

type Version = {
  documentId: string
  number: number
  reaccept: boolean
  changes: string | null
  texts: readonly ReadText[]
}

/** Writes a version with its texts in the caller's transaction; answers with what the trail keeps of it. */
export async function writeVersion(tx: Tx, caller: Caller, { texts, ...version }: Version) {
  const createdById = signedIn(caller).principal.id
  const { id } = await tx.termsVersion.create({
    data: { ...version, createdAt: now(), createdById },
    select: { id: true },
  })
  await tx.termsText.createMany({ data: texts.map((text, place) => ({ ...text, place, versionId: id })) })
  const kept = texts.map(({ language, format, sha256 }) => ({
    language,
    format,
    sha256: Buffer.from(sha256).toString('hex'),
  }))
  return { version: version.number, reaccept: version.reaccept, texts: kept }
}
