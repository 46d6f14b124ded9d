import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../prisma/cast'
import { db } from './db/client'
import { asOwner } from './db/owner/testing'
import { seatCast } from './db/testing'
import { type Disk, disk, DISK_FULL, isDiskFull, noteDisk, toldIfFull } from './disk'
import { AccessDenied, Conflict, NoRoom } from './errors'
import { endSession } from './identity/sessions/end-session'
import { ShareResource, shareResource } from './invitations/share-resource'
import { blockGuest } from './people/guests/block-guest'
import type { PersonCaller } from './principal'
import { revokeGrant } from './sharing/revoke-grant'
import { transaction } from './db/transaction'

const roomy: Disk = { size: 2 ** 41, free: 2 ** 40, taken: 0.1, full: false, withDatabase: true }
const full: Disk = { size: 2 ** 41, free: 0, taken: 1, full: true, withDatabase: true }
const memory = globalThis as { foyerNoRoomAt?: Date }

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  noteDisk(roomy)
  memory.foyerNoRoomAt = undefined
})

/** What a doing throws. */
const faultOf = (doing: Promise<unknown>) =>
  doing.then(
    () => null,
    (error: unknown) => error,
  )

/** Has PostgreSQL refuse new sessions as on a full disk, while something is done. */
async function whileFull<T>(work: () => Promise<T>) {
  await asOwner(
    `CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file "base/1/2": No space left on device' USING ERRCODE = 'disk_full'; END $$; CREATE TRIGGER full_disk BEFORE INSERT ON "Budget" EXECUTE FUNCTION full_disk()`,
  )
  try {
    return await work()
  } finally {
    await asOwner('DROP FUNCTION full_disk CASCADE')
  }
}

describe('a fault of a full disk', () => {
  const key = { key: 'k', spentAt: [], keptUntil: new Date() }

  it.each<[string, () => Promise<unknown>]>([
    ['of one row', () => db().budget.create({ data: key })],
    ['of many', () => db().budget.createMany({ data: [key] })],
    ['within a transaction', () => transaction((tx) => tx.budget.create({ data: key }))],
    ['of plain SQL', () => db().$executeRaw`INSERT INTO "Budget" VALUES ('k', '{}', now())`],
  ])('is told for what it is, %s, and remembered', async (_what, write) => {
    const fault = await whileFull(() => faultOf(write()))
    expect([toldIfFull(fault), isDiskFull()]).toEqual([new NoRoom(DISK_FULL), true])
  })

  it.each(['ENOSPC', 'EDQUOT'])('is that of the file system: %s', (code) => {
    expect(toldIfFull(new Error('write', { cause: Object.assign(new Error(code), { code }) }))).toBeInstanceOf(NoRoom)
    // How much there is of a disk is measured.
    expect(isDiskFull()).toBe(code === 'EDQUOT')
  })

  it('is no other fault, but that of a database that a full disk has ended', async () => {
    const [bug, conflict] = [new TypeError('undefined'), new Conflict('form.stale', 'Somebody was faster.')]
    const lost = await faultOf(db().$queryRaw`SELECT 1 / 0`)
    for (const fault of [bug, conflict, lost, null, 'text']) expect(toldIfFull(fault)).toBe(fault)
    expect(isDiskFull()).toBe(false)
    noteDisk(full)
    expect([toldIfFull(lost), toldIfFull(bug), toldIfFull(conflict)]).toEqual([new NoRoom(DISK_FULL), bug, conflict])
    noteDisk({ ...full, withDatabase: false })
    expect(toldIfFull(lost)).toBe(lost)
  })
})

describe('while the disk is full', () => {
  const link = {
    kind: 'link',
    url: 'https://intranet.woodgrove.example/plan',
    title: 'The plan',
    addresses: 'new@contoso.example',
  }
  const share = () => shareResource(people.megan, ShareResource.parse(link))

  it('nothing is added, and what ends something goes on', async () => {
    const { resourceId } = await share()
    const rows = () => Promise.all([db().resource.count(), db().mail.count(), db().auditEvent.count()])
    const before = await rows()
    noteDisk(full)
    expect(await faultOf(share())).toEqual(new NoRoom(DISK_FULL))
    expect(await rows()).toEqual(before)
    const grant = await db().grant.findFirstOrThrow({ where: { resourceId } })
    await revokeGrant(people.megan, { grantId: grant.id })
    await blockGuest(people.adele, { principalId: people.nicole.principal.id })
    await endSession(people.omar, { sessionId: people.omar.session.id })
    const ended = (await db().auditEvent.findMany()).map(({ type }) => type)
    expect(ended).toEqual(expect.arrayContaining(['grant.revoked', 'guest.blocked', 'session.ended']))
  })

  it('whoever may not do it is told that, and no more', async () => {
    noteDisk(full)
    expect(await faultOf(shareResource(people.nicole, ShareResource.parse(link)))).toBeInstanceOf(AccessDenied)
  })

  it('nothing is refused where the database lies elsewhere', async () => {
    noteDisk({ ...full, withDatabase: false })
    expect([await faultOf(share()), disk().full]).toEqual([null, true])
  })
})
