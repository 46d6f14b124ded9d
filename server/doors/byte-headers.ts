import { disposition } from '@/lib/disposition'
import type { Showing } from '@/lib/files/media-type'
import type { OpenedFile } from '@/lib/sharing/open-file'
import type { Answer } from './byte-range'

// What a browser needs to show the bytes when they are opened by themselves, and nothing that runs.
// `sandbox` gives the document an origin of its own; Chromium's PDF viewer does not start in one, and its
// player fetches from there without the session's cookie.
export const documents: Record<Showing, string> = {
  pdf: "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf",
  audio: "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'",
  video: "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'",
  image: "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; sandbox",
  text: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
  markdown: "default-src 'none'; style-src 'unsafe-inline'; sandbox",
}

/** `storedAt`: null where no time tells whether it changed. */
type Described = Pick<OpenedFile, 'name' | 'mediaType' | 'size' | 'etag' | 'shown'> & { storedAt: Date | null }

/** The headers of a file's bytes: whatever they are, nothing in them runs on this origin (promise D1). */
export function headersOf(file: Described, answer: Answer): Record<string, string | number> {
  const { shown, size } = file
  return {
    'Content-Type': contentType(file),
    'Content-Disposition': disposition(file.name, shown ? 'inline' : 'attachment'),
    'Content-Security-Policy': shown
      ? `${documents[shown]}; frame-ancestors 'self'`
      : "default-src 'none'; sandbox; frame-ancestors 'none'",
    'X-Frame-Options': shown ? 'SAMEORIGIN' : 'DENY',
    'X-Content-Type-Options': 'nosniff',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
    'Accept-Ranges': 'bytes',
    ETag: file.etag,
    ...(file.storedAt && { 'Last-Modified': file.storedAt.toUTCString() }),
    ...lengthOf(answer, size),
  }
}

/** Text is text, whatever its ending says. */
const contentType = ({ shown, mediaType }: Described) =>
  shown === 'text' || shown === 'markdown' ? 'text/plain; charset=utf-8' : mediaType

function lengthOf({ status, range }: Answer, size: number): Record<string, string | number> {
  if (status === 304) return {}
  if (status === 412) return { 'Content-Length': 0 }
  if (status === 416) return { 'Content-Length': 0, 'Content-Range': `bytes */${size}` }
  if (!range) return { 'Content-Length': 0 }
  const length = { 'Content-Length': range.end - range.start + 1 }
  return status === 206 ? { ...length, 'Content-Range': `bytes ${range.start}-${range.end}/${size}` } : length
}
