import { existsSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import { log } from '@/lib/log/log'
import { type PostgresHome, spawnPostgres } from './postgres-home'

const settings = {
  listen_addresses: '',
  unix_socket_directories: '.',
  // The directory's own mode keeps others out; within it, the rest of this computer has no name in pg_ident.conf.
  unix_socket_permissions: '0777',
  port: '5432',
  shared_buffers: '128MB',
  max_connections: '100',
  timezone: 'UTC',
  log_timezone: 'UTC',
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgres-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_size: '0',
  // Without details: they quote what people typed.
  log_error_verbosity: 'terse',
  log_parameter_max_length: '0',
  log_parameter_max_length_on_error: '0',
}

const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])

/** What it says may quote what people typed. */
class Complaint extends Error {
  override name = 'PostgreSQL'
  override stack = undefined
}

export type Postmaster = {
  isOver: () => boolean
  complaint: () => string
  /** From here on tells of what it complains outside of its own log, as of a full disk under it. */
  heed: () => void
}

/** Starts the server process over `directory`. It outlives us unless it is stopped. */
export function launchPostmaster(home: PostgresHome, directory: string): Postmaster {
  dropStalePidFile(directory)
  const child = spawnPostgres(home, 'postgres', directory, flags)
  let over = false
  let complaint = ''
  child.unref()
  child.stderr.on('data', (chunk) => (complaint = lastLine(complaint + chunk) || complaint))
  const heed = () =>
    void createInterface({ input: child.stderr }).on('line', (line) =>
      log.warn('PostgreSQL complains.', { error: new Complaint(line), part: 'postgres' }),
    )
  child.on('exit', () => (over = true))
  child.on('error', (error) => {
    over = true
    complaint = error.message
  })
  return { isOver: () => over, complaint: () => complaint, heed }
}

/** Whether the server in `directory` was started as we would start it now. */
export function isAsWeWouldStartIt({ bin }: PostgresHome, directory: string) {
  const options = readOr(path.join(directory, 'postmaster.opts'), '')
  return options.startsWith(path.join(bin, 'postgres')) && flags.every((flag) => options.includes(`"${flag}"`))
}

/**
 * Fast shutdown: open transactions are rolled back, everything committed is on disk. What still hangs near
 * `deadline` (of performance.now()) is ended without asking; the next start recovers it.
 */
export async function stopPostmaster(directory: string, deadline: number) {
  const pid = postmasterPid(directory)
  const isGone = () => !pid || !isAlive(pid) || postmasterPid(directory) !== pid
  for (const [name, until] of [
    ['SIGINT', deadline - 1000],
    ['SIGQUIT', deadline - 400],
  ] as const) {
    if (!isGone()) signal(pid!, name)
    while (performance.now() < until && !isGone()) await wait(20)
  }
  killInhabitants(directory)
}

/** Ends whatever process lives in the data directory, at once. */
export function killInhabitants(directory: string) {
  for (const pid of inhabitants(directory)) signal(pid, 'SIGKILL')
}

/**
 * After a kill the number in postmaster.pid may by now be somebody else's, or a dead process that nobody has
 * buried. PostgreSQL would refuse to start for it; we may look closer, as long as nothing lives in the data.
 */
function dropStalePidFile(directory: string) {
  const pid = postmasterPid(directory)
  if (pid && isAlive(pid) && inhabitants(directory).length === 0)
    rmSync(path.join(directory, 'postmaster.pid'), { force: true })
}

/** Every process of a PostgreSQL has its data directory as the working one. Where that can't be seen, its first is known. */
function inhabitants(directory: string): number[] {
  if (!existsSync('/proc/self/cwd')) return [postmasterPid(directory) ?? []].flat()
  const home = realpathSync(directory)
  const others = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  return others.filter((pid) => isServer(pid) && workingDirectory(pid) === home).map(Number)
}

const isServer = (pid: string) => readOr(`/proc/${pid}/comm`, '').startsWith('postgres')

function workingDirectory(pid: string) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`)
  } catch {
    return null
  }
}

const postmasterPid = (directory: string) =>
  Number(readOr(path.join(directory, 'postmaster.pid'), '').split('\n')[0]) || null

function readOr(file: string, otherwise: string) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return otherwise
  }
}

function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch {
    // Gone already.
  }
}

function isAlive(pid: number) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

const lastLine = (text: string) => text.trim().split('\n').at(-1)?.trim() ?? ''
