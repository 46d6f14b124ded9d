import { rmSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { now } from '@/lib/clock'
import type { Settings } from '@/lib/env'
import { recordRestoration } from '@/lib/organization/record-restoration'
import { systemCaller } from '@/lib/principal'
import { accountOf } from '../application-account'
import { CannotStart, reason } from '../cannot-start'
import { findAuthSecret, prepareDataDir } from '../data-dir'
import { type Database, openDatabase } from '../database'
import { migrate, MIGRATIONS } from '../migrate'
import { settle } from '../settle'
import { load } from './load'
import { type Manifest, readManifest } from './manifest'
import { dropFiles, dropStage, placeFiles, stageFiles } from './place-files'
import { type Progress, startProgress } from './progress'
import { requireKnown, requireNothing, requireRoom, roomFor } from './requirements'
import type { Stilled } from './still'
import { verify } from './verify'

/** Milliseconds that PostgreSQL may take to end. */
const STOP_PATIENCE = 8000

export type Restored = Stilled & { manifest: Manifest }

/** Brings a backup into an empty installation, whole or not at all. Throws `CannotStart`, in nearly every case before anything is written. */
export async function restoreBackup(folder: string, settings: Settings): Promise<Restored> {
  const progress = startProgress()
  try {
    const manifest = await check(folder, settings, progress)
    return { manifest, ...(await bringBack(folder, settings, manifest, progress)) }
  } finally {
    progress.clear()
  }
}

async function check(folder: string, settings: Settings, progress: Progress) {
  const { dataDir, databaseUrl, authSecret } = settings
  const manifest = readManifest(folder, authSecret || findAuthSecret(dataDir), dataDir)
  requireKnown(folder, manifest)
  await requireNothing(settings)
  await requireRoom(dataDir, roomFor(manifest, !databaseUrl))
  await verify(folder, manifest, progress)
  return manifest
}

/** What has been made so far, so that a restore that fails or is stopped leaves nothing of it. */
type Made = { dataDir: string; embedded: boolean; database?: Database; placed?: boolean; lasting?: boolean }

async function bringBack(folder: string, settings: Settings, manifest: Manifest, progress: Progress): Promise<Stilled> {
  const made: Made = { dataDir: settings.dataDir, embedded: !settings.databaseUrl }
  const stopTaking = undoOnSignal(made)
  try {
    prepareDataDir(settings.dataDir)
    await stageFiles(folder, settings.dataDir, manifest, progress)
    made.database = await openDatabase(settings)
    const stilled = await fill(made, made.database, folder, manifest, progress)
    await settleIn(settings, made.database, { madeAt: manifest.madeAt, ...stilled })
    return stilled
  } catch (error) {
    if (made.lasting) throw error
    await undo(made)
    throw error instanceof CannotStart ? error : new CannotStart(`The restore stopped, and nothing of it was kept: ${reason(error)}.`)
  } finally {
    stopTaking()
    await made.database?.stop(performance.now() + STOP_PATIENCE)
  }
}

/** From the commit on everything is there for good: files first, which without their rows are nothing. */
async function fill(made: Made, { ownerUrl }: Database, folder: string, manifest: Manifest, progress: Progress): Promise<Stilled> {
  const client = new Client(ownerUrl)
  client.on('error', () => {})
  await client.connect()
  try {
    const stilled = await load(client, folder, manifest, now(), progress)
    await placeFiles(made.dataDir)
    made.placed = true
    made.lasting = true
    await client.query('COMMIT').catch((error: unknown) => {
      made.lasting = false
      throw error
    })
    await client.query('ANALYZE')
    return stilled
  } finally {
    await client.end()
  }
}

/** Gives the application's account its rights, and the trail its event. */
async function settleIn(settings: Settings, { url, ownerUrl }: Database, restoration: { madeAt: string } & Stilled) {
  await migrate(ownerUrl, MIGRATIONS, await accountOf(url))
  settle(settings, url)
  await recordRestoration(systemCaller('restore'), restoration)
}

/** Takes away what was made here, and nothing that another process may have put there meanwhile. */
async function undo(made: Made) {
  const { dataDir, embedded, database, placed } = made
  made.database = undefined
  await database?.stop(performance.now() + STOP_PATIENCE)
  await dropStage(dataDir)
  if (placed) await dropFiles(dataDir)
  if (embedded && database) rmSync(path.join(dataDir, 'postgres'), { recursive: true, force: true })
}

/** Ctrl-C means the same as a failure, until what is done lasts. Returns how to stop listening. */
function undoOnSignal(made: Made) {
  const end = () => {
    if (!made.lasting) void undo(made).finally(() => process.exit(130))
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
  for (const signal of signals) process.on(signal, end)
  return () => signals.forEach((signal) => process.off(signal, end))
}
