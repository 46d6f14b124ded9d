import { z } from 'zod'
import { NotFound } from '../errors'
import { noting } from '../files/missing-files'
import { nullIfMissing, readBeginning } from '../files/read-file'
import type { Caller } from '../principal'
import { openFile } from './open-file'

export const ReadText = z.object({ resourceId: z.string() })
export type ReadText = z.infer<typeof ReadText>

/** How much of a text a page shows, in bytes. */
const SHOWN = 256 * 1024

/**
 * Reads the first 256 KiB of a text or Markdown file for a page, and records an opening. `cut`: the file is longer. Null: its
 * bytes are missing. Throws `NotFound` for any other type of file and once access has ended, and `AccessDenied` or
 * `ControlRequired` as `openFile` does.
 */
export async function readText(caller: Caller, { resourceId }: ReadText) {
  const opened = await openFile(caller, { resourceId, download: false }).catch(nullIfMissing)
  if (!opened) return null
  const { fileId, shown, size } = opened
  if (shown !== 'text' && shown !== 'markdown') throw new NotFound('text')
  const text = await noting(caller, fileId, () => readBeginning(caller, { fileId, limit: SHOWN })).catch(nullIfMissing)
  return text === null ? null : { text, markdown: shown === 'markdown', cut: size > SHOWN }
}
