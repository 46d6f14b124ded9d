import { createServer } from 'node:http'
import next from 'next'
import type { Settings } from '@/lib/env'
import { hushed } from '@/lib/log/capture'
import { isForBytes, sendBytes } from '../doors/file-bytes'
import { foreignDoors } from '../doors/foreign'
import { knownActions } from '../forms/known-actions'
import { createFront, type Door, type Front } from './front'
import { listen } from './http-server'
import { isForLocalMail, sendLocalMail } from '../doors/local-mail-document'
import { isForZip, sendZip } from '../doors/space-zip'
import { isForTerms, sendTerms } from '../doors/terms-pdf'
import type { Watching } from '../metrics/prepare-metrics'
import type { Tracing } from '../tracing/start-tracing'
import { isPiece, receivePiece } from '../doors/pieces'
import { isUpload, receiveUpload } from '../doors/uploads'

/** The hot ways in that do without Next.js. */
const doors: Door[] = [
  { matches: isForBytes, answer: sendBytes },
  { matches: isUpload, answer: receiveUpload },
  { matches: isPiece, answer: receivePiece },
  { matches: isForLocalMail, answer: sendLocalMail },
  { matches: isForTerms, answer: sendTerms },
  { matches: isForZip, answer: sendZip },
]

/** Makes Next.js ready to answer. In development it builds what it is asked for. */
export async function prepareNext({ port, publicUrl }: Settings, dev: boolean) {
  const { hostname } = new URL(publicUrl)
  // Where an action leads, Next.js would ask for by itself: `stayInside` answers that, and no such host exists.
  process.env.__NEXT_PRIVATE_ORIGIN = 'http://portal.invalid'
  // Given a server of its own, it does not hang its upgrades on ours, where they would be let through unseen.
  const app = next({ dev, dir: process.cwd(), hostname, port, ...(dev ? {} : { httpServer: createServer() }) })
  // Next.js tells how long it read its configuration; what a start prints is ours to say.
  await (dev ? app.prepare() : hushed(() => app.prepare()))
  return app
}

export type Next = Awaited<ReturnType<typeof prepareNext>>

type Surroundings = {
  dev: boolean
  health: Front['health']
  /** Seats there are. */ most: number
  /** Null: nobody reads figures. */ watching: Watching | null
  /** Null: nobody takes traces. */ tracing: Tracing | null
}

/** Opens the port: from here on Foyer answers. */
export function openFront(settings: Settings, app: Next, { dev, health, most, watching, tracing }: Surroundings) {
  const actions = dev ? null : knownActions()
  const front = createFront({
    settings,
    dev,
    health,
    metrics: watching?.metrics ?? null,
    doors,
    foreign: foreignDoors,
    actions,
    next: app.getRequestHandler(),
  })
  const traced = tracing ? tracing.watch(front) : front
  return listen(settings.port, watching ? watching.watch(traced) : traced, { upgrades: dev, most })
}
