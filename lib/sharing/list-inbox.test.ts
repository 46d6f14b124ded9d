import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, HOUR, now, SECOND } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied } from '../errors'
import type { PersonCaller } from '../principal'
import { UNDO_TAKEN } from '../undo'
import { listInbox } from './list-inbox'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

type Terms = {
  from?: CastName
  to?: CastName
  title?: string
  endsAt?: Date | null
  grantedAt?: Date
  revokedAt?: Date
  revokedBy?: CastName
  undoUntil?: Date
  deletedAt?: Date
  firstOpenedAt?: Date
}

async function share({
  from = 'megan',
  to = 'nicole',
  title = 'Prospectus',
  deletedAt,
  revokedBy,
  ...times
}: Terms = {}) {
  const sharedById = people[from].principal.id
  const resource = await db().resource.create({
    data: { kind: 'link', url: 'https://contoso.example', title, sharedById, createdAt: now(), deletedAt },
  })
  return db().grant.create({
    data: {
      resourceId: resource.id,
      principalId: people[to].principal.id,
      role: 'view',
      grantedAt: now(),
      grantedById: sharedById,
      revokedById: revokedBy && people[revokedBy].principal.id,
      ...times,
    },
  })
}

const titles = async (input = {}, of: CastName = 'nicole') =>
  (await listInbox(people[of], input)).rows.map(({ title }) => title)

describe('listInbox', () => {
  it('shows everything shared with the caller by anybody, and nothing else', async () => {
    await share({ title: 'From Megan' })
    await share({ from: 'lee', title: 'From Lee' })
    await share({ to: 'omar', title: 'For Omar' })
    await share({ title: 'Ended', grantedAt: after(now(), -HOUR), endsAt: now() })
    await share({ title: 'Revoked', revokedAt: now(), revokedBy: 'megan' })
    await share({ title: 'Deleted', deletedAt: now() })
    expect((await titles()).sort()).toEqual(['From Lee', 'From Megan'])
    expect(await titles({}, 'omar')).toEqual(['For Omar'])
    expect(await titles({}, 'adele')).toEqual([])
  })

  it('tells each row from the caller’s own side alone', async () => {
    const endsAt = after(now(), 3 * DAY)
    const grant = await share({ endsAt })
    await share({ to: 'omar' })
    const { rows } = await listInbox(people.nicole)
    expect(rows).toEqual([
      {
        grantId: grant.id,
        resourceId: grant.resourceId,
        title: 'Prospectus',
        kind: 'link',
        role: 'view',
        sharer: { name: 'Megan Bowen', address: 'megan@woodgrove.example', kind: 'member' },
        endsAt,
        isNew: true,
        endingSoon: true,
        undo: null,
      },
    ])
  })

  it('marks as ending soon up to seven days, to the millisecond, and as new until it was opened', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
    await share({ title: 'seven', endsAt: after(now(), 7 * DAY), firstOpenedAt: now() })
    await share({ title: 'later', endsAt: after(now(), 7 * DAY + 1) })
    await share({ title: 'never', endsAt: null })
    const marks = (await listInbox(people.nicole, { sort: 'ending' })).rows.map(({ title, endingSoon, isNew }) => [
      title,
      endingSoon,
      isNew,
    ])
    expect(marks).toEqual([
      ['seven', true, false],
      ['later', false, true],
      ['never', false, true],
    ])
  })

  it('drops a grant at the very millisecond it ends', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
    await share({ endsAt: after(now(), SECOND) })
    vi.setSystemTime('2026-11-23T12:00:00.999Z')
    expect(await titles()).toHaveLength(1)
    vi.setSystemTime('2026-11-23T12:00:01.000Z')
    expect(await titles()).toHaveLength(0)
  })

  it('keeps what the caller gave up for ten seconds, but not what was taken from them', async () => {
    vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
    const ended = { revokedAt: now(), undoUntil: after(now(), UNDO_TAKEN) }
    await share({ title: 'given up', ...ended, revokedBy: 'nicole' })
    await share({ title: 'given up, not to be undone', ...ended, undoUntil: undefined, revokedBy: 'nicole' })
    await share({ title: 'taken', ...ended, revokedBy: 'megan' })
    vi.setSystemTime('2026-11-23T12:00:04.000Z')
    expect((await listInbox(people.nicole)).rows).toMatchObject([{ title: 'given up', undo: { seconds: 6 } }])
    vi.setSystemTime('2026-11-23T12:00:10.000Z')
    expect(await titles()).toEqual([])
  })

  it('sorts by newest, title and ending first', async () => {
    await share({ title: 'Beta', grantedAt: after(now(), -3000), endsAt: after(now(), 2 * DAY) })
    await share({ title: 'alpha', grantedAt: after(now(), -2000), endsAt: null })
    await share({ title: 'Gamma', grantedAt: after(now(), -1000), endsAt: after(now(), DAY) })
    expect(await titles()).toEqual(['Gamma', 'alpha', 'Beta'])
    expect(await titles({ sort: 'title' })).toEqual(['alpha', 'Beta', 'Gamma'])
    expect(await titles({ sort: 'ending' })).toEqual(['Gamma', 'Beta', 'alpha'])
  })

  it('searches title and sharer, and takes wildcards as they are written', async () => {
    await share({ title: '100% of it' })
    await share({ title: 'Half_of it', from: 'lee' })
    expect(await titles({ q: '%' })).toEqual(['100% of it'])
    expect(await titles({ q: '_OF' })).toEqual(['Half_of it'])
    expect(await titles({ q: 'lee gu' })).toEqual(['Half_of it'])
    expect(await titles({ q: 'megan@' })).toEqual(['100% of it'])
    expect(await titles({ q: '\\' })).toEqual([])
  })

  it('pages by 50, and answers a page past the end, or nonsense, with one that is there', async () => {
    for (let count = 0; count < 51; count++) await share({ title: `Share ${count}` })
    const last = await listInbox(people.nicole, { page: '2' })
    expect(last).toMatchObject({ total: 51, page: 2, pages: 2 })
    expect(last.rows).toHaveLength(1)
    expect(await listInbox(people.nicole, { page: '9' })).toEqual({ ...last, at: expect.any(Date) })
    expect(await listInbox(people.nicole, { page: '-1', sort: 'DROP TABLE', q: ['a', 'b'] })).toMatchObject({
      page: 1,
      sort: 'newest',
      q: '',
    })
  })

  it('has nothing for a stranger', async () => {
    await expect(listInbox(stranger)).rejects.toThrow(AccessDenied)
  })
})
