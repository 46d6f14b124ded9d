import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readAddress } from '@/lib/address'
import { disconnect } from '@/lib/db/client'
import { readSettings, type Settings, WrongSetting } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { CannotStart } from './cannot-start'
import { requireItsSecret } from './claim'
import { joinDatabase, openWatch } from './database'
import { readEnvFile } from './env-file'
import { isMigrated, migrationNames } from './migrate'
import { settle } from './settle'

export type Asked = { address: string; yes: boolean }

/** What was asked for on the command line. Throws `CannotStart` with `how` where it can't be read. */
export function readCommand(how: string): Asked {
  try {
    const { values, positionals } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options: { yes: { type: 'boolean', default: false } } })
    const address = positionals.length === 1 ? readAddress(positionals[0]) : null
    if (address) return { address, yes: values.yes }
  } catch {
    // Said below.
  }
  throw new CannotStart(how)
}

/** Another secret than the installation's would seal a mail that nobody could open, and make links that lead nowhere. */
function requireSecret({ authSecret, dataDir }: Settings) {
  if (!authSecret && !existsSync(path.join(dataDir, 'auth-secret'))) throw new CannotStart(`There is no auth-secret in ${dataDir}: set DATA_DIR, or AUTH_SECRET, as for Foyer itself.`)
}

async function requireMigrated(databaseUrl: string) {
  const watch = openWatch(databaseUrl)
  const migrated = await isMigrated(watch, migrationNames('prisma/migrations')).catch(() => false)
  await watch.end()
  if (!migrated) throw new CannotStart('The database is of another version: start this Foyer once, then try again.')
}

/** Does a work on the installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not. Resolves to the work's exit code. */
async function onInstallation(work: () => Promise<number>) {
  readEnvFile('.env')
  const settings = readSettings(process.env)
  if (settings.databaseUrl) requireSecret(settings)
  const database = await joinDatabase(settings)
  try {
    requireSecret(settings)
    settle(settings, database.url)
    await requireMigrated(database.url)
    await requireItsSecret(settings.dataDir)
    return await work()
  } finally {
    await disconnect()
    await database.stop()
  }
}

/** Runs one command of whoever runs the server from its first line to its exit code. `how` is its usage. */
export async function runCommand(how: string, work: (asked: Asked) => Promise<number>): Promise<never> {
  try {
    const asked = readCommand(how)
    process.exitCode = await onInstallation(() => work(asked))
  } catch (error) {
    const expected = error instanceof CannotStart || error instanceof WrongSetting || error instanceof DomainError
    console.error(expected ? error.message : error)
    process.exitCode = 1
  }
  process.exit()
}
