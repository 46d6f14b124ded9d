import { PrismaPg } from '@prisma/adapter-pg'
import { Pool } from 'pg'
import { expect, it } from 'vitest'
import { freePort } from '@/e2e/fixtures/free-port'
import { db } from './db/client'
import { PrismaClient } from './db/generated/client'
import { asOwner } from './db/owner/testing'
import { StatementFailed } from './db/statement'
import { isOutOfReach } from './faults'

const thrownBy = (act: () => Promise<unknown>): Promise<unknown> =>
  act().then(
    () => null,
    (error: unknown) => error,
  )

it('a server that is not there is out of reach, by Prisma’s client and by a statement', async () => {
  const nowhere = new Pool({ connectionString: `postgresql://foyer@127.0.0.1:${await freePort()}/foyer` })
  const client = new PrismaClient({ adapter: new PrismaPg(nowhere) })
  expect(isOutOfReach(await thrownBy(() => client.principal.count()))).toBe(true)
  expect(isOutOfReach(await thrownBy(() => client.$transaction((tx) => tx.principal.count())))).toBe(true)
  expect(isOutOfReach(new StatementFailed(await thrownBy(() => nowhere.query('SELECT 1'))))).toBe(true)
  await client.$disconnect()
})

it('a server that cuts the connection off is out of reach', async () => {
  const cut = thrownBy(() => db().$queryRaw`SELECT pg_sleep(60)::text`)
  await expect
    .poll(() =>
      asOwner(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)::text'`),
    )
    .toHaveLength(1)
  expect(isOutOfReach(await cut)).toBe(true)
})

it.each([
  [
    'starts',
    Object.assign(new Error('Database error'), {
      name: 'PrismaClientKnownRequestError',
      code: 'P2039',
      meta: { driverAdapterError: { cause: { originalCode: '57P03' } } },
    }),
  ],
  ['ended while it was asked', new StatementFailed(new Error('Connection terminated unexpectedly'))],
])('a server that %s is out of reach', (_, error) => expect(isOutOfReach(error)).toBe(true))

it.each([
  ['asked for something that is not there', () => db().$queryRaw`SELECT * FROM "Nothing"`],
  ['asked for too long', () => db().$transaction((tx) => tx.$queryRaw`SELECT pg_sleep(1)::text`, { timeout: 50 })],
  [
    'asked for what is there already',
    () => db().job.createMany({ data: Array(2).fill({ name: 'twice', dueAt: new Date(0) }) }),
  ],
])('a server that was %s is not', async (_, act) => {
  const error = await thrownBy(act)
  expect(error).toBeInstanceOf(Error)
  expect(isOutOfReach(error)).toBe(false)
})

it('another system that can’t be reached, a file that is not there, and no error at all, are not', () => {
  expect(isOutOfReach(Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }))).toBe(false)
  expect(isOutOfReach(new Error('Connection terminated'))).toBe(false)
  expect(isOutOfReach(Object.assign(new Error('no such file'), { code: 'ENOENT' }))).toBe(false)
  expect([undefined, null, 'P1001', {}].map(isOutOfReach)).toEqual([false, false, false, false])
})

it('an error that wraps itself is looked into all the same', () => {
  const error = new StatementFailed(new Error('Something else'))
  error.cause = error
  expect(isOutOfReach(error)).toBe(false)
})
