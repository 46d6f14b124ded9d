import type { IncomingMessage, ServerResponse } from 'node:http'
import { settings } from '@/lib/env'
import type { ErrorCode } from '@/lib/error-codes'
import { Invalid } from '@/lib/errors'
import { ID } from '@/lib/ids'
import { storeFile } from '@/lib/files/store-file'
import { tooLarge } from '@/lib/files/too-large'
import { maySend } from '@/lib/files/uploads/may-send'
import { anonymousCaller, type Caller, type Environment } from '@/lib/principal'
import { callerOf } from './caller-of'
import { refuse, say } from './refuse'
import { drain, hasLeft } from './sender'
import { watchAccess } from './watch-access'

/** Milliseconds without a byte arriving: the sender is gone. */
const PATIENCE = 60_000

const place = new RegExp(`^/api/files(?:\\?space=(${ID}))?$`)

/** Whether a request brings a file: PUT of `/api/files`, its bytes as the body, its name in `x-foyer-file-name`. `?space=` names the space that it is for. */
export const isUpload = ({ method, url }: IncomingMessage) => method === 'PUT' && place.test(url ?? '')

const spaceOf = ({ url }: IncomingMessage) => place.exec(url ?? '')?.[1] ?? null

/** Streams the body to the disk; cut off within 5 s when the right to send it ends. Answers `{ fileId, name, size, shown }`: `name` as it will be read, `shown` where a page can show the file. */
export async function receiveUpload(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  let caller: Caller = anonymousCaller(environment)
  try {
    const size = declaredSize(request)
    if (size === null)
      return answerPlainly(request, response, 411, 'Say how long the file is (Content-Length).', 'file.no-length')
    if (size > settings().fileLimit)
      return answerPlainly(request, response, 413, tooLarge(settings().fileLimit), 'file.too-large')
    caller = await callerOf(request, environment)
    request.setTimeout(PATIENCE, () => request.destroy())
    const spaceId = spaceOf(request)
    const stillMay = async () => maySend(await callerOf(request, environment, { unattended: true }), { spaceId })
    watchAccess(response, stillMay)
    const stored = await storeFile(caller, { name: fileName(request), size, body: request, spaceId })
    response
      .writeHead(201, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' })
      .end(JSON.stringify(stored))
  } catch (error) {
    if (hasLeft(request)) return void response.destroy()
    drain(request)
    await refuse(error, caller, request, response)
  }
}

function declaredSize({ headers }: IncomingMessage) {
  const length = headers['content-length']
  return length !== undefined && /^\d{1,15}$/.test(length) ? Number(length) : null
}

/** Percent-encoded UTF-8, since headers have no letters beyond Latin-1. */
function fileName({ headers }: IncomingMessage) {
  try {
    return decodeURIComponent(String(headers['x-foyer-file-name'] ?? ''))
  } catch {
    throw new Invalid('file.unreadable-name', {
      fileId: 'The name of this file can’t be read. Rename it and choose it again.',
    })
  }
}

function answerPlainly(
  request: IncomingMessage,
  response: ServerResponse,
  status: number,
  sentence: string,
  code: ErrorCode,
) {
  drain(request)
  say(response, status, sentence, code)
}
