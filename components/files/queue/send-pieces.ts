import type { DetailedError } from 'tus-js-client'
import { parsed, uploadAnswer } from '../upload-answer'

/** Bytes of a piece: the right to send is asked for each, and a proxy that gathers a request before it passes it on holds no more. */
const PIECE = 32 * 1024 * 1024

/** `place`: where the file goes on; null: it is begun. `onPlace`: where it will. */
type Sending = {
  spaceId: string
  place: string | null
  onPlace: (place: string) => void
  onProgress: (sent: number) => void
}

/** How sending ended. `again`: worth trying again by itself, after `wait` milliseconds where the server said so. `anew`: what had arrived is no longer there. `holds`: what it holds up: `all` that is sent, or `more` until something is added. */
export type Ending =
  | { by: 'arrival'; fileId: string }
  | { by: 'trouble'; again: boolean; anew: boolean; wait: number | null; problem: string; holds?: 'all' | 'more' }

/** Sends a file in pieces, from where it stands. `stop` leaves what has arrived for the next time. */
export function sendPieces(file: File, { spaceId, place, onPlace, onProgress }: Sending) {
  const state: { stopped: boolean; abort: () => void } = { stopped: false, abort: () => {} }
  const ended = new Promise<Ending>((resolve) => {
    // Loaded with the first file: no page waits for it.
    const begin = async () => {
      const { Upload } = await import('tus-js-client')
      if (state.stopped) return
      const sender = new Upload(file, {
        // With both, a server that is away when it is asked how far the file is would be sent all of it again.
        ...(place ? { uploadUrl: place } : { endpoint: `/api/uploads?space=${spaceId}` }),
        chunkSize: PIECE,
        retryDelays: null,
        storeFingerprintForResuming: false,
        metadata: { filename: file.name.toWellFormed() },
        onUploadUrlAvailable: () => onPlace(sender.url!),
        onProgress,
        onError: (error) => resolve(troubleIn(error)),
        onSuccess: () => resolve({ by: 'arrival', fileId: sender.url!.split('/').at(-1)! }),
      })
      state.abort = () => void sender.abort()
      sender.start()
    }
    begin().catch(() => resolve({ by: 'trouble', again: true, anew: false, wait: null, problem: LOST }))
  })
  const stop = () => {
    state.stopped = true
    state.abort()
  }
  return { ended, stop }
}

/** Gives up what has arrived of a file. Where that can't be said now, it is given up by itself in time. */
export const giveUp = (place: string) =>
  fetch(place, { method: 'DELETE', headers: { 'Tus-Resumable': '1.0.0' } }).catch(() => {})

const LOST = 'The connection was lost. It goes on by itself.'

/** What passes by itself: a piece that is still arriving, an instance that is gone, too much at once. */
const passing = new Set([409, 423, 425, 429, 500, 502, 503, 504])

/** What every other file would be answered as well: signed out, not allowed any longer, no room on the disk. */
const forAll = new Set([401, 403, 507])

function codeIn(body: string) {
  const answer = parsed(body)
  return typeof answer === 'object' && answer !== null && 'code' in answer ? answer.code : null
}

function troubleIn(error: Error | DetailedError): Ending {
  const response = 'originalResponse' in error ? error.originalResponse : null
  if (!response) return { by: 'trouble', again: true, anew: false, wait: null, problem: LOST }
  const status = response.getStatus()
  const after = Number(response.getHeader('Retry-After'))
  const told = response.getHeader('X-Foyer-Sentence')
  return {
    by: 'trouble',
    again: passing.has(status) || status === 404 || status === 410,
    anew: status === 404 || status === 410,
    wait: after > 0 ? after * 1000 : null,
    problem: told ? decodeURIComponent(told) : uploadAnswer(status, response.getBody()),
    holds: forAll.has(status) ? 'all' : codeIn(response.getBody()) === 'file.too-many-waiting' ? 'more' : undefined,
  }
}
