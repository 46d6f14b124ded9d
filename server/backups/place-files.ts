import { existsSync, readdirSync, rmdirSync } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { counted } from '@/lib/counted'
import { flushAll } from './copy-files'
import { filesIn, readList } from './layout'
import type { Manifest } from './manifest'
import { copyMeasured, isSame } from './measured'
import type { Progress } from './progress'

const storeIn = (dataDir: string) => path.join(dataDir, 'files')

const STAGE = 'files.restoring-'

/** Files on their way into their place: beside it, so that one rename brings all, and each process's own. */
const stageIn = (dataDir: string) => path.join(dataDir, `${STAGE}${process.pid}`)

/** Whether files lie where those of the backup are to lie. */
export const hasFiles = (dataDir: string) => existsSync(storeIn(dataDir)) && readdirSync(storeIn(dataDir)).length > 0

/** Copies the files of the backup beside their place. Throws where one is not what the backup says. */
export async function stageFiles(folder: string, dataDir: string, { files }: Manifest, progress: Progress) {
  await sweepStages(dataDir)
  await mkdir(stageIn(dataDir), { recursive: true, mode: 0o700 })
  let copied = 0
  for await (const { place, ...wanted } of readList(folder)) {
    progress.show(`Copied ${counted(copied++, 'file', 'files')} of ${files.count}`)
    const target = path.join(stageIn(dataDir), place)
    await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
    if (!isSame(await copyMeasured(path.join(filesIn(folder), place), target), wanted))
      throw new Error(`${place} changed while it was copied`)
  }
  await flushAll(stageIn(dataDir))
}

/** Takes away what a kill left; not what another process is at. */
async function sweepStages(dataDir: string) {
  const pids = readdirSync(dataDir).flatMap((name) => (name.startsWith(STAGE) ? [name.slice(STAGE.length)] : []))
  for (const pid of pids)
    if (pid === String(process.pid) || !isRunning(Number(pid)))
      await rm(path.join(dataDir, STAGE + pid), { recursive: true, force: true })
}

function isRunning(pid: number) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

export const dropStage = (dataDir: string) => rm(stageIn(dataDir), { recursive: true, force: true })

/** All of them at once, or none. Throws where files lie already. */
export async function placeFiles(dataDir: string) {
  if (existsSync(storeIn(dataDir))) rmdirSync(storeIn(dataDir))
  await rename(stageIn(dataDir), storeIn(dataDir))
}

export const dropFiles = (dataDir: string) => rm(storeIn(dataDir), { recursive: true, force: true })
