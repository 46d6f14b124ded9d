import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { Client } from 'pg'
import { afterEach, expect, it, vi } from 'vitest'
import { db, disconnect, poolState } from './client'
import { transaction } from './transaction'

afterEach(() => vi.unstubAllEnvs())

it('keeps times as they are on a server that lives in another zone', async () => {
  const client = new Client(process.env.OWNER_URL)
  await client.connect()
  await client.query(
    `ALTER DATABASE "${(await client.query('SELECT current_database() AS name')).rows[0].name}" SET timezone = 'Europe/Berlin'`,
  )
  await client.end()
  await disconnect()
  // Half past two does not exist in Berlin that night.
  const dueAt = new Date('2027-03-28T02:30:00.000Z')
  await db().job.create({ data: { name: 'at-night', dueAt } })
  expect(await db().job.findUnique({ where: { name: 'at-night' } })).toMatchObject({ dueAt })
})

it('asks one thing after the other within a transaction, also where many are asked for at once', async () => {
  const warnings: Error[] = []
  const heed = (warning: Error) => warnings.push(warning)
  process.on('warning', heed)
  const { transaction } = await import('./transaction')
  const counts = await transaction((tx) =>
    Promise.all([
      ...Array.from({ length: 20 }, () => tx.job.count()),
      tx.grant.findMany({ include: { principal: true, resource: true, grantedBy: true } }),
    ]),
  )
  // A failure keeps nobody behind it waiting, and an answer is its own question's.
  const numbers = await transaction(async (tx) =>
    Promise.all(Array.from({ length: 20 }, (_, n) => tx.$queryRaw<{ n: number }[]>`SELECT ${n}::int AS n`)),
  )
  await expect(transaction((tx) => Promise.all([tx.$queryRaw`SELECT 1 / 0`, tx.job.count()]))).rejects.toThrow(
    'division by zero',
  )
  expect(await db().job.count()).toBe(counts[0])
  await new Promise(setImmediate)
  process.off('warning', heed)
  expect(numbers.map(([row]) => row!.n)).toEqual(Array.from({ length: 20 }, (_, n) => n))
  expect(warnings).toEqual([])
})

it('tells how many connections are in use, and how many questions wait for one', async () => {
  await disconnect()
  expect(poolState()).toBeNull()
  let go = () => {}
  const gate = new Promise<void>((resolve) => (go = resolve))
  const long = Array.from({ length: 12 }, () =>
    transaction(async (tx) => {
      await tx.job.count()
      await gate
    }),
  )
  await vi.waitFor(() => expect(poolState()).toEqual({ size: 10, inUse: 10, idle: 0, waiting: 2 }))
  go()
  await Promise.all(long)
  expect(poolState()).toMatchObject({ inUse: 0, waiting: 0 })
})

it('survives a server that dies in the moment it lets us in', async () => {
  const message = (type: string, body: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(body.length + 4)
    return Buffer.concat([Buffer.from(type), length, body])
  }
  const ok = message('R', Buffer.alloc(4))
  const ready = message('Z', Buffer.from('I'))
  const fatal = message(
    'E',
    Buffer.from('SFATAL\0C57P01\0Mterminating connection due to unexpected postmaster exit\0\0'),
  )
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => socket.end(Buffer.concat([ok, ready, fatal])))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  vi.resetModules()
  vi.stubEnv(
    'DATABASE_URL',
    `postgresql://foyer@127.0.0.1:${(server.address() as AddressInfo).port}/foyer?sslmode=disable`,
  )
  ;(globalThis as { foyerDb?: unknown }).foyerDb = undefined
  const { transaction } = await import('./transaction')
  await expect(transaction((tx) => tx.job.count())).rejects.toThrow()
  await (await import('./client')).disconnect()
  server.close()
})
