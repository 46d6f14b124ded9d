import { createInterface } from 'node:readline/promises'
import { findWhatGoes, resetFromServer } from '@/lib/identity/factors/resets/reset-from-server'
import { answer } from '@/lib/log/log'
import { systemCaller } from '@/lib/principal'
import { type Asked, runCommand } from './process/command'

const caller = systemCaller('reset-factors')

const count = (number: number, noun: string) => `${number} ${noun}${number === 1 ? '' : 's'}`

async function confirm(question: string) {
  const terminal = createInterface({ input: process.stdin, output: process.stdout })
  // Ctrl-C and the end of what was piped in mean no.
  const given = await Promise.race([
    terminal.question(question),
    new Promise<string>((resolve) => terminal.once('close', () => resolve(''))),
  ])
  terminal.close()
  return given.trim().toLowerCase() === 'yes'
}

async function resetFactors({ address, yes }: Asked) {
  const { name, apps, passkeys, recoveryCodes, sessions } = await findWhatGoes(caller, address)
  answer(
    `${name ?? address} (${address}) has ${count(apps, 'authenticator app')}, ${count(passkeys, 'passkey')}, ${count(recoveryCodes, 'recovery code')} and ${count(sessions, 'session')}.`,
  )
  answer(
    'All of these end. The trail keeps that it was done, and their mailbox is told. From then on a mailed code is enough to sign in and set up new ones.',
  )
  if (!yes && !(await confirm('Type yes to go on: '))) {
    answer('Nothing was changed.')
    return 1
  }
  const { ended } = await resetFromServer(caller, address)
  answer(`Done: ${count(ended, 'session')} ended. The mail leaves while Foyer runs.`)
  return 0
}

await runCommand('node bin/reset-factors.js [--yes] <address>', resetFactors)
