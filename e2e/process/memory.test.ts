import { readFileSync } from 'node:fs'
import { afterEach, expect, it } from 'vitest'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { MemoryGroup } from '../fixtures/memory-group'
import { startOwnPostgres } from '../fixtures/own-postgres'

// All its processes under a limit that the system sets on memory.

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const limits = MemoryGroup.make(1024)
void limits?.remove()
if (!limits) console.log('Left out: a limit on memory. This account may make no group of processes that has one.')

async function spawn(megabytes: number, env = {}) {
  const [group, dataDir] = [MemoryGroup.make(megabytes)!, temporaryDirectory()]
  const foyer = Foyer.spawn({ port: await freePort(), dataDir, before: group.enter, env })
  ends.push(async () => {
    await foyer.end()
    foyer.remains.forEach(kill)
    removeDirectory(dataDir)
    await group.remove()
  })
  return foyer
}

/** Whether a Foyer under a limit starts, and shows 400 pages, 20 at once, with the processes that it started with. */
async function expectToServe(megabytes: number, env = {}) {
  const foyer = await spawn(megabytes, env)
  await foyer.healthy()
  const [pid, workerPid, postmasterPid] = [foyer.child.pid!, foyer.workerPid!, foyer.postmasterPid]
  const inMemory = () => `${megabytesOf(pid)} MB of the web process and ${megabytesOf(workerPid)} MB of the worker`
  const before = inMemory()
  await Promise.all(Array.from({ length: 20 }, () => visit(foyer)))
  console.log(`Of ${megabytes} MB: at the start ${before}, after 400 pages, 20 at once, ${inMemory()}.`)
  expect(await foyer.health()).toEqual({ status: 'ok' })
  expect([foyer.child.exitCode, foyer.workerPid, foyer.postmasterPid]).toEqual([null, workerPid, postmasterPid])
}

async function visit({ url }: Foyer) {
  for (let nth = 0; nth < 20; nth++) expect((await fetch(`${url}/sign-in`)).status).toBe(200)
}

it.runIf(limits)('of 640 MB, with its own PostgreSQL, it starts and serves', { timeout: 900_000 }, () =>
  expectToServe(640),
)

it.runIf(limits)('of 512 MB, with a PostgreSQL elsewhere, it starts and serves', { timeout: 900_000 }, async () => {
  const postgres = await startOwnPostgres()
  ends.push(() => postgres.stop())
  await postgres.ask('CREATE ROLE foyer LOGIN')
  await postgres.ask('CREATE DATABASE foyer OWNER foyer')
  await expectToServe(512, { DATABASE_URL: postgres.url('foyer', 'foyer') })
})

it.runIf(limits)('of less it does not start, and says in one line what it needs', async () => {
  const { status, said } = await (await spawn(300)).ended()
  expect([status, said.trim()]).toEqual([
    1,
    'Foyer may use 300 MB of memory here and needs 640 MB: raise the limit, with MemoryMax= of systemd or --memory of the container. With a PostgreSQL elsewhere, in DATABASE_URL, 512 MB do.',
  ])
})

/** What a process has in memory. */
const megabytesOf = (pid: number) =>
  Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024)
