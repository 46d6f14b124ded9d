import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { type Checks, createHealth, type Faults } from './health'

async function ask(checks: Checks, faults: Faults = [], { ending = false, url = '/api/health' } = {}) {
  let [status, said] = [0, '']
  const response = { writeHead: (given: number) => void (status = given), end: (text: string) => void (said = text) }
  await createHealth(
    checks,
    faults,
    () => ending,
  )({ method: 'GET', url } as IncomingMessage, response as unknown as ServerResponse)
  return [status, JSON.parse(said)]
}

const well: Checks = [['database', () => true]]
const fails = () => {
  throw new Error('It is gone.')
}

it('says 503 with the first part that fails, and asks no further', async () => {
  expect(await ask(well)).toEqual([200, { status: 'ok' }])
  expect(await ask([...well, ['worker', () => false], ['jobs', () => false]], [['files', () => true]])).toEqual([
    503,
    { status: 'failing', part: 'worker' },
  ])
  expect(await ask([['database', fails]])).toEqual([503, { status: 'failing', part: 'database' }])
})

it('tells a fault beside a 200, since another instance would not do better', async () => {
  expect(await ask(well, [['files', () => false]])).toEqual([200, { status: 'ok', faults: ['files'] }])
  expect(await ask(well, [['files', fails]])).toEqual([200, { status: 'ok', faults: ['files'] }])
  expect(await ask(well, [['files', () => true]])).toEqual([200, { status: 'ok' }])
})

it('tells a fault beside a 503 too, which may be why, but for one of which there is no telling', async () => {
  const faults: Faults = [
    ['files', fails, 'database'],
    ['disk', () => false],
  ]
  expect(await ask([['database', fails]], faults)).toEqual([
    503,
    { status: 'failing', part: 'database', faults: ['disk'] },
  ])
  expect(await ask([...well, ['worker', () => false]], faults)).toEqual([
    503,
    { status: 'failing', part: 'worker', faults: ['files', 'disk'] },
  ])
})

it('says 503 once it is told to end, and that it answers at all to whoever starts processes again', async () => {
  expect(await ask(well, [], { ending: true })).toEqual([503, { status: 'ending' }])
  expect(await ask(well, [], { ending: true, url: '/api/health/ready?x' })).toEqual([503, { status: 'ending' }])
  expect(await ask([['database', fails]], [], { ending: true, url: '/api/health/live' })).toEqual([
    200,
    { status: 'ok' },
  ])
})
