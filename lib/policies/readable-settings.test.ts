import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { after, MINUTE, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { Conflict } from '../errors'
import { findNeededVersion } from '../installation/needed-version'
import { enlist, leave, noteAlive } from '../installation/instances'
import { PolicySettings } from '../policy'
import { systemCaller } from '../principal'
import { isOlder } from '../version-order'
import { readableSettings } from './readable-settings'

const caller = systemCaller('instance')
const keys = { 'when.browser': '0.10.0', session: '0.9.0' }
const settings = (browser: 'any' | 'new' = 'any') =>
  PolicySettings.parse({ who: { guests: true }, what: {}, when: { browser }, controls: { block: true } })
const write = (given: PolicySettings) => transaction((tx) => readableSettings(tx, given, keys))
const begin = (version: string) => enlist(caller, { version, build: 'a build', publicUrl: 'http://localhost:3000' })

beforeEach(async () => {
  await seatCast()
  await db().installation.create({
    data: { secretCheck: new Uint8Array(32), fileStoreId: randomUUID(), createdAt: now() },
  })
})

describe('a key that older versions can’t read', () => {
  it('is not there while it says nothing, so that every build reads the policy', async () => {
    await begin('0.1.0')
    const written = await write(settings())
    expect([written.session, written.when!.browser]).toEqual([undefined, undefined])
    expect(PolicySettings.parse(written)).toEqual(settings())
    expect(await findNeededVersion(caller, '0.1.0')).toBeNull()
  })

  it('can’t be written while an older build is alive, and says which, and how to go on', async () => {
    await begin('0.10.0')
    const older = await begin('0.9.9')
    await expect(write(settings('new'))).rejects.toThrow(
      new Conflict(
        'policy.unreadable',
        'This asks for what only Foyer 0.10.0 and newer can read, and one at 0.9.9 is still running here. Once it is updated or stopped, wait a minute, then save again.',
      ),
    )
    expect(await findNeededVersion(caller, '0.1.0')).toBeNull()
    await leave(caller, older)
    expect((await write(settings('new'))).when!.browser).toBe('new')
  })

  it('counts a build that was not seen for a minute as gone, until it is seen again', async () => {
    const older = await begin('0.9.9')
    await db().instance.updateMany({ data: { seenAt: after(now(), -MINUTE) } })
    expect((await write(settings('new'))).when!.browser).toBe('new')
    await noteAlive(caller, older, { version: '0.9.9', build: 'a build', publicUrl: 'http://localhost:3000' })
    await expect(write(settings('new'))).rejects.toThrow('0.9.9 is still running')
  })

  it('keeps older builds from starting once it is written, and newer ones not', async () => {
    await write(settings('new'))
    expect([
      await findNeededVersion(caller, '0.9.0'),
      await findNeededVersion(caller, '0.10.0'),
      await findNeededVersion(caller, '1.0.0'),
    ]).toEqual(['0.10.0', null, null])
  })

  it('is seen by an older build that starts while it is being written', async () => {
    const asking = await transaction(async (tx) => {
      await readableSettings(tx, settings('new'), keys)
      await begin('0.9.0')
      const asked = { settled: false, needed: findNeededVersion(caller, '0.9.0') }
      void asked.needed.then(() => (asked.settled = true))
      await expect.poll(async () => asked.settled || (await isAnyoneWaiting())).toBe(true)
      return asked
    })
    expect(await asking.needed).toBe('0.10.0')
  })

  it('is never written beside an older build that starts in the same moment', async () => {
    for (let nth = 0; nth < 20; nth++) {
      await db().instance.deleteMany()
      await db().installation.updateMany({ data: { neededVersion: null } })
      const starts = async () => (await begin('0.9.0'), (await findNeededVersion(caller, '0.9.0')) === null)
      const writes = () =>
        write(settings('new')).then(
          () => true,
          () => false,
        )
      const [written, ...started] = await Promise.all([writes(), starts(), starts(), starts()])
      expect(written && started.includes(true)).toBe(false)
    }
  })
})

async function isAnyoneWaiting() {
  const [{ waiting } = { waiting: 0 }] = await db().$queryRaw<
    { waiting: number }[]
  >`SELECT count(*)::int AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`
  return waiting > 0
}

it.each([
  ['0.1.0', '0.1.0', false],
  ['0.9.0', '0.10.0', true],
  ['0.10.0', '0.9.0', false],
  ['1.0.0', '0.9.9', false],
  ['0.9.9', '1.0.0', true],
  ['1.0.0', '1.0.1', true],
])('%s is older than %s: %s', (one, other, older) => expect(isOlder(one, other)).toBe(older))
