import { z } from 'zod'
import { NotFound } from '../errors'
import { noting } from '../files/missing-files'
import { nullIfMissing, readBeginning } from '../files/read-file'
import type { Caller } from '../principal'
import { openFile } from './open-file'

export const ReadText = z.object({ resourceId: z.string() })
export type ReadText = z.infer<typeof ReadText>

/** Bytes of a text shown in a page; a longer one goes on in the download. */
const SHOWN = 256 * 1024

/**
 * The beginning of a text or Markdown file, to be shown in a page; an opening like any other of its bytes.
 * `cut`: the file goes on after it. Null: its bytes are missing. Throws `NotFound` for any other kind of file, and once
 * access has ended.
 */
export async function readText(caller: Caller, { resourceId }: ReadText) {
  const opened = await openFile(caller, { resourceId, download: false }).catch(nullIfMissing)
  if (!opened) return null
  const { fileId, shown, size } = opened
  if (shown !== 'text' && shown !== 'markdown') throw new NotFound('text')
  const text = await noting(caller, fileId, () => readBeginning(caller, { fileId, limit: SHOWN })).catch(nullIfMissing)
  return text === null ? null : { text, markdown: shown === 'markdown', cut: size > SHOWN }
}
