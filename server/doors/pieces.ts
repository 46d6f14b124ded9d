import { finished, PassThrough, Readable } from 'node:stream'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { DataStore, Server, Upload } from '@tus/server'
import { settings } from '@/lib/env'
import type { ErrorCode } from '@/lib/error-codes'
import { Conflict } from '@/lib/errors'
import { tooLarge } from '@/lib/files/too-large'
import { beginUpload } from '@/lib/files/uploads/begin-upload'
import { EXPIRES } from '@/lib/files/uploads/expires'
import { findUpload } from '@/lib/files/uploads/find-upload'
import { finishUpload } from '@/lib/files/uploads/finish-upload'
import { type Held, holdUpload } from '@/lib/files/uploads/hold-upload'
import { maySendPiece } from '@/lib/files/uploads/may-send'
import { stopUpload } from '@/lib/files/uploads/stop-upload'
import { writePiece } from '@/lib/files/uploads/write-piece'
import { ID } from '@/lib/ids'
import { anonymousCaller, type Caller, type Environment } from '@/lib/principal'
import { callerOf } from './caller-of'
import { refuse, say } from './refuse'
import { drain, hasLeft } from './sender'
import { watchAccess } from './watch-access'

const VERSION = '1.0.0'

/** Milliseconds without a byte arriving: the sender is gone. */
const PATIENCE = 60_000

/** Milliseconds in which a request that another one follows ends, so that what has arrived of it is written. */
const DRAIN = 500

const beginning = new RegExp(`^/api/uploads(?:\\?space=(${ID}))?$`)
const one = new RegExp(`^/api/uploads/(${ID})$`)

/**
 * Whether a request is for a file that arrives in pieces, by tus 1.0: POST of `/api/uploads` begins one, with `?space=` for the
 * space that it is for; HEAD, PATCH and DELETE of `/api/uploads/<uploadId>` ask for it, bring a piece, give it up.
 */
export const isPiece = ({ method = '', url = '' }: IncomingMessage) =>
  method === 'POST' ? beginning.test(url) : ['HEAD', 'PATCH', 'DELETE'].includes(method) && one.test(url)

/** Takes a piece, or tells of the file. Whoever may not send it any more is cut off within 5 s. The file that is whole has the id of its upload. */
export async function receivePiece(request: IncomingMessage, response: ServerResponse, environment: Environment) {
  let caller: Caller = anonymousCaller(environment)
  response.setHeader('Tus-Resumable', VERSION)
  try {
    caller = await callerOf(request, environment)
    request.setTimeout(PATIENCE, () => request.destroy())
    const uploadId = one.exec(request.url ?? '')?.[1]
    const stillMay = async (id: string) =>
      maySendPiece(await callerOf(request, environment, { unattended: true }), { uploadId: id })
    if (uploadId && request.method === 'PATCH') watchAccess(response, () => stillMay(uploadId))
    const gone = new AbortController()
    response.once('close', () => gone.abort())
    await answer(request, response, caller, gone.signal)
  } catch (error) {
    if (hasLeft(request)) return void response.destroy()
    drain(request)
    if (error instanceof Conflict && error.code === 'upload.held') return say(response, 423, error.message, error.code)
    await refuse(error, caller, request, response)
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, caller: Caller, gone: AbortSignal) {
  if (request.headers['tus-resumable'] !== VERSION) {
    drain(request)
    response.setHeader('Tus-Version', VERSION)
    return say(response, 412, `Say which version of tus this is (Tus-Resumable: ${VERSION}).`, 'upload.version')
  }
  const heard: { fault?: unknown } = {}
  const spaceId = beginning.exec(request.url ?? '')?.[1] ?? null
  const told = await serverFor({ caller, spaceId, gone }, heard).handleWeb(asWeb(request))
  if (heard.fault instanceof Error) throw heard.fault
  if (hasLeft(request)) return void response.destroy()
  if (told.status >= 400) {
    drain(request)
    const { text, code } = inWords(told.status)
    return say(response, told.status, text, code)
  }
  if (!request.complete) drain(request)
  const headers = answered
    .flatMap((name) => [[name, told.headers.get(name)] as const])
    .filter(([, value]) => value !== null)
  response.writeHead(told.status, { ...Object.fromEntries(headers), 'Cache-Control': 'no-store' }).end()
}

/** What of an answer is passed on: nothing of what it says to other sites. */
const answered = ['Location', 'Upload-Offset', 'Upload-Length', 'Upload-Metadata', 'Upload-Expires', 'Connection']

/** What of a request is passed on: no other method, and no other host. */
const asked = [
  'tus-resumable',
  'upload-length',
  'upload-offset',
  'upload-metadata',
  'upload-defer-length',
  'content-length',
]

/** The request as tus reads it, with a body that can be given up without its sender, who waits for an answer. */
function asWeb(request: IncomingMessage): Request {
  const headers = new Headers()
  const brings = request.method === 'PATCH'
  for (const name of brings ? [...asked, 'content-type'] : asked) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  const url = new URL(request.url ?? '/', 'http://portal.invalid')
  const body = brings ? { body: Readable.toWeb(bodyOf(request)), duplex: 'half' as const } : {}
  return new Request(url, { method: request.method, headers, ...body } as RequestInit)
}

function bodyOf(request: IncomingMessage) {
  const body = new PassThrough()
  finished(request, (error) => error && body.destroy(error))
  return request.pipe(body)
}

const inWords = (status: number): { text: string; code: ErrorCode } =>
  sentences[status] ?? { text: 'This is no piece of a file as tus 1.0 describes it.', code: 'upload.malformed' }

const sentences: Record<number, { text: string; code: ErrorCode }> = {
  409: {
    text: 'Something else has arrived meanwhile. Ask how far the file is, and go on from there.',
    code: 'upload.wrong-offset',
  },
  410: { text: 'This file did not arrive in time, and was given up. Choose it again.', code: 'upload.expired' },
  get 413() {
    return { text: tooLarge(settings().fileLimit), code: 'file.too-large' as const }
  },
}

/** `gone`: whoever asks has left. */
type Asking = { caller: Caller; spaceId: string | null; gone: AbortSignal }

/** Speaks tus for one request of one caller. `heard`: what went wrong, which is told in our words. */
function serverFor({ caller, spaceId, gone }: Asking, heard: { fault?: unknown }) {
  const held: { now?: Held } = {}
  return new Server({
    path: '/api/uploads',
    relativeLocation: true,
    maxSize: settings().fileLimit,
    lockDrainTimeout: DRAIN,
    datastore: new Store(caller, spaceId, () => held.now?.isHeld() ?? false),
    locker: {
      newLock: (uploadId) => ({
        async lock(signal, end) {
          // One that is just begun has no id yet that anybody could know.
          if (uploadId !== NEW)
            held.now = await holdUpload(caller, {
              uploadId,
              signal: AbortSignal.any([signal, gone]),
              end: () => void end(),
            })
        },
        unlock: async () => held.now?.letGo(),
      }),
    },
    namingFunction: () => NEW,
    async onUploadFinish(_, { id }) {
      await finishUpload(caller, { uploadId: id })
      return {}
    },
    onResponseError(_, fault) {
      heard.fault = fault
      return undefined
    },
  })
}

const NEW = 'new'

/** Keeps what arrives by the verbs of lib/files, each of which decides for itself. */
class Store extends DataStore {
  override extensions = ['creation', 'termination', 'expiration']

  constructor(
    private readonly caller: Caller,
    private readonly spaceId: string | null,
    private readonly isHeld: () => boolean,
  ) {
    super()
  }

  override async create(upload: Upload) {
    const { id } = await beginUpload(this.caller, {
      name: upload.metadata?.filename ?? '',
      size: upload.size ?? 0,
      spaceId: this.spaceId,
    })
    upload.id = id
    return upload
  }

  override async getUpload(uploadId: string) {
    const { id, name, size, offset, startedAt } = await findUpload(this.caller, { uploadId })
    return new Upload({ id, size, offset, metadata: { filename: name }, creation_date: startedAt.toISOString() })
  }

  override write(body: Readable, uploadId: string, offset: number) {
    return writePiece(this.caller, { uploadId, offset, body, isHeld: this.isHeld })
  }

  override remove(uploadId: string) {
    return stopUpload(this.caller, { uploadId })
  }

  override getExpiration() {
    return EXPIRES
  }
}
