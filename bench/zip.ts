import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { Agent } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { freePort } from '../e2e/fixtures/free-port'
import { download } from './download'
import { type Foyer, signIn } from './foyer'
import { measure, type Plan, run, type Subject } from './load'
import type { MailSink } from './mail-sink'
import { cpuSeconds, ready, start } from './processes'
import { addressOf, seedSpace } from './seed'

export const FILES = 1000

/** Bytes of each: 250 MiB in all, about as much as the one file that is measured. */
export const EACH = 256 * 1024

/** A ZIP of 1,000 files beside a bare Node stream of the very same bytes, which lie there as one file. */
export async function measureZip(foyer: Foyer, sink: MailSink, plan: Plan) {
  const agent = new Agent({ keepAlive: true })
  const client = await foyer.connect()
  const { cookie } = await signIn(foyer.origin, agent, sink, addressOf('reader', 1))
  const spaceId = await seedSpace(client, addressOf('reader', 1), { files: FILES, size: EACH })
  await client.end()
  agent.destroy()
  const zip = `/api/spaces/${spaceId}/zip`
  const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-bench-zip-'))
  const place = path.join(directory, 'whole.zip')
  writeFileSync(place, Buffer.from(await (await fetch(foyer.origin + zip, { headers: { cookie } })).arrayBuffer()))
  const { size } = statSync(place)
  const port = await freePort()
  const bare = start(
    ['--import', 'tsx', path.join(import.meta.dirname, 'bare-file.ts'), place, String(port)],
    path.join(import.meta.dirname, '..'),
  )
  const subject = (name: string, get: () => Promise<number>, cpu: Subject['cpu']): Subject => ({
    name,
    cpu,
    once: async () => {
      const received = await get()
      if (received !== size) throw new Error(`${name}: ${received} of ${size} bytes arrived`)
    },
  })
  try {
    const origin = `http://127.0.0.1:${port}`
    await ready(origin, bare)
    const subjects = [
      subject('foyer', () => download(foyer.origin, zip, { cookie }), foyer.cpu),
      subject(
        'bare',
        () => download(origin, '/'),
        () => cpuSeconds(bare.pid),
      ),
    ]
    for (const each of subjects) await run(each, { ...plan, seconds: 5 })
    return { size, rates: await measure(subjects, plan) }
  } finally {
    await bare.stop()
    rmSync(directory, { recursive: true })
  }
}
