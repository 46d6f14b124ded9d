import { fork } from 'node:child_process'
import { root } from './root.js'
import { complain } from './say.js'

const children = new Set()

// A child that outlived us would go on writing where the next start begins anew. Its own children inherit
// this line, and must not take it as theirs.
const dieWithUs =
  'data:text/javascript,' +
  encodeURIComponent(
    `if (process.ppid === ${process.pid}) { process.on("disconnect", () => process.exit(1)); process.channel.unref() }`,
  )

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** Ended by a signal, we end what we started first. */
function end() {
  for (const child of children) child.kill('SIGKILL')
  process.exit(1)
}
for (const signal of signals) process.on(signal, end)

/** From here on somebody else answers to signals. */
export function standAside() {
  for (const signal of signals) process.off(signal, end)
}

/**
 * Runs a Node script from the project's root. Quiet unless `loud`, which may be 'at its end': beside another that talks;
 * what it said is told when it fails.
 * `node`: by another Node.js than this one. Resolves to its exit status; with `strict`, throws when that is not 0.
 */
export async function run(
  script,
  parameters = [],
  { env = {}, loud = false, strict = true, node = process.execPath } = {},
) {
  const stdio = loud === true ? ['ignore', 'inherit', 'inherit', 'ipc'] : ['ignore', 'pipe', 'pipe', 'ipc']
  const child = fork(script, parameters, {
    cwd: root,
    execPath: node,
    env: { ...process.env, ...env },
    execArgv: ['--import', dieWithUs],
    stdio,
  })
  children.add(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (said += chunk))
  const status = await new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('close', (code) => resolve(code ?? 1))
  })
  children.delete(child)
  if (loud === 'at its end') process.stdout.write(said)
  if (strict && status !== 0)
    throw new Failed(`${[script.split('node_modules/').at(-1), ...parameters].join(' ')} failed.`, said)
  return status
}

/** A step that failed: what it was, and what it said. */
export class Failed extends Error {
  constructor(message, said = '') {
    super(message)
    this.said = said.trim()
  }
}

/** Says in as few lines as it takes why nothing goes on, and ends. */
export function giveUp(error) {
  if (error instanceof Failed && error.said) complain(error.said.split('\n').slice(-40).join('\n'))
  complain(error instanceof Failed ? error.message : (error.stack ?? String(error)))
  process.exit(1)
}
