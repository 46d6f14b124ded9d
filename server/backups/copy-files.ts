import { mkdir, readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { counted, sizeInWords } from '@/lib/counted'
import { flushDirectory } from '@/lib/files/flush-directory'
import { filesIn, lineOf, linesOf, type Listed, listIn, wantedIn } from './layout'
import { copyMeasured, type Measured, writeMeasured } from './measured'
import type { Progress } from './progress'

/** `missing` were not there, `damaged` were not what had been stored: their places. */
export type Copied = { count: number; bytes: number; missing: string[]; damaged: string[]; list: Measured }

type Wanted = { place: string; sha256: string | null }

/** Copies every file that the dump names out of `store`, and what the store keeps about itself, and lists them. */
export async function copyFiles(store: string, folder: string, progress: Progress): Promise<Copied> {
  const copied = { count: 0, bytes: 0, missing: new Array<string>(), damaged: new Array<string>() }
  await mkdir(filesIn(folder), { mode: 0o700 })
  async function* lines() {
    for await (const { place, sha256 } of listWanted(store, folder)) {
      progress.show(`${counted(copied.count, 'file', 'files')}, ${sizeInWords(copied.bytes)}`)
      const file = await copyOne(store, folder, place)
      if (!file) copied.missing.push(place)
      if (file && sha256 && file.sha256 !== sha256) copied.damaged.push(place)
      if (!file) continue
      copied.count++
      copied.bytes += file.bytes
      yield Buffer.from(lineOf(file))
    }
  }
  const list = await writeMeasured(Readable.from(lines()), listIn(folder))
  await flushAll(filesIn(folder))
  await rm(wantedIn(folder))
  return { ...copied, list }
}

async function* listWanted(store: string, folder: string): AsyncGenerator<Wanted> {
  for await (const line of linesOf(wantedIn(folder))) {
    const [id = '', , sha256 = null] = line.split('\t')
    yield { place: `${id.slice(0, 2)}/${id}`, sha256 }
  }
  const beside = await readdir(store, { withFileTypes: true }).catch(() => [])
  for (const entry of beside) if (entry.isFile()) yield { place: entry.name, sha256: null }
}

/** Null: it is not there. */
async function copyOne(store: string, folder: string, place: string): Promise<Listed | null> {
  const target = path.join(filesIn(folder), place)
  await mkdir(path.dirname(target), { recursive: true, mode: 0o700 })
  try {
    return { place, ...(await copyMeasured(path.join(store, place), target)) }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    await rm(target, { force: true })
    return null
  }
}

export async function flushAll(directory: string) {
  for (const entry of await readdir(directory, { withFileTypes: true }))
    if (entry.isDirectory()) await flushDirectory(path.join(directory, entry.name))
  await flushDirectory(directory)
}
