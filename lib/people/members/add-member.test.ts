import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { Conflict, Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'
import { blockGuest } from '../guests/block-guest'
import { removeGuest } from '../guests/remove-guest'
import { addMember, AddMember } from './add-member'
import { disableMember } from './disable-member'
import { enableMember } from './enable-member'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const add = (address: string, more: Partial<AddMember> = {}) =>
  addMember(people.adele, { address, name: null, administrator: false, guestToo: true, ...more })
const principal = (address: string) =>
  db().principal.findUniqueOrThrow({ where: { address }, include: { guest: true, roles: true } })

describe('adding a member', () => {
  it('lets the canonical address in, mails it and records it, all at once', async () => {
    const { principalId } = await add(' Diego@Woodgrove.Example ', { name: 'Diego Siciliani', administrator: true })
    expect(await principal('diego@woodgrove.example')).toMatchObject({
      id: principalId,
      kind: 'member',
      roles: [{ role: 'administrator', appointedById: people.adele.principal.id, until: null }],
      name: 'Diego Siciliani',
    })
    expect(await db().mail.findMany()).toMatchObject([
      { template: 'member-added', recipient: 'diego@woodgrove.example' },
    ])
    expect(await db().auditEvent.findMany({ where: { principalId } })).toMatchObject([
      { type: 'member.added', callerId: people.adele.principal.id },
    ])
  })

  it.each(['', 'diego', 'diego@', 'a@b@woodgrove.example', 'diego@woodgrove.example\r\nBcc: sam@northwind.example'])(
    'refuses %j',
    async (address) => {
      await expect(add(address)).rejects.toThrow(Invalid)
      expect(await db().mail.count()).toBe(0)
    },
  )

  it('refuses a member, a disabled member and a blocked guest, each with the way on', async () => {
    await expect(add(cast.lee.address)).rejects.toThrow('a member already')
    await disableMember(people.adele, { principalId: people.lee.principal.id })
    await expect(add(cast.lee.address)).rejects.toThrow('Enable them')
    await blockGuest(people.adele, { principalId: people.nicole.principal.id })
    await expect(add(cast.nicole.address)).rejects.toThrow('Unblock them')
  })

  it('refuses another address of a mailbox that is blocked or disabled, until it no longer is', async () => {
    await disableMember(people.adele, { principalId: people.lee.principal.id })
    await blockGuest(people.adele, { principalId: people.nicole.principal.id })
    for (const [address, of] of [
      ['lee+x@woodgrove.example', cast.lee.address],
      ['nicole+x@contoso.example', cast.nicole.address],
    ] as const)
      await expect(add(address)).rejects.toThrow(`leads to the mailbox of ${of}, which is blocked here`)
    await enableMember(people.adele, { principalId: people.lee.principal.id })
    await add('lee+x@woodgrove.example')
  })

  it('lets an administrator add another address of somebody who was removed', async () => {
    await removeGuest(people.adele, { principalId: people.nicole.principal.id })
    await add('nicole+x@contoso.example')
    expect(await principal('nicole+x@contoso.example')).toMatchObject({ kind: 'member' })
  })

  it('of twenty at once adds one', async () => {
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => add('diego@woodgrove.example')))
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const one of all) if (one.status === 'rejected') expect([Conflict, Invalid]).toContain(one.reason.constructor)
    expect(await db().mail.count()).toBe(1)
  })

  it('reads a form: a box that is not ticked, a name of invisible marks', () => {
    expect(AddMember.parse({ address: 'x', name: ' \u202e\u0000 ' })).toEqual({
      address: 'x',
      name: null,
      administrator: false,
      guestToo: false,
    })
    expect(AddMember.parse({ address: 'x', name: 'Di\u202eego\n S', administrator: 'on' })).toEqual({
      address: 'x',
      name: 'Di ego S',
      administrator: true,
      guestToo: false,
    })
    expect(AddMember.safeParse({ address: 'x', name: 'x'.repeat(101) }).success).toBe(false)
  })
})

describe('a guest who is added as a member', () => {
  it('stays a guest until it is said that a guest may become one, and is named', async () => {
    const refused = await add(cast.nicole.address, { guestToo: false }).catch((error: Invalid) => error.fields)
    expect(refused).toMatchObject({
      guestToo: expect.stringContaining(`${cast.nicole.name} (${cast.nicole.address}) is a guest here`),
    })
    expect(await principal(cast.nicole.address)).toMatchObject({ kind: 'guest' })
    expect(await db().session.count({ where: { principalId: people.nicole.principal.id, endedAt: null } })).toBe(1)
  })

  it('keeps name and grants, is nobody’s guest, and signs in anew', async () => {
    const resource = await db().resource.create({
      data: { kind: 'page', title: 'Q3 plan', body: '', sharedById: people.megan.principal.id, createdAt: now() },
    })
    const grant = {
      resourceId: resource.id,
      principalId: people.nicole.principal.id,
      role: 'view' as const,
      grantedAt: now(),
      grantedById: people.megan.principal.id,
    }
    await db().grant.create({ data: { ...grant, endsAt: after(now(), DAY) } })
    expect(await add(cast.nicole.address)).toMatchObject({ wasGuest: true, principalId: people.nicole.principal.id })
    expect(await principal(cast.nicole.address)).toMatchObject({ kind: 'member', name: cast.nicole.name, guest: null })
    expect(await db().grant.count({ where: { principalId: people.nicole.principal.id, revokedAt: null } })).toBe(1)
    expect(await db().session.count({ where: { principalId: people.nicole.principal.id, endedAt: null } })).toBe(0)
  })

  it('may also have been removed before: nothing of then comes back', async () => {
    await removeGuest(people.adele, { principalId: people.nicole.principal.id })
    await add(cast.nicole.address)
    expect(await principal(cast.nicole.address)).toMatchObject({ kind: 'member', removedAt: null, blockedAt: null })
    expect(await db().grant.count({ where: { principalId: people.nicole.principal.id, revokedAt: null } })).toBe(0)
  })
})
