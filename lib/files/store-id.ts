import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { filesDirectory } from './place'

const place = () => path.join(/*turbopackIgnore: true*/ filesDirectory(), 'store-id')

/** By what the file store in DATA_DIR is known to its database; null where there is none. */
export function findStoreId(): string | null {
  try {
    return readFileSync(place(), 'utf8').trim()
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Makes one, whole or not at all, and never over one that is there: of two starts both go by the first. */
export function makeStoreId(): string {
  mkdirSync(filesDirectory(), { recursive: true })
  const draft = `${place()}.${process.pid}`
  writeFileSync(draft, `${randomUUID()}\n`, { flush: true })
  try {
    linkSync(draft, place())
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return findStoreId()!
}
