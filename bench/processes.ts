import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync, readlinkSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

export type Running = { pid: number; output: () => string; stop: () => Promise<void> }

const KEPT_OUTPUT = 20_000
const PATIENCE = 300_000

/** A second of /proc, on every Linux that Node.js runs on. */
const TICKS = 100

/** Starts a process of ours and keeps the end of what it prints. */
export function start(
  command: string[],
  cwd: string,
  env: Record<string, string> = {},
): Running & { child: ChildProcess } {
  const child = spawn(process.execPath, command, { cwd, env: environment(env), stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output = (output + chunk).slice(-KEPT_OUTPUT)))
  return { child, pid: child.pid!, output: () => output, stop: () => stop(child) }
}

/** Runs a process to its end. Throws with its output when it fails. */
export async function finish(command: string[], cwd: string, env: Record<string, string> = {}) {
  const { child, output } = start(command, cwd, env)
  const status = await new Promise((resolve) => child.on('close', resolve))
  if (status !== 0) throw new Error(`${command.join(' ')} ended with ${status}:\n${output()}`)
}

/** Waits until the address answers, with 200 unless told otherwise. */
export async function ready(url: string, running: ReturnType<typeof start>, status = 200) {
  for (const deadline = performance.now() + PATIENCE; performance.now() < deadline; await wait(200)) {
    if (running.child.exitCode !== null)
      throw new Error(`It ended with ${running.child.exitCode} before it was ready:\n${running.output()}`)
    const answer = await fetch(url).catch(() => null)
    await answer?.body?.cancel()
    if (answer?.status === status) return
  }
  throw new Error(`${url} is not ready after ${PATIENCE / 1000} s:\n${running.output()}`)
}

/**
 * CPU seconds that a Node process and the Node processes it started have used (a worker counts, a database does
 * not); null where the system does not tell.
 */
export function cpuSeconds(pid: number) {
  if (!existsSync(`/proc/${pid}/stat`)) return null
  return nodeTree(pid).reduce((sum, one) => sum + cpuSecondsOf(one), 0)
}

/** CPU seconds that a PostgreSQL server has used, its processes that have ended included; null where the system does not tell. */
export function databaseSeconds(postmaster: number) {
  if (!existsSync(`/proc/${postmaster}/stat`)) return null
  const [own, ended] = [cpuSecondsOf(postmaster), cpuSecondsOf(postmaster, 13)]
  return childrenOf(postmaster).reduce((sum, one) => sum + cpuSecondsOf(one), own + ended)
}

function nodeTree(pid: number): number[] {
  return [pid, ...childrenOf(pid).filter(isNode).flatMap(nodeTree)]
}

function childrenOf(pid: number) {
  const place = `/proc/${pid}/task/${pid}/children`
  return existsSync(place) ? readFileSync(place, 'utf8').trim().split(' ').filter(Boolean).map(Number) : []
}

/** By the program, since a process names itself as it likes: "next-server", or "MainThread" under Node.js 24. */
const isNode = (pid: number) => path.basename(readlinkSync(`/proc/${pid}/exe`)) === 'node'

/** CPU seconds of one process; from field 13 of its stat on, those of its children that have ended (proc_pid_stat(5)). 0 for one that is gone. */
function cpuSecondsOf(pid: number, from = 11) {
  if (!existsSync(`/proc/${pid}/stat`)) return 0
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[from]) + Number(fields[from + 1])) / TICKS
}

/** Bytes of memory a process holds; null where the system does not tell. */
export function residentBytes(pid: number) {
  if (!existsSync(`/proc/${pid}/status`)) return null
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) * 1024
}

async function stop(child: ChildProcess) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = new Promise((resolve) => child.once('exit', resolve))
  child.kill('SIGTERM')
  const late = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(late)
}

const KEPT_NAMES = ['PATH', 'HOME', 'TMPDIR', 'TEMP', 'SystemRoot', 'USER', 'LANG']

/** Settings of the shell that runs the benchmark must not reach what is measured. */
function environment(env: Record<string, string>): NodeJS.ProcessEnv {
  const kept = KEPT_NAMES.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : []))
  return { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', ...Object.fromEntries(kept), ...env }
}
