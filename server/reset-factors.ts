import { existsSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline/promises'
import { parseArgs } from 'node:util'
import { readAddress } from '@/lib/address'
import { disconnect } from '@/lib/db/client'
import { readSettings, type Settings, WrongSetting } from '@/lib/env'
import { DomainError } from '@/lib/errors'
import { findWhatGoes, resetFromServer } from '@/lib/identity/factors/resets/reset-from-server'
import { systemCaller } from '@/lib/principal'
import { CannotStart } from './cannot-start'
import { joinDatabase, openWatch } from './database'
import { readEnvFile } from './env-file'
import { isMigrated, migrationNames } from './migrate'
import { settle } from './settle'

const HOW = 'node bin/reset-factors.js [--yes] <address>'
const caller = systemCaller('reset-factors')

/** What was asked for on the command line. Throws `CannotStart` where it can't be read. */
function read(parameters: string[]) {
  try {
    const { values, positionals } = parseArgs({ args: parameters, allowPositionals: true, options: { yes: { type: 'boolean', default: false } } })
    const address = positionals.length === 1 ? readAddress(positionals[0]) : null
    if (address) return { address, yes: values.yes }
  } catch {
    // Said below.
  }
  throw new CannotStart(HOW)
}

/** Another secret than the installation's would seal a mail that nobody could open. */
function requireSecret({ authSecret, dataDir }: Settings) {
  if (!authSecret && !existsSync(path.join(dataDir, 'auth-secret'))) throw new CannotStart(`There is no auth-secret in ${dataDir}: set DATA_DIR, or AUTH_SECRET, as for Foyer itself.`)
}

async function requireMigrated(databaseUrl: string) {
  const watch = openWatch(databaseUrl)
  const migrated = await isMigrated(watch, migrationNames('prisma/migrations')).catch(() => false)
  await watch.end()
  if (!migrated) throw new CannotStart('The database is of another version: start this Foyer once, then try again.')
}

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

async function confirm(question: string) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // Ctrl-C and the end of what was piped in mean no.
  const given = await Promise.race([terminal.question(question), new Promise<string>((resolve) => terminal.once('close', () => resolve('')))])
  terminal.close()
  return given.trim().toLowerCase() === 'yes'
}

async function work(address: string, yes: boolean) {
  const { name, apps, passkeys, recoveryCodes, sessions } = await findWhatGoes(caller, address)
  console.log(`${name ?? address} (${address}) has ${count(apps, 'authenticator app')}, ${count(passkeys, 'passkey')}, ${count(recoveryCodes, 'recovery code')} and ${count(sessions, 'session')}.`)
  console.log('All of these end. The trail keeps that it was done, and their mailbox is told. From then on a mailed code is enough to sign in and set up new ones.')
  if (!yes && !(await confirm('Type yes to go on: '))) {
    console.log('Nothing was changed.')
    return 1
  }
  const { ended } = await resetFromServer(caller, address)
  console.log(`Done: ${count(ended, 'session')} ended. The mail leaves while Foyer runs.`)
  return 0
}

async function main() {
  const { address, yes } = read(process.argv.slice(2))
  readEnvFile('.env')
  const settings = readSettings(process.env)
  if (settings.databaseUrl) requireSecret(settings)
  const database = await joinDatabase(settings)
  try {
    requireSecret(settings)
    settle(settings, database.url)
    await requireMigrated(database.url)
    return await work(address, yes)
  } finally {
    await disconnect()
    await database.stop()
  }
}

try {
  process.exitCode = await main()
} catch (error) {
  const expected = error instanceof CannotStart || error instanceof WrongSetting || error instanceof DomainError
  console.error(expected ? error.message : error)
  process.exitCode = 1
}
process.exit()
