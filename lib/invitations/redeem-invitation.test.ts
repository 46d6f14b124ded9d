import { beforeEach, describe, expect, it, vi } from 'vitest'
import { anew, makePolicy } from '../access/testing'
import type { CastName } from '../../prisma/cast'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied, Conflict, ControlRequired, Invalid, NotFound } from '../errors'
import { findCaller } from '../identity/sessions/find-caller'
import type { Caller, PersonCaller } from '../principal'
import { hashToken, linkToken, newToken } from '../secrets'
import { openResource } from '../sharing/open-resource'
import { acceptStatement } from './accept-statement'
import { askForInvitation } from './ask-for-invitation'
import { getInvitation } from './get-invitation'
import { getInvitee } from './get-invitee'
import { redeemInvitation } from './redeem-invitation'

let people: Record<CastName, PersonCaller>
let invited: PersonCaller

beforeEach(async () => {
  vi.useFakeTimers({ now: new Date('2026-11-23T12:00:00Z'), toFake: ['Date'] })
  people = await seatCast()
  invited = await newGuest('nadia.torres@contoso.example')
})

/** Somebody whom Megan has invited and who has not been here before. */
async function newGuest(address: string): Promise<PersonCaller> {
  const sponsorId = people.megan.principal.id
  const { id } = await db().principal.create({
    data: { kind: 'guest', address, createdAt: now(), guest: { create: { invitedAt: now(), sponsorId } } },
  })
  return { ...people.nicole, principal: { id, kind: 'guest', address, name: null, administrator: false } }
}

/** A title of its own each time, so that what one test leaves in the trail is not another's. */
async function invite({ to = invited, title = 'Prospectus', endsAt = after(now(), 90 * DAY) as Date | null } = {}) {
  const sharedById = people.megan.principal.id
  const { id: resourceId } = await db().resource.create({
    data: { kind: 'link', url: 'https://intranet.woodgrove.example/', title, sharedById, createdAt: now() },
  })
  const principalId = to.principal.id
  await db().grant.create({
    data: { resourceId, principalId, role: 'view', grantedAt: now(), grantedById: sharedById, endsAt },
  })
  const { id } = await db().invitation.create({
    data: {
      tokenHash: hashToken(newToken()),
      resourceId,
      principalId,
      invitedById: sharedById,
      createdAt: now(),
      expiresAt: after(now(), 30 * DAY),
    },
  })
  const token = linkToken('invitation', id)
  await db().invitation.update({ where: { id }, data: { tokenHash: hashToken(token) } })
  return { token, resourceId }
}

const events = async (type: string) =>
  (await db().auditEvent.findMany({ where: { type, principalId: invited.principal.id } })).length

const everything = async () =>
  JSON.stringify(
    [
      await db().auditEvent.count(),
      await db().invitation.findMany(),
      await db().grant.findMany(),
      await db().guest.findMany(),
      await db().mail.findMany(),
      await db().budget.findMany(),
      await db().session.findMany(),
      await db().signInAttempt.findMany(),
    ],
    (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value),
  )

const dead = {
  expired: () => db().invitation.updateMany({ data: { expiresAt: now() } }),
  ended: () => db().grant.updateMany({ data: { endsAt: now() } }),
  blocked: () => db().principal.update({ where: { id: invited.principal.id }, data: { blockedAt: now() } }),
  withdrawn: () => db().invitation.updateMany({ data: { withdrawnAt: now() } }),
  revoked: () => db().grant.updateMany({ data: { revokedAt: now() } }),
  'without its grant': () => db().grant.deleteMany(),
  deleted: () => db().resource.updateMany({ data: { deletedAt: now() } }),
  closed: () => db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: now() } }),
  removed: () => db().principal.update({ where: { id: invited.principal.id }, data: { removedAt: now() } }),
}
const said = {
  revoked: 'withdrawn',
  'without its grant': 'withdrawn',
  deleted: 'withdrawn',
  removed: 'withdrawn',
} as Record<string, string>

describe('getInvitation', () => {
  it('names the organization, the inviter and what is shared, and masks the address', async () => {
    const { token } = await invite()
    expect(await getInvitation(stranger, { token })).toMatchObject({
      state: 'open',
      organizationName: 'Woodgrove Bank',
      privacyStatement: 'We keep your address.',
      inviter: 'Megan Bowen',
      resource: { title: 'Prospectus', kind: 'link', role: 'view', endsAt: after(now(), 90 * DAY) },
      maskedAddress: 'n•••s@contoso.example',
      visitor: { kind: 'stranger' },
    })
  })

  it('tells a stranger neither the address nor the resource’s id', async () => {
    const { token, resourceId } = await invite()
    const told = JSON.stringify(await getInvitation(stranger, { token }))
    expect(told).not.toContain('nadia.torres')
    expect(told).not.toContain(resourceId)
    expect(told).not.toContain('intranet.woodgrove')
  })

  it('knows the invited from anyone else who is signed in', async () => {
    const { token, resourceId } = await invite()
    expect(await getInvitation(invited, { token })).toMatchObject({
      visitor: { kind: 'invited', resourceId, owes: true },
    })
    for (const name of ['omar', 'lee'] as const)
      expect(await getInvitation(people[name], { token })).toMatchObject({
        visitor: { kind: 'other', address: people[name].principal.address },
      })
  })

  it('tells who sent it, and administrators, what became of it, with the way to the share', async () => {
    const { token, resourceId } = await invite()
    const sent = {
      state: 'sent',
      now: 'open',
      resourceId,
      title: 'Prospectus',
      maskedAddress: 'n•••s@contoso.example',
      waitsUntil: after(now(), 30 * DAY),
    }
    expect(await getInvitation(people.megan, { token })).toMatchObject({ ...sent, mine: true })
    expect(await getInvitation(people.adele, { token })).toMatchObject({ ...sent, mine: false, inviter: 'Megan Bowen' })
    await dead.revoked()
    expect(await getInvitation(people.megan, { token })).toMatchObject({ state: 'sent', now: 'withdrawn' })
    expect(await getInvitation(people.lee, { token })).toMatchObject({ state: 'withdrawn' })
  })

  it.each(Object.keys(dead) as (keyof typeof dead)[])('says no more than who invited, once it is %s', async (kind) => {
    const { token } = await invite()
    await dead[kind]()
    const view = { state: said[kind] ?? kind, organizationName: 'Woodgrove Bank', inviter: 'Megan Bowen' }
    expect(await getInvitation(stranger, { token })).toEqual(view)
    expect(await getInvitation(invited, { token })).toEqual(view)
  })

  it.each(['', 'x', '../../etc/passwd', 'A'.repeat(43), '\0'.repeat(43), 'é'.repeat(43), 'A'.repeat(5000)])(
    'reveals nothing for an unknown token (%#)',
    async (token) => {
      await invite()
      await expect(getInvitation(stranger, { token })).rejects.toThrow(NotFound)
      await expect(getInvitation(invited, { token })).rejects.toThrow(NotFound)
      await expect(getInvitee(stranger, { token })).rejects.toThrow(NotFound)
    },
  )

  it('expires at the very millisecond, unless it was accepted by then', async () => {
    const [{ token }, kept] = [await invite(), await invite()]
    await redeemInvitation(invited, { ...kept, acceptPrivacy: true })
    await db().guest.updateMany({ where: { principalId: invited.principal.id }, data: { privacyAcceptedAt: null } })
    const state = async (of: string) => (await getInvitation(stranger, { token: of })).state
    vi.setSystemTime(after(now(), 30 * DAY - 1))
    expect(await state(token)).toBe('open')
    vi.setSystemTime(after(now(), 1))
    expect(await state(token)).toBe('expired')
    expect(await state(kept.token)).toBe('open')
  })

  it('is a known guest’s shortcut for as long as the access lasts', async () => {
    const { token, resourceId } = await invite({ to: people.nicole })
    expect(await getInvitation(people.nicole, { token })).toMatchObject({
      visitor: { kind: 'invited', resourceId, owes: false },
    })
    vi.setSystemTime(after(now(), 40 * DAY))
    expect((await getInvitation(stranger, { token })).state).toBe('open')
    vi.setSystemTime(after(now(), 50 * DAY))
    expect((await getInvitation(stranger, { token })).state).toBe('ended')
  })

  it('changes nothing when it is read 1,000 times, whoever reads it', async () => {
    const { token } = await invite()
    const before = await everything()
    const readers: Caller[] = [stranger, invited, people.omar, people.megan]
    for (let count = 0; count < 1000; count++) await getInvitation(readers[count % 4]!, { token })
    expect(await everything()).toBe(before)
  })
})

describe('getInvitee', () => {
  it('is the address the invitation was written for, while it is open', async () => {
    const { token } = await invite()
    expect(await getInvitee(stranger, { token })).toEqual({ address: 'nadia.torres@contoso.example' })
    await dead.revoked()
    await expect(getInvitee(stranger, { token })).rejects.toThrow(Conflict)
  })
})

describe('redeemInvitation', () => {
  it('accepts the invitation and the privacy statement, and leads to the resource', async () => {
    const { token, resourceId } = await invite()
    expect(await redeemInvitation(invited, { token, acceptPrivacy: true })).toEqual({ resourceId })
    expect(await db().invitation.findFirst()).toMatchObject({ redeemedAt: now() })
    const guest = await db().guest.findUnique({ where: { principalId: invited.principal.id } })
    expect(guest).toMatchObject({ privacyAcceptedAt: now(), privacyVersion: 1 })
    expect([await events('invitation.redeemed'), await events('guest.accepted-privacy-statement')]).toEqual([1, 1])
    expect(await getInvitation(invited, { token })).toMatchObject({ visitor: { kind: 'invited', owes: false } })
  })

  it('asks the invited what policies ask before anything is accepted, and strangers nothing', async () => {
    const { token } = await invite()
    await makePolicy({ who: { guests: true }, what: { allResources: true }, controls: { multiFactor: true } })
    await expect(getInvitation(await anew(invited), { token })).rejects.toThrow(ControlRequired)
    await makePolicy({ who: { guests: true }, what: { allResources: true }, controls: { block: true } })
    await expect(getInvitation(await anew(invited), { token })).rejects.toThrow(AccessDenied)
    expect(await getInvitation(stranger, { token })).toMatchObject({ visitor: { kind: 'stranger' } })
  })

  it('does nothing without the statement', async () => {
    const { token } = await invite()
    const before = await everything()
    await expect(redeemInvitation(invited, { token, acceptPrivacy: false })).rejects.toThrow(Invalid)
    expect(await everything()).toBe(before)
  })

  it('is redeemed once, of 64 at once and another one later', async () => {
    const { token, resourceId } = await invite()
    const all = await Promise.all(
      Array.from({ length: 64 }, () => redeemInvitation(invited, { token, acceptPrivacy: true })),
    )
    expect(new Set(all.map((one) => one.resourceId))).toEqual(new Set([resourceId]))
    await redeemInvitation(invited, { token, acceptPrivacy: true })
    expect([await events('invitation.redeemed'), await events('guest.accepted-privacy-statement')]).toEqual([1, 1])
  })

  it('accepts the statement once, of many invitations at once', async () => {
    const offers = await Promise.all(Array.from({ length: 8 }, (_, n) => invite({ title: `Part ${n}` })))
    await Promise.all(offers.map(({ token }) => redeemInvitation(invited, { token, acceptPrivacy: true })))
    expect([await events('invitation.redeemed'), await events('guest.accepted-privacy-statement')]).toEqual([8, 1])
  })

  it('asks again once the statement has changed', async () => {
    const { token } = await invite()
    await redeemInvitation(invited, { token, acceptPrivacy: true })
    await db().organization.updateMany({ data: { privacyVersion: 2 } })
    expect(await getInvitation(invited, { token })).toMatchObject({ visitor: { kind: 'invited', owes: true } })
    await expect(redeemInvitation(invited, { token, acceptPrivacy: false })).rejects.toThrow(Invalid)
    await redeemInvitation(invited, { token, acceptPrivacy: true })
    expect([await events('invitation.redeemed'), await events('guest.accepted-privacy-statement')]).toEqual([1, 2])
  })

  it.each(['nicole', 'omar', 'megan', 'lee', 'priya', 'adele'] as const)('is not for %s', async (name) => {
    const { token } = await invite()
    const before = await everything()
    await expect(redeemInvitation(people[name], { token, acceptPrivacy: true })).rejects.toThrow(AccessDenied)
    expect(await everything()).toBe(before)
  })

  it('is not for a stranger, nor with a token that is none', async () => {
    const { token } = await invite()
    await expect(redeemInvitation(stranger, { token, acceptPrivacy: true })).rejects.toThrow(AccessDenied)
    await expect(redeemInvitation(invited, { token: newToken(), acceptPrivacy: true })).rejects.toThrow(NotFound)
  })

  it.each(Object.keys(dead) as (keyof typeof dead)[])('gives nothing once it is %s', async (kind) => {
    const { token } = await invite()
    await dead[kind]()
    const before = await everything()
    await expect(redeemInvitation(invited, { token, acceptPrivacy: true })).rejects.toThrow(Conflict)
    expect(await everything()).toBe(before)
  })
})

describe('acceptStatement', () => {
  const bySession = async ({ principal }: PersonCaller) => {
    const token = newToken()
    await db().session.create({
      data: {
        principalId: principal.id,
        tokenHash: hashToken(token),
        startedAt: now(),
        expiresAt: after(now(), DAY),
        networkAddress: '192.0.2.7',
        userAgent: 'test',
      },
    })
    return findCaller(stranger.environment, token)
  }

  it('stands before the content for whoever came in without the link, and takes every waiting invitation along', async () => {
    const offers = [await invite(), await invite({ title: 'Appendix' })]
    const before = await bySession(invited)
    await expect(openResource(before, offers[0]!)).rejects.toThrow('One more step')
    await acceptStatement(before, { acceptPrivacy: true })
    expect(await openResource(await bySession(invited), offers[0]!)).toMatchObject({ kind: 'link' })
    expect([await events('invitation.redeemed'), await events('guest.accepted-privacy-statement')]).toEqual([2, 1])
  })

  it('asks a known guest again once the statement has changed, and a member never', async () => {
    const offer = await invite({ to: people.nicole })
    expect(await openResource(await bySession(people.nicole), offer)).toMatchObject({ kind: 'link' })
    await db().organization.updateMany({ data: { privacyVersion: 2 } })
    await expect(openResource(await bySession(people.nicole), offer)).rejects.toThrow('One more step')
    expect(await openResource(await bySession(people.megan), offer)).toMatchObject({ kind: 'link' })
  })

  it('is for somebody signed in who says yes', async () => {
    await expect(acceptStatement(stranger, { acceptPrivacy: true })).rejects.toThrow(AccessDenied)
    await expect(acceptStatement(invited, { acceptPrivacy: false })).rejects.toThrow(Invalid)
    expect(await events('guest.accepted-privacy-statement')).toBe(0)
  })
})

describe('askForInvitation', () => {
  const asked = () => db().mail.findMany({ where: { template: 'invitation-asked-for' } })

  it.each(['expired', 'ended', 'withdrawn', 'revoked', 'deleted'] as const)(
    'reaches the inviter when it is %s, once a day however many ask',
    async (kind) => {
      const { token } = await invite()
      await dead[kind]()
      const answers = await Promise.all(Array.from({ length: 20 }, () => askForInvitation(stranger, { token })))
      expect(answers.every(({ told }) => told === 'inviter')).toBe(true)
      expect(await asked()).toMatchObject([{ recipient: 'megan@woodgrove.example', withheldAt: null }])
      expect(await events('invitation.asked-for')).toBe(1)
      vi.setSystemTime(after(now(), DAY))
      await askForInvitation(stranger, { token })
      expect(await asked()).toHaveLength(2)
    },
  )

  it('says that somebody with the link asks, and in a session of the invited that it is they, whom nobody else’s question silences', async () => {
    const { token } = await invite()
    await dead.expired()
    await Promise.all(Array.from({ length: 20 }, () => askForInvitation(stranger, { token })))
    await askForInvitation(people.omar, { token })
    await Promise.all(Array.from({ length: 20 }, () => askForInvitation(invited, { token })))
    expect((await asked()).map(({ input }) => (input as { input: { proven: boolean } }).input.proven)).toEqual([
      false,
      true,
    ])
  })

  it('leads the inviter back to what is shared, and to a new share where it was deleted', async () => {
    const { token, resourceId } = await invite()
    await dead.expired()
    await askForInvitation(stranger, { token })
    await dead.deleted()
    vi.setSystemTime(after(now(), DAY))
    await askForInvitation(stranger, { token })
    expect(
      (await asked()).map(({ input }) => (input as { input: { resourceId: string | null } }).input.resourceId),
    ).toEqual([resourceId, null])
  })

  it('reaches whoever shares it now, or the sponsor, once the inviter has left, and administrators at last, and says so', async () => {
    const { token } = await invite()
    await dead.expired()
    const leave = (name: CastName) =>
      db().principal.update({ where: { id: people[name].principal.id }, data: { blockedAt: now() } })
    await db().resource.updateMany({ data: { sharedById: people.lee.principal.id } })
    await db().guest.updateMany({ data: { sponsorId: people.priya.principal.id } })
    expect(await askForInvitation(stranger, { token })).toEqual({ told: 'inviter' })
    expect(await asked()).toMatchObject([{ recipient: 'megan@woodgrove.example' }])
    for (const [name, successor] of [
      ['megan', 'lee'],
      ['lee', 'priya'],
    ] as const) {
      await leave(name)
      vi.setSystemTime(after(now(), DAY))
      expect(await askForInvitation(stranger, { token })).toEqual({ told: 'others' })
      expect((await asked()).map(({ recipient }) => recipient)).toContain(people[successor].principal.address)
    }
    await leave('priya')
    vi.setSystemTime(after(now(), DAY))
    expect(await askForInvitation(stranger, { token })).toEqual({ told: 'others' })
    expect((await asked()).at(-1)).toMatchObject({
      recipient: 'adele@woodgrove.example',
      input: { input: { inviter: { address: 'megan@woodgrove.example' } } },
    })
    await leave('adele')
    vi.setSystemTime(after(now(), DAY))
    expect(await askForInvitation(stranger, { token })).toEqual({ told: 'nobody' })
    expect(await asked()).toHaveLength(4)
    expect(await events('invitation.asked-for')).toBe(5)
  })

  it('answers the same and does nothing for an open invitation, a blocked guest and an unknown token', async () => {
    const { token } = await invite()
    const before = await everything()
    expect(await askForInvitation(stranger, { token })).toEqual({ told: 'unasked' })
    expect(await askForInvitation(stranger, { token: newToken() })).toEqual({ told: 'unasked' })
    expect(await everything()).toBe(before)
    await dead.blocked()
    expect(await askForInvitation(stranger, { token })).toEqual({ told: 'unasked' })
    expect(await everything()).toBe(before)
  })
})
