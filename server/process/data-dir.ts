import { randomBytes } from 'node:crypto'
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  linkSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { CannotStart, reason } from './cannot-start'

/** Makes the directory that everything kept lies in, for us alone. Throws `CannotStart` when it can't be written, or is somebody else's. */
export function prepareDataDir(directory: string) {
  try {
    makeDirectory(directory)
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK)
    // Closing /tmp or a home directory to everybody else would do harm.
    if (isShared(directory))
      throw new CannotStart(
        `DATA_DIR ${directory} holds other things, and others use it: set DATA_DIR to a directory of its own.`,
      )
    chmodSync(directory, 0o700)
    for (const name of ours) requireOpen(directory, name)
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(
      `DATA_DIR ${directory} can't be written (${reason(error)}): give this account the right to, or set DATA_DIR to another directory.`,
    )
  }
}

/** One by one: where the system answers ENOENT whatever is made (/proc), Node.js tries a whole path for ever. */
function makeDirectory(directory: string) {
  if (statSync(directory, { throwIfNoEntry: false })?.isDirectory()) return
  if (path.dirname(directory) !== directory) makeDirectory(path.dirname(directory))
  mkdirSync(directory, { mode: 0o700 })
}

const ours = ['auth-secret', 'postgres', 'files']

/** What was copied here by another account, as a restored directory often was by root, opens for that alone. */
function requireOpen(directory: string, name: string) {
  const place = path.join(directory, name)
  const there = statSync(place, { throwIfNoEntry: false })
  if (!there) return
  try {
    if (there.isDirectory()) readdirSync(place)
    else closeSync(openSync(place, 'r'))
  } catch (error) {
    throw new CannotStart(
      `${place} belongs to another account (${reason(error)}): as root, run chown -R ${os.userInfo().username} ${directory}`,
    )
  }
}

function isShared(directory: string) {
  const inside = readdirSync(directory).filter((name) => name !== 'lost+found')
  return (statSync(directory).mode & 0o077) !== 0 && inside.length > 0 && !inside.some((name) => ours.includes(name))
}

/** The secret that everything is signed and sealed with: made once, then kept, since with another one nothing opens. */
export function keepAuthSecret(directory: string) {
  const file = path.join(directory, 'auth-secret')
  try {
    return readSecret(file) ?? makeSecret(file)
  } catch (error) {
    throw unusable(file, error)
  }
}

/** The secret of a data directory; null: none was made there. Throws `CannotStart` when it can't be used. */
export function findAuthSecret(directory: string) {
  const file = path.join(directory, 'auth-secret')
  try {
    return readSecret(file)
  } catch (error) {
    throw unusable(file, error)
  }
}

const unusable = (file: string, error: unknown) =>
  new CannotStart(
    `The secret in ${file} can't be used (${reason(error)}): restore it from a backup, or set AUTH_SECRET.`,
  )

function readSecret(file: string) {
  try {
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length < 32) throw new Error('it is too short')
    return secret
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all, and never over one that is there: a link to a complete file. */
function makeSecret(file: string) {
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft, { force: true })
  }
  return readFileSync(file, 'utf8').trim()
}
