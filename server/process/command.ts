import { existsSync } from 'node:fs'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { readAddress } from '@/lib/address'
import { disconnect } from '@/lib/db/client'
import { readSettings, settings as settled, type Settings, WrongSetting } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { answerWrong, log } from '@/lib/log/log'
import { CannotStart } from './cannot-start'
import { requireItsSecret } from './claim'
import { joinDatabase, openWatch } from '../database/database'
import { readEnvFile } from './env-file'
import { isMigrated, MIGRATIONS, migrationNames } from '../database/migrate'
import { putIntoEnvironment } from './settings-into-environment'

export type Asked = { address: string; yes: boolean }

/** What was asked for on the command line. Throws `CannotStart` with `how` where it can't be read. */
function readCommand(how: string): Asked {
  try {
    const { values, positionals } = parseArgs({
      args: process.argv.slice(2),
      allowPositionals: true,
      options: { yes: { type: 'boolean', default: false } },
    })
    const address = positionals.length === 1 ? readAddress(positionals[0]) : null
    if (address) return { address, yes: values.yes }
  } catch {
    // Said below.
  }
  throw new CannotStart(how)
}

/** The one folder named on the command line, from where it was typed. Throws `CannotStart` with `how` where none is. */
export function readFolder(how: string): string {
  const [folder, ...more] = process.argv.slice(2)
  if (!folder || folder.startsWith('-') || more.length > 0) throw new CannotStart(how)
  return path.resolve(process.env.INIT_CWD ?? '', folder)
}

/** Another secret than the installation's would seal a mail that nobody could open, and make links that lead nowhere. */
function requireSecret({ authSecret, dataDir }: Settings) {
  if (!authSecret && !existsSync(path.join(dataDir, 'auth-secret')))
    throw new CannotStart(`There is no auth-secret in ${dataDir}: set DATA_DIR, or AUTH_SECRET, as for Foyer itself.`)
}

async function requireMigrated(databaseUrl: string) {
  const watch = openWatch(databaseUrl)
  const migrated = await isMigrated(watch, migrationNames(MIGRATIONS)).catch(() => false)
  await watch.end()
  if (!migrated) throw new CannotStart('The database is of another version: start this Foyer once, then try again.')
}

/** What a command works on. */
export type Installation = { ownerUrl: string; dataDir: string; authSecret: string }

/** Does a work on the installation of DATA_DIR or DATABASE_URL, whether Foyer runs on it or not. Resolves to the work's exit code. */
export async function onInstallation(work: (installation: Installation) => Promise<number>) {
  readEnvFile('.env')
  const settings = readSettings(process.env)
  if (settings.databaseUrl) requireSecret(settings)
  const database = await joinDatabase(settings)
  try {
    requireSecret(settings)
    putIntoEnvironment(settings, database.url)
    await requireMigrated(database.url)
    await requireItsSecret(settings.dataDir)
    return await work({ ownerUrl: database.ownerUrl, dataDir: settings.dataDir, authSecret: settled().authSecret })
  } finally {
    await disconnect()
    await database.stop()
  }
}

/** Runs one command of whoever runs the server about a person, from its first line to its exit code. `how` is its usage. */
export const runCommand = (how: string, work: (asked: Asked) => Promise<number>) =>
  run(() => {
    const asked = readCommand(how)
    return onInstallation(() => work(asked))
  })

/** Runs any command, and ends with its exit code. What was to be expected is told in its own line, without a stack. */
export async function run(command: () => Promise<number>): Promise<never> {
  try {
    process.exitCode = await command()
  } catch (error) {
    const expected = error instanceof CannotStart || error instanceof WrongSetting || error instanceof DomainError
    if (expected) answerWrong(error.message)
    else log.error('This did not work.', { error })
    process.exitCode = 1
  }
  await disconnect()
  process.exit()
}
