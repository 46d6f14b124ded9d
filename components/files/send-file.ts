import { parsed, uploadAnswer } from './upload-answer'

/** `shown`: a page can show it. Undefined: a build before this one answered. */
export type SentFile = { fileId: string; name: string; size: number; shown?: boolean }

/** `spaceId`: the space that a file is for; null: none. */
type Sending = { spaceId: string | null; onProgress: (sent: number) => void; signal: AbortSignal }

/** Said only where there was no answer at all. */
const LOST = 'The connection was lost before the file had arrived. Try again.'

/** Milliseconds between two reports of how much has left: WebKit makes thousands in a second, each of which would be drawn. */
const TELL_EVERY = 100

/**
 * Sends a file's bytes to the portal as they are. XMLHttpRequest, because fetch does not say how much has left.
 * Rejects with a sentence to show.
 */
export function sendFile(file: File, { spaceId, onProgress, signal }: Sending): Promise<SentFile> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', spaceId ? `/api/files?space=${spaceId}` : '/api/files')
    request.setRequestHeader('x-foyer-file-name', encodeURIComponent(shortName(file.name)))
    request.setRequestHeader('Content-Type', 'application/octet-stream')
    let told = -TELL_EVERY
    request.upload.onprogress = ({ loaded, timeStamp }) => {
      if (timeStamp - told < TELL_EVERY) return
      told = timeStamp
      onProgress(loaded)
    }
    request.onerror = () => reject(new Error(LOST))
    request.onload = () => {
      const file = request.status === 201 ? arrived(request.responseText) : null
      if (file) resolve(file)
      else reject(new Error(uploadAnswer(request.status, request.responseText)))
    }
    signal.addEventListener('abort', () => request.abort())
    request.send(file)
  })
}

/** A header has room for a few thousand letters; the server keeps 255 bytes of them, and the ending. */
const shortName = (name: string) =>
  (name.length > 400 ? name.slice(0, 300) + name.slice(-40) : name).replace(/\p{Cs}/gu, '')

function arrived(text: string): SentFile | null {
  const answer = parsed(text)
  return isFile(answer) ? answer : null
}

const isFile = (answer: unknown): answer is SentFile =>
  typeof answer === 'object' && answer !== null && 'fileId' in answer && 'name' in answer && 'size' in answer
