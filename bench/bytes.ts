import { Agent } from 'node:http'
import path from 'node:path'
import { download } from './download'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run, type Subject } from './load'
import type { MailSink } from './mail-sink'
import { freePort } from '../e2e/fixtures/free-port'
import { cpuSeconds, ready, start } from './processes'
import { addressOf, seedFile } from './seed'

/** Bytes. Large enough that a request's fixed cost is small, small enough to stay in the page cache. */
export const SIZE = 256 * 1024 * 1024
const SAMPLE_EVERY = 100

/** A file's bytes beside a bare Node stream of the same file, and the memory that our server holds meanwhile. */
export async function measureBytes(foyer: Foyer, sink: MailSink, plan: Plan) {
  const agent = new Agent({ keepAlive: true })
  const client = await foyer.connect()
  const reader = await signIn(foyer.origin, agent, sink, addressOf('reader', 1))
  const { place, resourceId } = await seedFile(client, addressOf('reader', 1), SIZE)
  await client.end()
  agent.destroy()
  const port = await freePort()
  const bare = start(
    ['--import', 'tsx', path.join(import.meta.dirname, 'bare-file.ts'), place, String(port)],
    path.join(import.meta.dirname, '..'),
  )
  try {
    const origin = `http://127.0.0.1:${port}`
    await ready(origin, bare)
    const subjects = [
      subject(
        'foyer',
        () => download(foyer.origin, `/api/files/${resourceId}?download=1`, { cookie: reader.cookie }),
        foyer.cpu,
      ),
      subject(
        'bare',
        () => download(origin, '/'),
        () => cpuSeconds(bare.pid),
      ),
    ]
    for (const each of subjects) await run(each, { ...plan, seconds: 5 })
    const before = foyer.memory()
    const watched = watchMemory(foyer.memory)
    const rates = await measure(subjects, plan)
    return { rates, memory: { before, highest: watched.stop(), after: foyer.memory() } }
  } finally {
    await bare.stop()
  }
}

const subject = (name: string, get: () => Promise<number>, cpu: Subject['cpu']) => ({
  name,
  cpu,
  once: async () => {
    const received = await get()
    if (received !== SIZE) throw new Error(`${name}: ${received} of ${SIZE} bytes arrived`)
  },
})

function watchMemory(memory: () => number | null) {
  let highest = memory()
  const timer = setInterval(() => (highest = Math.max(highest ?? 0, memory() ?? 0) || null), SAMPLE_EVERY)
  return { stop: () => (clearInterval(timer), highest) }
}
