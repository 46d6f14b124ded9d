import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, now, SECOND } from '../clock'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { environment, makeAdministrator, seatCast } from '../db/testing'
import { findCaller } from '../identity/sessions/find-caller'
import type { PersonCaller } from '../principal'
import { hashToken, newToken } from '../secrets'
import { administering, appoint, dismiss, rolesAt, withAdministrator } from './administrators'
import { administersIn } from './administrators.sql'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const id = (name: CastName) => people[name].principal.id
const appointed = (name: CastName, by: CastName | null = 'adele') =>
  transaction((tx) => appoint(tx, id(name), by && id(by)))
const dismissed = (name: CastName) => transaction((tx) => dismiss(tx, id(name)))
const roleOf = (name: CastName) => db().administrator.findFirst({ where: { principalId: id(name) } })

describe('who administers', () => {
  it('is the same in a where-clause, in SQL, in what is selected and to a request: nobody from `until` on', async () => {
    const at = now()
    const untils = { lee: after(at, -SECOND), priya: at, megan: after(at, 1), adele: null }
    for (const [name, until] of Object.entries(untils)) if (until) await makeAdministrator(id(name as CastName), until)
    const administrators = [people.adele, people.megan].map(({ principal }) => principal.address).sort()
    const byWhere = await db().principal.findMany({ where: administering(at), select: { address: true } })
    const bySql = await db().$queryRaw<{ address: string }[]>`
      SELECT p.address FROM "Principal" p WHERE ${administersIn('p', at)}`
    const selected = (await db().principal.findMany({ select: { address: true, roles: rolesAt(at) } }))
      .map(withAdministrator)
      .filter(({ administrator }) => administrator)
    for (const found of [byWhere, bySql, selected])
      expect(found.map(({ address }) => address).sort()).toEqual(administrators)
  })

  it('is asked at each request of a session: one that is over is no administrator’s', async () => {
    const token = newToken()
    await db().session.update({ where: { id: people.lee.session.id }, data: { tokenHash: hashToken(token) } })
    const administers = async () => {
      const caller = await findCaller(environment, token)
      return caller.kind === 'person' && caller.principal.administrator
    }
    expect(await administers()).toBe(false)
    await makeAdministrator(id('lee'))
    expect(await administers()).toBe(true)
    await db().administrator.updateMany({
      where: { principalId: id('lee') },
      data: { appointedAt: after(now(), -2 * SECOND), until: after(now(), -SECOND) },
    })
    expect(await administers()).toBe(false)
  })
})

describe('the role', () => {
  it('is given once, with who gave it, and taken away once', async () => {
    expect(await appointed('lee')).toBe(true)
    expect(await roleOf('lee')).toMatchObject({ role: 'administrator', appointedById: id('adele'), until: null })
    const before = await roleOf('lee')
    expect(await appointed('lee', 'megan')).toBe(false)
    expect(await roleOf('lee')).toEqual(before)
    expect([await dismissed('lee'), await dismissed('lee'), await roleOf('lee')]).toEqual([true, false, null])
  })

  it('of 32 at once is given by one', async () => {
    const all = await Promise.all(Array.from({ length: 32 }, () => appointed('lee')))
    expect(all.filter(Boolean)).toHaveLength(1)
  })

  it('is nobody’s who is no member in office', async () => {
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    expect([await appointed('lee'), await appointed('nicole')]).toEqual([false, false])
    expect(await db().administrator.count()).toBe(1)
  })

  it('that is over is given anew, and is none to be taken away', async () => {
    await makeAdministrator(id('lee'), after(now(), -SECOND))
    expect(await appointed('lee')).toBe(true)
    await makeAdministrator(id('megan'), after(now(), -SECOND))
    expect(await dismissed('megan')).toBe(false)
  })

  it('does not end before it begins', async () => {
    const wrong = { role: 'administrator', appointedAt: now(), until: after(now(), -SECOND) } as const
    await expect(db().administrator.create({ data: { principalId: id('lee'), ...wrong } })).rejects.toThrow(
      'Administrator_ends_after_start',
    )
  })
})
