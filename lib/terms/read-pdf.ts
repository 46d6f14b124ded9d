import type { Tx } from '../db/transaction'
import { kept, unshared } from '../files/discard-file'
import { nullIfMissing, readWhole } from '../files/read-file'
import { sizeInWords } from '../counted'
import { signedIn } from '../access/visibility'
import { isId } from '../ids'
import type { Caller } from '../principal'

/** Bytes. */
export const LARGEST_PDF = 10 * 1024 ** 2

/** Where a PDF says that it is one: within its first kilobyte (ISO 32000-1, annex H.3.4). */
const HEAD = 1024

/** The bytes of a PDF that the caller uploaded and shares nowhere, or in a sentence why they can't be taken. */
export async function readPdf(tx: Tx, caller: Caller, fileId: string): Promise<Uint8Array<ArrayBuffer> | string> {
  const uploadedById = signedIn(caller).principal.id
  const known = isId(fileId)
  const file = known
    ? await tx.storedFile.findFirst({
        where: { id: fileId, uploadedById, ...unshared, ...kept },
        select: { size: true },
      })
    : null
  if (!file) return 'Choose a PDF, and wait until it has arrived.'
  if (file.size === 0n) return 'This file is empty: it has 0 bytes. Choose the PDF itself.'
  if (file.size > LARGEST_PDF)
    return `This file has ${sizeInWords(Number(file.size))}; a PDF of terms can have at most ${sizeInWords(LARGEST_PDF)}.`
  const bytes = await readWhole(fileId).catch(nullIfMissing)
  if (!bytes) return 'This file did not stay on the server. Choose it again.'
  if (!bytes.subarray(0, HEAD).includes('%PDF-'))
    return 'This file is not a PDF, whatever its name says. Choose another, or write the text as Markdown.'
  return new Uint8Array(bytes)
}
