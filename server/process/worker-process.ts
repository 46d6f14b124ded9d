import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { log } from '@/lib/log/log'

export type WorkerProcess = {
  /** Milliseconds since it last said that it is alive; Infinity while there is none. */
  silence: () => number
  /** Asks it to end; by `deadline` (of performance.now()) it has. */
  stop: (deadline: number) => Promise<void>
  kill: () => void
}

const SHORTEST_WAIT = 250
const LONGEST_WAIT = 5000

/** A worker that has lived this long died of something new. */
const SETTLED = 10_000

/** Silent for this long, it hangs: it is ended, and another takes its place. */
const HUNG = 60_000

/** Keeps a worker running beside us: one that dies is replaced, after waits that grow while it keeps dying. `hear`: told what it says of itself, and null when it is gone. */
export function keepWorker(
  script: string,
  execArgv: string[] = [],
  hear: (beat: unknown) => void = () => {},
): WorkerProcess {
  const state = { child: null as ChildProcess | null, heardAt: -Infinity, wait: SHORTEST_WAIT, stopping: false }
  const start = () => {
    if (state.stopping) return
    const startedAt = performance.now()
    const child = fork(script, { execArgv, serialization: 'json' })
    state.child = child
    child.on('message', (beat) => {
      state.heardAt = performance.now()
      hear(beat)
    })
    child.on('error', (error) => log.error('The worker could not be started or told something.', { error }))
    child.once('exit', (status, signal) => {
      state.heardAt = -Infinity
      hear(null)
      if (state.stopping) return
      state.wait = performance.now() - startedAt > SETTLED ? SHORTEST_WAIT : Math.min(state.wait * 2, LONGEST_WAIT)
      log.error(`The worker ended (${signal ?? `status ${status}`}). Another starts in ${state.wait / 1000} s.`)
      setTimeout(start, state.wait)
    })
    const watch = setInterval(
      () => performance.now() - Math.max(state.heardAt, startedAt) > HUNG && child.kill('SIGKILL'),
      5000,
    )
    child.once('exit', () => clearInterval(watch))
  }
  start()
  return {
    silence: () => performance.now() - state.heardAt,
    async stop(deadline) {
      state.stopping = true
      if (state.child) await end(state.child, deadline)
    },
    kill() {
      state.stopping = true
      state.child?.kill('SIGKILL')
    },
  }
}

async function end(child: ChildProcess, deadline: number) {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), Math.max(0, deadline - performance.now()))
  await ended
  clearTimeout(timer)
}
