import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import path from 'node:path'
import { Client } from 'pg'
import { sizeInWords } from '@/lib/counted'
import type { Settings } from '@/lib/env'
import { CannotStart } from '../process/cannot-start'
import { inspect } from '../database/database'
import { VERSION } from '../process/version'
import { readMigrations } from '../database/migrate'
import { isEmpty } from './catalog'
import type { Manifest } from './manifest'
import { hasFiles } from './place-files'

/** Bytes that the database needs beside its rows: 4 MB of catalog, its log, and room to breathe. */
const BESIDE = 256 * 1024 ** 2

/** How much room rows take in tables with their indexes and in the log, for each byte of text that they are in a backup. */
const GROWTH = 4

/** Throws `CannotStart` for a backup that a newer Foyer made, or one whose migrations are not ours. */
export function requireKnown(folder: string, { migrations, foyer }: Manifest) {
  const ours = new Map(readMigrations().map(({ name, checksum }) => [name, checksum]))
  const unknown = migrations.find(({ name }) => !ours.has(name))
  const newest = [...ours.keys()].at(-1)
  if (unknown)
    throw new CannotStart(
      `The backup in ${folder} was made by a newer Foyer (${foyer} with ${unknown.name}; this is ${VERSION} with ${newest}): update this one, then restore.`,
    )
  const edited = migrations.find(({ name, checksum }) => ours.get(name) !== checksum)
  if (edited)
    throw new CannotStart(
      `Migration ${edited.name} is not the one that the backup in ${folder} was made with: restore its file.`,
    )
}

type Place = Pick<Settings, 'dataDir' | 'databaseUrl' | 'databaseOwnerUrl'>

/** Throws `CannotStart` where anything is kept already: a restore never writes over it. */
export async function requireNothing({ dataDir, databaseUrl, databaseOwnerUrl }: Place) {
  const elsewhere = `set DATA_DIR to a new directory${databaseUrl ? '' : ', with nothing in it but the file auth-secret'}`
  if (!databaseUrl && existsSync(path.join(dataDir, 'postgres')))
    throw new CannotStart(`There is a database in ${dataDir} already, and a restore writes over nothing: ${elsewhere}.`)
  if (hasFiles(dataDir))
    throw new CannotStart(
      `There are files in ${path.join(dataDir, 'files')} already, and a restore writes over nothing: ${elsewhere}.`,
    )
  if (!databaseUrl) return
  await inspect('DATABASE_URL', databaseUrl)
  if (databaseOwnerUrl) await inspect('DATABASE_OWNER_URL', databaseOwnerUrl)
  if (!(await isEmptyThere(databaseOwnerUrl ?? databaseUrl)))
    throw new CannotStart(
      'The database of DATABASE_URL is not empty, and a restore writes over nothing: create a new one, and name that.',
    )
}

/** Whether nothing was ever made in it, as everybody but whoever is filling it sees it. */
export async function isEmptyThere(databaseUrl: string) {
  const client = new Client(databaseUrl)
  client.on('error', () => {})
  await client.connect()
  try {
    return await isEmpty(client)
  } finally {
    await client.end()
  }
}

/** What a backup takes once it is restored, in bytes. */
export const roomFor = ({ files, tables }: Manifest, embedded: boolean) =>
  files.bytes + (embedded ? GROWTH * tables.reduce((sum, { bytes }) => sum + bytes, 0) + BESIDE : 0)

/** Throws `CannotStart` where the disk that DATA_DIR lies on, or will, has less than `needed` bytes free. */
export async function requireRoom(dataDir: string, needed: number) {
  const { bavail, bsize } = await statfs(nearest(dataDir))
  const free = bavail * bsize
  if (free < needed)
    throw new CannotStart(
      `The disk of DATA_DIR ${dataDir} has ${sizeInWords(free)} free, and the backup needs ${sizeInWords(needed)}: make room, or set DATA_DIR to another disk.`,
    )
}

const nearest = (directory: string): string =>
  existsSync(directory) || path.dirname(directory) === directory ? directory : nearest(path.dirname(directory))
