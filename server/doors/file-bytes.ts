import type { FileHandle } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { noting } from '@/lib/files/missing-files'
import { openStored } from '@/lib/files/read-file'
import { ID } from '@/lib/ids'
import { anonymousCaller, type Caller, type Environment } from '@/lib/principal'
import { mayStillOpen, openFile, type OpenedFile } from '@/lib/sharing/open-file'
import { versionNumber } from '@/lib/sharing/versions/version-number'
import { chooseBytes } from './byte-range'
import { headersOf } from './byte-headers'
import { callerOf } from './caller-of'
import { sendParts } from './parts'
import { refuse } from './refuse'
import { watchAccess } from './watch-access'

/** Milliseconds without a byte taken: the reader is gone, or holds the file open for nothing. */
const PATIENCE = 120_000

const path = new RegExp(`^/api/files/(${ID})(?:\\?(.*))?$`)

/** Whether a request is for a file's bytes: GET or HEAD of `/api/files/<resourceId>`, with `?download=1` to keep it, `?version=2` for an older version. */
export const isForBytes = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && path.test(url ?? '')

/** Decides, then streams what was asked for; cut off within 5 s when access ends. */
export async function sendBytes(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  const [, resourceId = '', query] = path.exec(request.url ?? '') ?? []
  const wanted = new URLSearchParams(query)
  const asked = {
    resourceId,
    download: wanted.has('download'),
    // A number that can't be read is one that no version has: no other bytes are sent in its place.
    version: wanted.has('version') ? versionNumber.parse(wanted.get('version')) : undefined,
    peek: request.method === 'HEAD',
  }
  let caller: Caller = anonymousCaller(environment)
  try {
    caller = await callerOf(request, environment)
    const file = await openFile(caller, asked)
    watchAccess(response, async () =>
      mayStillOpen(await callerOf(request, environment, { unattended: true }), asked, file),
    )
    await answer(request, response, file, () => noting(caller, file.fileId, () => openStored(file.fileId)))
  } catch (error) {
    await refuse(error, caller, request, response, `/shared-with-me/${resourceId}`)
  }
}

async function answer(
  { method, headers }: IncomingMessage,
  response: ServerResponse,
  file: OpenedFile,
  open: () => Promise<FileHandle>,
) {
  const { range: _range, ...unranged } = headers
  const representation = { size: file.size, etag: file.etag, lastModified: file.storedAt }
  const chosen = chooseBytes(method === 'HEAD' ? unranged : headers, representation)
  // Who asks for the head alone is told of bytes that are missing, as whoever reads them.
  if (method === 'HEAD') await (await open()).close()
  if (method !== 'GET' || !chosen.range) return void response.writeHead(chosen.status, headersOf(file, chosen)).end()
  const stored = await open()
  try {
    response.writeHead(chosen.status, headersOf(file, chosen))
    response.setTimeout(PATIENCE, () => response.destroy())
    // A reader who leaves is no failure: both ends are closed, and there is nobody left to tell.
    const whole = await sendParts(stored, chosen.range, response)
    if (whole) response.end()
    else response.destroy()
  } finally {
    await stored.close()
  }
}
