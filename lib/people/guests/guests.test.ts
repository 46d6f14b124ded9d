import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { environment, seatCast } from '../../db/testing'
import { AccessDenied, Conflict, NotFound } from '../../errors'
import { findCaller } from '../../identity/sessions/find-caller'
import { Invite, invite } from '../../invitations/invite'
import type { PersonCaller } from '../../principal'
import { hashToken, newToken } from '../../secrets'
import { giveUpGrant } from '../../sharing/give-up-grant'
import { restoreGrant } from '../../sharing/restore-grant'
import { revokeGrant } from '../../sharing/revoke-grant'
import { takeBackGrant } from '../../sharing/take-back-grant'
import { endPersonSessions } from '../end-person-sessions'
import { getPerson } from '../get-person'
import { blockGuest } from './block-guest'
import { listGuests } from './list-guests'
import { removeGuest } from './remove-guest'
import { unblockGuest } from './unblock-guest'

let people: Record<CastName, PersonCaller>
let nicole: { principalId: string }
beforeEach(async () => {
  people = await seatCast()
  nicole = { principalId: people.nicole.principal.id }
})

/** Another browser of Nicole's; answers its token. */
async function signIn() {
  const token = newToken()
  await db().session.create({
    data: { ...environment, ...nicole, tokenHash: hashToken(token), startedAt: now(), expiresAt: after(now(), DAY) },
  })
  return token
}

async function share(title: string) {
  const sharedById = people.megan.principal.id
  const resource = await db().resource.create({ data: { kind: 'page', title, body: '', sharedById, createdAt: now() } })
  await db().grant.create({
    data: { resourceId: resource.id, ...nicole, role: 'view', grantedAt: now(), grantedById: sharedById },
  })
  await db().invitation.create({
    data: {
      resourceId: resource.id,
      ...nicole,
      invitedById: sharedById,
      createdAt: now(),
      expiresAt: after(now(), DAY),
      tokenHash: hashToken(newToken()),
    },
  })
}

const openSessions = () => db().session.count({ where: { ...nicole, endedAt: null } })
const trailOf = async () =>
  (await db().auditEvent.findMany({ where: nicole, orderBy: { id: 'asc' } })).map(({ type }) => type)

describe('blocking a guest', () => {
  it('makes their very next request a stranger’s, and an unblock asks for a new code', async () => {
    const token = await signIn()
    expect((await findCaller(environment, token)).kind).toBe('person')
    await blockGuest(people.adele, nicole)
    expect((await findCaller(environment, token)).kind).toBe('anonymous')
    await unblockGuest(people.adele, nicole)
    expect((await findCaller(environment, token)).kind).toBe('anonymous')
    expect(await trailOf()).toEqual(['session.ended', 'session.ended', 'guest.blocked', 'guest.unblocked'])
  })

  it('happens once, also when twenty ask for it at once', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => blockGuest(people.adele, nicole)))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await expect(blockGuest(people.adele, nicole)).rejects.toThrow(Conflict)
    expect((await trailOf()).filter((type) => type === 'guest.blocked')).toHaveLength(1)
  })

  it('is about guests only', async () => {
    await expect(blockGuest(people.adele, { principalId: people.lee.principal.id })).rejects.toThrow(NotFound)
  })
})

describe('a guest who is to be removed', () => {
  const due = () => ({ removalDueAt: after(now(), DAY) })

  it('is shown with the day, until an administrator unblocks them', async () => {
    await blockGuest(people.adele, nicole)
    await db().guest.update({ where: nicole, data: due() })
    expect((await getPerson(people.adele, nicole)).removalDueAt).toBeInstanceOf(Date)
    expect((await listGuests(people.adele, { q: 'nicole' })).rows[0]!.removalDueAt).toBeInstanceOf(Date)
    await unblockGuest(people.adele, nicole)
    expect((await getPerson(people.adele, nicole)).removalDueAt).toBeNull()
    expect((await listGuests(people.adele, { q: 'nicole' })).rows[0]!.removalDueAt).toBeNull()
    expect(await db().guest.count({ where: { removalDueAt: { not: null } } })).toBe(0)
  })

  it('is removed by an administrator before, and nothing is due any longer', async () => {
    await blockGuest(people.adele, nicole)
    await db().guest.update({ where: nicole, data: due() })
    await removeGuest(people.adele, nicole)
    expect(await db().guest.count({ where: { removalDueAt: { not: null } } })).toBe(0)
  })
})

describe('removing a guest', () => {
  it('ends grants, sessions and invitations in one go, each with its event, and keeps the trail', async () => {
    await share('Q3 plan')
    await share('Budget 2027')
    await removeGuest(people.adele, nicole)
    expect(await openSessions()).toBe(0)
    expect(await db().grant.count({ where: { ...nicole, revokedAt: null } })).toBe(0)
    expect(await db().invitation.count({ where: { ...nicole, withdrawnAt: null } })).toBe(0)
    expect((await trailOf()).sort()).toEqual([
      'grant.revoked',
      'grant.revoked',
      'guest.removed',
      'invitation.withdrawn',
      'invitation.withdrawn',
      'session.ended',
    ])
    await expect(removeGuest(people.adele, nicole)).rejects.toThrow(NotFound)
  })

  it('is a no to what they gave up, and to what the sharer revoked a moment ago: neither is undone', async () => {
    await share('Q3 plan')
    await share('Budget 2027')
    const [one, other] = await db().grant.findMany({ where: nicole, orderBy: { id: 'asc' } })
    await giveUpGrant(people.nicole, { grantId: one!.id })
    await revokeGrant(people.megan, { grantId: other!.id })
    await removeGuest(people.adele, nicole)
    await db().principal.update({ where: { id: nicole.principalId }, data: { removedAt: null } })
    await expect(takeBackGrant(people.nicole, { grantId: one!.id })).rejects.toThrow(Conflict)
    await expect(restoreGrant(people.megan, { grantId: other!.id })).rejects.toThrow(Conflict)
    expect(await db().grant.findUniqueOrThrow({ where: { id: one!.id } })).toMatchObject({
      revokedById: people.adele.principal.id,
    })
    const event = await db().auditEvent.findFirstOrThrow({
      where: { type: 'grant.revoked', callerId: people.adele.principal.id },
    })
    expect(event.detail).toEqual({ grantId: one!.id, cause: 'guest removed', was: 'given-up' })
  })

  it('takes them off the list but not off their page', async () => {
    await removeGuest(people.adele, nicole)
    expect((await listGuests(people.adele)).rows.map(({ address }) => address)).toEqual([cast.omar.address])
    expect((await getPerson(people.adele, nicole)).state).toBe('removed')
  })
})

describe('ending sessions', () => {
  it('ends the one named, then all', async () => {
    const token = await signIn()
    const { sessions } = await getPerson(people.adele, nicole)
    expect(sessions.map(({ browser }) => browser)).toEqual(['Chrome on Windows', 'Chrome on Windows'])
    expect(await endPersonSessions(people.adele, { ...nicole, sessionId: sessions[0]!.id })).toEqual({ ended: 1 })
    expect((await findCaller(environment, token)).kind).toBe('anonymous')
    expect(await endPersonSessions(people.adele, nicole)).toEqual({ ended: 1 })
    await expect(endPersonSessions(people.adele, nicole)).rejects.toThrow(Conflict)
  })

  it('does not reach the session of somebody else', async () => {
    await expect(endPersonSessions(people.adele, { ...nicole, sessionId: people.omar.session.id })).rejects.toThrow(
      Conflict,
    )
    expect(await db().session.count({ where: { id: people.omar.session.id, endedAt: null } })).toBe(1)
  })
})

describe('the list of guests', () => {
  it('counts what gives something now', async () => {
    await share('Q3 plan')
    await share('Budget 2027')
    await db().grant.updateMany({
      where: { resource: { title: 'Budget 2027' } },
      data: { endsAt: now(), lastOpenedAt: now() },
    })
    const { rows } = await listGuests(people.adele, { q: 'nicole' })
    expect(rows).toMatchObject([{ grants: 1, sessions: 1, state: 'active', sponsorName: 'Megan Bowen' }])
    expect(rows[0]!.lastOpenedAt).toBeInstanceOf(Date)
  })

  it('filters by state and counts each', async () => {
    await db().guest.update({ where: { principalId: people.omar.principal.id }, data: { privacyAcceptedAt: null } })
    await blockGuest(people.adele, nicole)
    const { rows, counts } = await listGuests(people.adele, { state: 'blocked' })
    expect(rows).toMatchObject([{ address: cast.nicole.address, state: 'blocked' }])
    expect(counts).toEqual({ pending: 1, active: 0, blocked: 1, removed: 0 })
  })

  it('finds who was blocked and then removed, so that they can be unblocked and invited again', async () => {
    await share('Plan')
    const { id: resourceId } = await db().resource.findFirstOrThrow()
    await blockGuest(people.adele, nicole)
    await removeGuest(people.adele, nicole)
    expect((await listGuests(people.adele)).rows.map(({ address }) => address)).toEqual([cast.omar.address])
    expect(await listGuests(people.adele, { state: 'removed' })).toMatchObject({
      rows: [{ address: cast.nicole.address, state: 'removed', blocked: true }],
      counts: { blocked: 0, removed: 1 },
      total: 1,
    })
    const again = () => invite(people.megan, Invite.parse({ resourceId, addresses: cast.nicole.address }))
    await expect(again()).rejects.toThrow(/blocked here/)
    await expect(unblockGuest(people.megan, nicole)).rejects.toThrow(AccessDenied)
    const tries = await Promise.allSettled(Array.from({ length: 20 }, () => unblockGuest(people.adele, nicole)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await listGuests(people.adele, { state: 'removed' })).rows).toMatchObject([
      { state: 'removed', blocked: false },
    ])
    await again()
    expect(await listGuests(people.adele)).toMatchObject({ counts: { pending: 1, active: 1, blocked: 0, removed: 0 } })
  })

  it('finds by name, address and sponsor, and takes wildcards as they are written', async () => {
    const found = async (q: string) =>
      (await listGuests(people.adele, { q, sort: 'name' })).rows.map(({ name }) => name)
    expect(await found('BAKER')).toEqual(['Nicole Baker'])
    expect(await found('fabrikam')).toEqual(['Omar Haddad'])
    expect(await found('megan')).toEqual(['Nicole Baker', 'Omar Haddad'])
    expect(await found('%')).toEqual([])
    expect(await found('_')).toEqual([])
  })

  it('turns pages of fifty, and reads nonsense as the first', async () => {
    const at = now()
    const many = Array.from({ length: 60 }, (_, n) => ({
      kind: 'guest' as const,
      address: `g${n}@contoso.example`,
      createdAt: at,
    }))
    const made = await db().principal.createManyAndReturn({ data: many })
    await db().guest.createMany({ data: made.map(({ id }) => ({ principalId: id, invitedAt: at })) })
    const first = await listGuests(people.adele, { page: 'x', sort: 'nonsense', state: '?' })
    const last = await listGuests(people.adele, { page: '9' })
    expect([first.rows.length, first.total, first.pages]).toEqual([50, 62, 2])
    expect([last.rows.length, last.page]).toEqual([12, 2])
  })
})
