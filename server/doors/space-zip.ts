import type { IncomingMessage, ServerResponse } from 'node:http'
import { NotFound } from '@/lib/errors'
import { noting } from '@/lib/files/missing-files'
import { openStored } from '@/lib/files/read-file'
import { partsIn } from '@/lib/files/zip/layout'
import { ID, isId } from '@/lib/ids'
import { spacePath } from '@/lib/page-paths'
import { anonymousCaller, type Caller, type Environment } from '@/lib/principal'
import { mayStillOpenZip, openZip, type OpenedZip, readZipPage } from '@/lib/sharing/spaces/open-zip'
import type { ZipSource } from '@/lib/sharing/spaces/zip-contents'
import { headersOf } from './byte-headers'
import { chooseBytes } from './byte-range'
import { callerOf } from './caller-of'
import { openAhead } from './open-ahead'
import { type Piece, sendPieces } from './parts'
import { refuse } from './refuse'
import { watchAccess } from './watch-access'

/** Milliseconds without a byte taken: the reader is gone, or holds files open for nothing. */
const PATIENCE = 120_000

/** Milliseconds after which what was decided is asked once more. */
const LONG = 1000

const path = new RegExp(`^/api/spaces/(${ID})/zip(?:\\?(.*))?$`)

/** Whether a request is for a ZIP of a space: GET or HEAD of `/api/spaces/<spaceId>/zip`, with `?folder=<id>` for a folder of it, with `?things=<id>,<id>` for these alone. */
export const isForZip = ({ method, url }: IncomingMessage) =>
  (method === 'GET' || method === 'HEAD') && path.test(url ?? '')

/** Decides on each thing, then streams a ZIP of those that may be downloaded, or a range of it; cut off within 5 s when access to what is still to come ends. */
export async function sendZip(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  const [, spaceId = '', query] = path.exec(request.url ?? '') ?? []
  let caller: Caller = anonymousCaller(environment)
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  const begunAt = performance.now()
  try {
    caller = await callerOf(request, environment)
    const asked = { spaceId, things: thingsIn(query), folderId: folderIn(query), signal: gone.signal }
    const zip = await openZip(caller, { ...asked, peek: request.method === 'HEAD' })
    // What was decided before a long look at old files is decided anew before the first byte.
    if (performance.now() - begunAt > LONG) await decideAnew(request, { zip, spaceId, environment })
    await answer(request, response, { zip, caller, spaceId, environment })
  } catch (error) {
    if (gone.signal.aborted) return void response.destroy()
    await refuse(error, caller, request, response, spacePath(spaceId))
  }
}

/** The ids that a query names, once or several times; null: none, which asks for all. What is no id is something that is not there. */
function thingsIn(query: string | undefined) {
  const named = new URLSearchParams(query).getAll('things')
  return named.length > 0 ? named.flatMap((some) => some.split(',')).filter(isId) : null
}

/** The folder that a query names; null: none. */
const folderIn = (query: string | undefined) => new URLSearchParams(query).get('folder')

async function decideAnew(
  request: IncomingMessage,
  { zip, spaceId, environment }: Pick<Sending, 'zip' | 'spaceId' | 'environment'>,
) {
  const things = zip.layout.parts.flatMap(thingOf)
  if (!(await mayStillOpenZip(await callerOf(request, environment), spaceId, things))) throw new NotFound('resource')
}

type Sending = { zip: OpenedZip; caller: Caller; spaceId: string; environment: Environment }

async function answer(request: IncomingMessage, response: ServerResponse, sending: Sending) {
  const { method, headers } = request
  const { range: _range, ...unranged } = headers
  const { name, etag, layout } = sending.zip
  const chosen = chooseBytes(method === 'HEAD' ? unranged : headers, { size: layout.size, etag, lastModified: null })
  const file = { name, etag, size: layout.size, mediaType: 'application/zip', shown: null, storedAt: null }
  response.writeHead(chosen.status, headersOf(file, chosen))
  if (method !== 'GET' || !chosen.range) return void response.end()
  response.setTimeout(PATIENCE, () => response.destroy())
  // A reader who leaves is no failure, nor is a page that was changed meanwhile: who asks again gets the ZIP as it is then.
  if (await send(request, response, sending, [...partsIn(layout, chosen.range)])) response.end()
  else response.destroy()
}

type Wanted = ReturnType<typeof partsIn<ZipSource>> extends Generator<infer Part> ? Part : never

async function send(
  request: IncomingMessage,
  response: ServerResponse,
  { caller, spaceId, environment }: Sending,
  wanted: Wanted[],
) {
  let [sent, changed] = [0, false]
  watchAccess(response, async () => {
    const toCome = wanted.slice(sent).flatMap(thingOf)
    return mayStillOpenZip(await callerOf(request, environment, { unattended: true }), spaceId, toCome)
  })
  const pieces = async function* () {
    for await (const piece of openAhead(wanted, (one) => open(caller, one))) {
      if (!piece) changed = true
      if (!piece) return
      yield piece
      sent++
    }
  }
  return (await sendPieces(pieces(), response)) && !changed
}

const thingOf = ({ content }: Pick<Wanted, 'content'>) =>
  !Buffer.isBuffer(content) && 'thing' in content.source ? [content.source.thing] : []

/** Null: a page is no longer what it was. */
async function open(caller: Caller, { content, from, to }: Wanted): Promise<Piece | null> {
  if (Buffer.isBuffer(content)) return content.subarray(from, to + 1)
  const { source } = content
  if ('bytes' in source) return source.bytes.subarray(from, to + 1)
  if ('sha256' in source) return (await readZipPage(caller, source))?.subarray(from, to + 1) ?? null
  const { fileId } = source.thing
  return { file: await noting(caller, fileId, () => openStored(fileId)), from, to }
}
