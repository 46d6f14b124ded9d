import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Measured } from './measured'

/** Where everything of a backup lies. */
export const manifestIn = (folder: string) => path.join(folder, 'manifest.json')
export const draftIn = (folder: string) => path.join(folder, 'manifest.json.draft')
export const tablesIn = (folder: string) => path.join(folder, 'tables')
export const tableIn = (folder: string, name: string) => path.join(tablesIn(folder), `${name}.copy`)
export const filesIn = (folder: string) => path.join(folder, 'files')
export const listIn = (folder: string) => path.join(folder, 'files.tsv')

/** What the list of files is made from, while the backup is made. */
export const wantedIn = (folder: string) => path.join(folder, 'wanted.tsv')

/** A file of the backup: its place within `files`, which is the place it has within DATA_DIR/files. */
export type Listed = Measured & { place: string }

export const lineOf = ({ place, bytes, sha256 }: Listed) => `${place}\t${bytes}\t${sha256}\n`

/** A stored file by its id in the folder of its first two letters, or what the store keeps about itself beside those. */
const line = /^((?:[0-9a-f]{2}\/[0-9a-f-]{36})|[\w-][\w.-]*)\t(\d+)\t([0-9a-f]{64})$/

/** The list of files, one at a time, since it may be long. Throws for a line that is none of ours. */
export async function* readList(folder: string): AsyncGenerator<Listed> {
  for await (const text of linesOf(listIn(folder))) {
    const [, place, bytes, sha256] = line.exec(text) ?? []
    if (!place || !sha256) throw new Error(`files.tsv can't be read: ${text.slice(0, 80)}`)
    yield { place, bytes: Number(bytes), sha256 }
  }
}

export const linesOf = (file: string) => createInterface({ input: createReadStream(file), crlfDelay: Infinity })
