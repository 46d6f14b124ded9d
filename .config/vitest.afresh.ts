import { expect, vi } from 'vitest'

/**
 * Lets each file of tests begin as in a process of its own, though the packages that a file before it loaded stay
 * loaded: loading them is a third of what short files take. Runs before what the tests import is imported.
 */
const kept = globalThis as {
  unitTests?: { environment: NodeJS.ProcessEnv; files: string[]; client?: object; madeBy?: string }
}
const tests = (kept.unitTests ??= { environment: { ...process.env }, files: [] })
const leftRunning = tests.client !== undefined && tests.madeBy

vi.resetModules()
for (const name of Object.keys(globalThis)) if (name.startsWith('foyer')) Reflect.deleteProperty(globalThis, name)
for (const name of Object.keys(process.env)) if (!(name in tests.environment)) delete process.env[name]
Object.assign(process.env, tests.environment)
tests.client = undefined

// Each file ends its client (lib/db/client). Whoever makes a new one after that would go on in the database of another file.
Object.defineProperty(globalThis, 'foyerDb', {
  configurable: true,
  enumerable: true,
  get: () => tests.client,
  set(client?: object) {
    tests.client = client
    tests.madeBy = new Error().stack
  },
})
if (leftRunning)
  throw new Error(`Something goes on asking the database, of one of these:\n${tests.files.join('\n')}\n${leftRunning}`)
tests.files.push(expect.getState().testPath ?? '')
