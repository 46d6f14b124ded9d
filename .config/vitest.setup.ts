import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, vi } from 'vitest'
import { disconnect } from '../lib/db/client'
import { disconnectOwner } from '../lib/db/owner/testing'
import { patience } from '../lib/db/transaction'
import { out } from '../lib/log/out'

const name = `test_${randomUUID().replaceAll('-', '')}`
const [url, ownerUrl] = [inject('databaseUrl'), inject('ownerUrl')]

// Everything is tried as the account that Foyer works with; only what sets a scene is the owner's.
process.env.DATABASE_URL = url.replace('/foyer?', `/${name}?`)
process.env.OWNER_URL = ownerUrl.replace('/foyer?', `/${name}?`)
process.env.AUTH_SECRET = 'a secret for the unit tests alone, forty characters'
process.env.PUBLIC_URL = 'http://localhost:3000'

// No test is about how fast a machine is that does something else as well.
Object.assign(patience, { toBegin: 300_000, toEnd: 300_000 })
const { waitFor } = vi
vi.waitFor = (callback, { interval = 50 } = {}) => waitFor(callback, { interval, timeout: 300_000 })

async function ask(query: string) {
  const client = new Client(ownerUrl)
  await client.connect()
  await client.query(query)
  await client.end()
}

beforeAll(() => ask(`CREATE DATABASE ${name} TEMPLATE template_foyer`))

// Anything the code complains of on the console is a failure, unless the test asked for it.
const complaints = vi.spyOn(console, 'error')
// So is what it says is wrong in the log; what is only told is no test's business.
const lines = vi.spyOn(out, 'write').mockImplementation(() => {})
afterEach(() => {
  const said = [...complaints.mock.calls, ...lines.mock.calls.filter(([, wrong]) => wrong)]
  complaints.mockClear()
  lines.mockClear()
  vi.useRealTimers()
  expect(said, 'unexpected complaints').toEqual([])
})

afterAll(async () => {
  await disconnect()
  await disconnectOwner()
  await ask(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)
})
