import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { administering } from '../../access/administrators'
import { after, HOUR, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { makeAdministrator, seatCast } from '../../db/testing'
import { AccessDenied, Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { addMember } from './add-member'
import { demoteMember } from './demote-member'
import { disableMember } from './disable-member'
import { enableMember } from './enable-member'
import { promoteMember } from './promote-member'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const about = ({ principal }: PersonCaller) => ({ principalId: principal.id })
/** The same person, as a request that began after the promotion sees them. */
const asAdministrator = (caller: PersonCaller): PersonCaller => ({
  ...caller,
  principal: { ...caller.principal, administrator: true },
})
const inOffice = () => db().principal.count({ where: { ...administering(), blockedAt: null } })

/** Twenty administrators more, each with a session. */
async function appoint(count: number) {
  const all = [people.adele]
  for (let n = 1; n < count; n++) {
    const { principalId } = await addMember(people.adele, {
      address: `admin${n}@woodgrove.example`,
      name: null,
      administrator: true,
      guestToo: false,
    })
    all.push({
      ...people.adele,
      principal: { ...people.adele.principal, id: principalId, address: `admin${n}@woodgrove.example` },
    })
  }
  return all
}

describe('the last administrator', () => {
  it('can be neither demoted nor disabled', async () => {
    await expect(demoteMember(people.adele, about(people.adele))).rejects.toThrow(Conflict)
    await expect(disableMember(people.adele, about(people.adele))).rejects.toThrow(AccessDenied)
    expect(await inOffice()).toBe(1)
  })

  it('is not the last while another one is in office', async () => {
    await promoteMember(people.adele, about(people.lee))
    await demoteMember(people.adele, about(people.adele))
    expect(await inOffice()).toBe(1)
    await expect(demoteMember(asAdministrator(people.lee), about(people.lee))).rejects.toThrow(Conflict)
  })

  it('does not count one who never signed in', async () => {
    await promoteMember(people.adele, about(people.lee))
    await db().principal.update({ where: { id: people.lee.principal.id }, data: { provenAt: null } })
    await expect(demoteMember(people.adele, about(people.adele))).rejects.toThrow(/have them sign in/)
    await expect(disableMember(asAdministrator(people.lee), about(people.adele))).rejects.toThrow(/have them sign in/)
    await db().principal.update({ where: { id: people.lee.principal.id }, data: { provenAt: new Date() } })
    await demoteMember(people.adele, about(people.adele))
  })

  it('does not count one who ceases to be one by themselves', async () => {
    await makeAdministrator(people.lee.principal.id, after(now(), HOUR))
    await expect(demoteMember(people.adele, about(people.adele))).rejects.toThrow(Conflict)
    await expect(disableMember(asAdministrator(people.lee), about(people.adele))).rejects.toThrow(Conflict)
    await makeAdministrator(people.megan.principal.id)
    await demoteMember(people.adele, about(people.adele))
  })

  it('does not count one who is disabled', async () => {
    await promoteMember(people.adele, about(people.lee))
    await disableMember(people.adele, about(people.lee))
    await expect(demoteMember(people.adele, about(people.adele))).rejects.toThrow(Conflict)
  })
})

describe('twenty administrators at once', () => {
  it.each([
    ['demoting', demoteMember],
    ['disabling', disableMember],
  ])('%s the next one in a ring leave one at least, and each deed in the trail', async (_, verb) => {
    const all = await appoint(20)
    const deeds = all.map((caller, n) => verb(caller, about(all[(n + 1) % all.length]!)))
    const done = (await Promise.allSettled(deeds)).filter(({ status }) => status === 'fulfilled').length
    expect(await inOffice()).toBe(20 - done)
    expect(done).toBeLessThan(20)
    const ids = all.map(({ principal }) => principal.id)
    expect(
      await db().auditEvent.count({
        where: { type: { in: ['member.demoted', 'member.disabled'] }, callerId: { in: ids } },
      }),
    ).toBe(done)
  })

  it('laying the office down leave one', async () => {
    const all = await appoint(20)
    const left = await Promise.allSettled(all.map((caller) => demoteMember(caller, about(caller))))
    expect(left.filter(({ status }) => status === 'rejected')).toHaveLength(1)
    expect(await inOffice()).toBe(1)
  })

  it('demoting one another: of two, one wins', async () => {
    const [one, other] = await appoint(2)
    const both = await Promise.allSettled([demoteMember(one!, about(other!)), demoteMember(other!, about(one!))])
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await inOffice()).toBe(1)
  })
})

describe('a new administrator', () => {
  it('signs in anew: no session outlives a change of role', async () => {
    await promoteMember(people.adele, about(people.lee))
    expect(await db().session.count({ where: { principalId: people.lee.principal.id, endedAt: null } })).toBe(0)
    await expect(promoteMember(people.adele, about(people.lee))).rejects.toThrow(Conflict)
  })
})

describe('an administrator until a time', () => {
  it('is none from then on, can take nothing away, and can be made one again', async () => {
    await makeAdministrator(people.lee.principal.id, after(now(), -SECOND))
    expect(await inOffice()).toBe(1)
    await expect(demoteMember(asAdministrator(people.lee), about(people.adele))).rejects.toThrow(AccessDenied)
    await expect(demoteMember(people.adele, about(people.lee))).rejects.toThrow(Conflict)
    await makeAdministrator(people.priya.principal.id, after(now(), -SECOND))
    await promoteMember(people.adele, about(people.priya))
    const { roles } = await db().principal.findUniqueOrThrow({
      where: { id: people.priya.principal.id },
      select: { roles: true },
    })
    expect(roles).toMatchObject([{ appointedById: people.adele.principal.id, until: null }])
  })
})

describe('a demoted administrator', () => {
  it('signs in anew: no session outlives the role (B4)', async () => {
    await promoteMember(people.adele, about(people.lee))
    await demoteMember(asAdministrator(people.lee), about(people.adele))
    expect((await db().session.findUniqueOrThrow({ where: { id: people.adele.session.id } })).endedAt).not.toBeNull()
  })

  it('can undo nothing with a request that was already under way', async () => {
    await promoteMember(people.adele, about(people.lee))
    await demoteMember(asAdministrator(people.lee), about(people.adele))
    await expect(promoteMember(people.adele, about(people.adele))).rejects.toThrow(AccessDenied)
  })
})

describe('a disabled member', () => {
  it('is shut out with every session at once, and comes back without one', async () => {
    await disableMember(people.adele, about(people.lee))
    expect(await db().session.count({ where: { principalId: people.lee.principal.id, endedAt: null } })).toBe(0)
    await expect(disableMember(people.adele, about(people.lee))).rejects.toThrow(Conflict)
    await enableMember(people.adele, about(people.lee))
    expect(await db().session.count({ where: { principalId: people.lee.principal.id, endedAt: null } })).toBe(0)
    expect(await db().principal.count({ where: { id: people.lee.principal.id, blockedAt: null } })).toBe(1)
  })
})
