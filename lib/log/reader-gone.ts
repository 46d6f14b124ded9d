import { currentRequest } from './request'

/** What streams say where the other end went away while they were at it. */
const partings = new Set([
  'ABORT_ERR',
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'ERR_STREAM_DESTROYED',
  'ERR_STREAM_PREMATURE_CLOSE',
  'ERR_STREAM_WRITE_AFTER_END',
])
const names = new Set(['AbortError', 'ResponseAborted'])

/**
 * Whether an error says no more than that whoever asked has left: a download that is broken off, a page that is left
 * while it loads. Nobody failed, and there is nobody to tell.
 */
export const isReaderGone = (error: unknown) => currentRequest()?.isGone() === true && isParting(error)

function isParting(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error ? String(error.code) : ''
  return partings.has(code) || names.has(error.name) || (error.cause !== undefined && isParting(error.cause))
}
