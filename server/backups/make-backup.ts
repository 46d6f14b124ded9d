import path from 'node:path'
import { now } from '@/lib/clock'
import { CannotStart, reason } from '../process/cannot-start'
import { VERSION } from '../process/version'
import { type Copied, copyFiles } from './copy-files'
import { dump } from './dump'
import { emptyFolder, takeFolder } from './folder'
import { checkOf, FORMAT, type Manifest, writeManifest } from './manifest'
import { onSignal, STOPPED } from './on-signal'
import { startProgress } from './progress'

type From = { ownerUrl: string; dataDir: string; authSecret: string }

export type Backup = { manifest: Manifest } & Pick<Copied, 'missing' | 'damaged'>

/**
 * Copies everything into a new or empty folder while Foyer goes on: the tables as they stand at one moment, then the files
 * they name, which nothing changes and nothing erases within a week. Throws `CannotStart`; then, or when
 * it is told to end, nothing is left in the folder.
 */
export async function makeBackup(folder: string, { ownerUrl, dataDir, authSecret }: From): Promise<Backup> {
  takeFolder(folder, dataDir)
  const progress = startProgress()
  const stopTaking = onSignal(() => {
    emptyFolder(folder)
    process.exit(STOPPED)
  })
  try {
    const madeAt = now().toISOString()
    const dumped = await dump(ownerUrl, folder, progress)
    const { count, bytes, list, missing, damaged } = await copyFiles(path.join(dataDir, 'files'), folder, progress)
    const manifest = {
      format: FORMAT,
      foyer: VERSION,
      madeAt,
      secretCheck: checkOf(authSecret),
      ...dumped,
      files: { count, bytes, missing: missing.length, list },
    } as const
    await writeManifest(folder, manifest, authSecret)
    return { manifest, missing, damaged }
  } catch (error) {
    emptyFolder(folder)
    throw error instanceof CannotStart ? error : new CannotStart(`No backup was made in ${folder}: ${reason(error)}.`)
  } finally {
    stopTaking()
    progress.clear()
  }
}
