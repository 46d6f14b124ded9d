import { z } from 'zod'
import { NotFound } from '../errors'
import { readBeginning } from '../files/read-file'
import type { Caller } from '../principal'
import { openFile } from './open-file'

export const ReadText = z.object({ resourceId: z.string() })
export type ReadText = z.infer<typeof ReadText>

/** Bytes of a text shown in a page; a longer one goes on in the download. */
const SHOWN = 256 * 1024

/**
 * The beginning of a text or Markdown file, to be shown in a page; an opening like any other of its bytes.
 * `cut`: the file goes on after it. Throws `NotFound` for any other kind of file, and once access has ended.
 */
export async function readText(caller: Caller, { resourceId }: ReadText) {
  const { fileId, shown, size } = await openFile(caller, { resourceId, download: false })
  if (shown !== 'text' && shown !== 'markdown') throw new NotFound('text')
  return { text: await readBeginning(caller, { fileId, limit: SHOWN }), markdown: shown === 'markdown', cut: size > SHOWN }
}
