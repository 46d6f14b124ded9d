import pg from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { DISK_FULL, noteDisk, toldIfFull } from '../disk'
import { db, disconnect, pool, poolState } from './client'
import { Prisma } from './generated/client'
import { allOrNothing, nameOf, inOneStatement, StatementFailed, Undone } from './statement'
import { asOwner } from './owner/testing'
import { patience, transaction } from './transaction'

afterEach(() => vi.restoreAllMocks())

const One = z.strictObject({ n: z.int() })
const one = (n: number) => inOneStatement(Prisma.sql`SELECT ${n}::int AS n`, One)
const addJob = (name: string) =>
  Prisma.sql`added AS (INSERT INTO "Job" (name, "dueAt") VALUES (${name}, now()) RETURNING name)`

it('names each statement by its text, so that no other is taken for it', async () => {
  expect(nameOf('SELECT 1')).toMatch(/^foyer-[0-9a-f]{32}$/)
  expect(nameOf('SELECT 1')).toBe(nameOf('SELECT 1'))
  expect(nameOf('SELECT 2')).not.toBe(nameOf('SELECT 1'))
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  expect([await one(1), await one(2)]).toEqual([[{ n: 1 }], [{ n: 2 }]])
  const [first, second, ...more] = sent.mock.calls.map(([query]) => query as unknown as { name: string; text: string })
  expect(first!.name).toBe(nameOf(first!.text))
  expect(second!.name).toBe(first!.name)
  expect(more, 'one round trip each').toEqual([])
})

it('gives and takes values as they are', async () => {
  const at = new Date('2027-03-28T02:30:00.123Z')
  const Row = z.strictObject({
    at: z.date(),
    bytes: z.instanceof(Uint8Array),
    said: z.object({ a: z.int() }),
    list: z.array(z.string()),
    none: z.null(),
  })
  const [row] = await inOneStatement(
    Prisma.sql`SELECT ${at}::timestamptz AS at, ${new Uint8Array([1, 0, 255])}::bytea AS bytes, ${JSON.stringify({ a: 1 })}::jsonb AS said,
      ${['x', 'y,"z"']}::text[] AS list, ${null}::uuid AS none`,
    Row,
  )
  expect({ ...row, bytes: [...row!.bytes] }).toEqual({
    at,
    bytes: [1, 0, 255],
    said: { a: 1 },
    list: ['x', 'y,"z"'],
    none: null,
  })
})

it('tells of a row that is not as was said', async () => {
  const said = inOneStatement(Prisma.sql`SELECT 'one' AS n`, One)
  await expect(said).rejects.toThrow('expected number')
  await expect(inOneStatement(Prisma.sql`SELECT 1 AS n, 2 AS m`, One)).rejects.toThrow('Unrecognized key')
})

it('takes all of it back where a part did not happen', async () => {
  const half = (name: string, happened: boolean) =>
    inOneStatement(
      Prisma.sql`WITH ${addJob(name)} SELECT ${allOrNothing(Prisma.sql`EXISTS (SELECT FROM added) AND ${happened}`)} AS done`,
      z.strictObject({ done: z.literal(true) }),
    )
  expect(await half('whole', true)).toEqual([{ done: true }])
  await expect(half('half', false)).rejects.toThrow(Undone)
  expect(await db().job.count({ where: { name: { in: ['whole', 'half'] } } })).toBe(1)
  expect(poolState()).toMatchObject({ inUse: 0 })
})

it('keeps a connection on which PostgreSQL refused a statement, and none that was lost', async () => {
  await one(1)
  const { idle } = poolState()!
  await expect(inOneStatement(Prisma.sql`SELECT 1 / (${0}::int) AS n`, One)).rejects.toMatchObject({
    name: 'StatementFailed',
    code: '22012',
    message: 'division by zero',
  })
  expect(poolState()).toMatchObject({ inUse: 0, idle })
  const killed = inOneStatement(Prisma.sql`SELECT pg_sleep(${60}::int)::text AS n`, z.object({}))
  const end = () =>
    asOwner(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE '%pg_sleep($1%' AND pid <> pg_backend_pid()`,
    )
  const outcome = expect(killed).rejects.toThrow(StatementFailed)
  await vi.waitFor(async () => expect(await end()).toHaveLength(1), { timeout: 60_000, interval: 50 })
  await outcome
  expect(poolState()).toMatchObject({ inUse: 0, idle: idle - 1 })
  expect(await one(3)).toEqual([{ n: 3 }])
})

it('needs no Prisma: what only it has used is ended too, and survives a connection that dies idle', async () => {
  await disconnect()
  await one(1)
  const held = pool()
  const others = `datname = current_database() AND pid <> pg_backend_pid()`
  await asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE ${others}`)
  await vi.waitFor(() => expect(poolState()).toMatchObject({ idle: 0 }), { timeout: 60_000 })
  expect(await one(2)).toEqual([{ n: 2 }])
  await disconnect()
  expect(held.ended).toBe(true)
})

it('waits no longer for a connection than a transaction does, and takes none that comes late', async () => {
  await one(1)
  let go = () => {}
  const gate = new Promise<void>((resolve) => (go = resolve))
  const long = Array.from({ length: poolState()!.size }, () => transaction((tx) => tx.job.count().then(() => gate)))
  await vi.waitFor(() => expect(poolState()).toMatchObject({ inUse: poolState()!.size }))
  const { toBegin } = patience
  patience.toBegin = 1
  await expect(one(1)).rejects.toThrow('No connection to the database was free in time.')
  patience.toBegin = toBegin
  go()
  await Promise.all(long)
  await vi.waitFor(() => expect(poolState()).toMatchObject({ inUse: 0, waiting: 0 }))
  expect(await one(2)).toEqual([{ n: 2 }])
})

it('is told as any other fault of a database whose disk is full', async () => {
  const failed = new StatementFailed(Object.assign(new Error('could not extend file'), { code: '53100' }))
  expect(toldIfFull(failed)).toMatchObject({ message: DISK_FULL })
  const gone = new StatementFailed(new Error('Connection terminated unexpectedly'))
  expect(toldIfFull(gone)).toBe(gone)
  noteDisk({ size: 1, free: 0, taken: 1, full: true, withDatabase: true })
  expect(toldIfFull(gone)).toMatchObject({ message: DISK_FULL })
  noteDisk({ size: Infinity, free: Infinity, taken: 0, full: false, withDatabase: false })
})
