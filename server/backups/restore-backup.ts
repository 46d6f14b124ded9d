import { rmSync } from 'node:fs'
import path from 'node:path'
import { Client } from 'pg'
import { now } from '@/lib/clock'
import type { Settings } from '@/lib/env'
import { flushDirectory } from '@/lib/files/flush-directory'
import { recordRestoration } from '@/lib/organization/record-restoration'
import { systemCaller } from '@/lib/principal'
import { accountOf } from '../database/application-account'
import { CannotStart, reason } from '../process/cannot-start'
import { findAuthSecret, prepareDataDir } from '../process/data-dir'
import { type Database, openDatabase } from '../database/database'
import { migrate, MIGRATIONS } from '../database/migrate'
import { putIntoEnvironment } from '../process/settings-into-environment'
import { load } from './load'
import { type Manifest, readManifest } from './manifest'
import { onSignal, STOPPED } from './on-signal'
import { dropFiles, dropStage, placeFiles, stageFiles } from './place-files'
import { type Progress, startProgress } from './progress'
import { isEmptyThere, requireKnown, requireNothing, requireRoom, roomFor } from './requirements'
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
type Made = {
  dataDir: string
  embedded: boolean
  opening?: Promise<Database>
  placed?: boolean
  lasting?: boolean
  undoing?: Promise<boolean>
}

async function bringBack(folder: string, settings: Settings, manifest: Manifest, progress: Progress): Promise<Stilled> {
  const made: Made = { dataDir: settings.dataDir, embedded: !settings.databaseUrl }
  const stopTaking = undoOnSignal(made)
  try {
    prepareDataDir(settings.dataDir)
    await stageFiles(folder, settings.dataDir, manifest, progress)
    made.opening = openDatabase(settings)
    const database = await made.opening
    const stilled = await fill(made, database, folder, manifest, progress)
    await settleIn(settings, database, { madeAt: manifest.madeAt, ...stilled })
    return stilled
  } catch (error) {
    if (made.lasting) throw error
    const gone = await undo(made)
    throw error instanceof CannotStart ? error : new CannotStart(told(reason(error), gone))
  } finally {
    stopTaking()
    if (!made.undoing) await stopDatabase(made)
  }
}

const told = (why: string, gone: boolean) =>
  gone
    ? `The restore stopped, and nothing of it was kept: ${why}.`
    : `The restore stopped (${why}), and what it left could not be taken away: restore into a new DATA_DIR, and a new database.`

/** Once the files have their place there is no way back but the commit's: files first, which without their rows are nothing. */
async function fill(
  made: Made,
  { ownerUrl }: Database,
  folder: string,
  manifest: Manifest,
  progress: Progress,
): Promise<Stilled> {
  const client = new Client(ownerUrl)
  client.on('error', () => {})
  await client.connect()
  try {
    const stilled = await load(client, folder, manifest, now(), progress)
    if (made.undoing) throw new Error('it was told to')
    made.lasting = true
    await commit(made, client).catch((error: unknown) => {
      made.lasting = false
      throw error
    })
    await client.query('ANALYZE')
    return stilled
  } finally {
    await client.end()
  }
}

async function commit(made: Made, client: Client) {
  await placeFiles(made.dataDir)
  made.placed = true
  await flushDirectory(made.dataDir)
  await client.query('COMMIT')
}

/** Gives the application's account its rights, and the trail its event. */
async function settleIn(settings: Settings, { url, ownerUrl }: Database, restoration: { madeAt: string } & Stilled) {
  await migrate(ownerUrl, MIGRATIONS, await accountOf(url))
  putIntoEnvironment(settings, url)
  await recordRestoration(systemCaller('restore'), restoration)
}

/** What is just being started has to be there before it can be asked or taken down. Null: there is none. */
const opened = async ({ opening }: Made) => (await opening?.catch(() => null)) ?? null

const stopDatabase = async (made: Made) => (await opened(made))?.stop(performance.now() + STOP_PATIENCE)

/** Takes away what was made here, once. Resolves to whether nothing of it is left. */
const undo = (made: Made) => (made.undoing ??= takeAway(made))

/** A database with something in it is another's, who was faster, or was committed though the word of it got lost: it stays, with its files. */
async function takeAway(made: Made) {
  const { dataDir, embedded, placed } = made
  const database = await opened(made)
  const empty = database ? await isEmptyThere(database.ownerUrl).catch(() => false) : false
  await stopDatabase(made)
  if (empty && embedded) rmSync(path.join(dataDir, 'postgres'), { recursive: true, force: true })
  if (empty && placed) await dropFiles(dataDir)
  await dropStage(dataDir)
  return empty || !database
}

/** Ctrl-C means the same as a failure, until what is done lasts. Returns how to stop listening. */
const undoOnSignal = (made: Made) =>
  onSignal(() => {
    if (!made.lasting) void undo(made).finally(() => process.exit(STOPPED))
  })
