import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { AccessDenied } from '../errors'
import { getPerson } from '../people/get-person'
import { listGuests } from '../people/guests/list-guests'
import { listMembers } from '../people/members/list-members'
import type { PersonCaller } from '../principal'
import { listAuditEvents } from './list-audit-events'
import { listSignIns } from './sign-ins/list-sign-ins'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const kept = async () =>
  (await db().auditEvent.findMany({ where: { sessionId: people.adele.session.id }, orderBy: { id: 'asc' } })).map(
    ({ type, callerId, detail }) => {
      expect(callerId).toBe(people.adele.principal.id)
      return [type, (detail as { page: string }).page]
    },
  )

describe('what an administrator reads of others', () => {
  it('stands in the trail once for a session and kind of page', async () => {
    const { id: principalId } = people.nicole.principal
    for (let n = 0; n < 2; n++) {
      await listAuditEvents(people.adele)
      await listSignIns(people.adele)
      await listGuests(people.adele)
      await listMembers(people.adele)
      await getPerson(people.adele, { principalId })
    }
    expect(await kept()).toEqual([
      ['trail.read', 'trail'],
      ['sign-ins.read', 'sign-ins'],
      ['people.read', 'guests'],
      ['people.read', 'members'],
      ['people.read', 'person'],
    ])
  })

  it('stands there once though 64 read at once', async () => {
    await Promise.all(Array.from({ length: 64 }, () => listAuditEvents(people.adele)))
    expect(await kept()).toEqual([['trail.read', 'trail']])
  })

  it('stands there again for another session', async () => {
    await listAuditEvents(people.adele)
    const session = await db().session.create({
      data: {
        ...people.adele.environment,
        principalId: people.adele.principal.id,
        tokenHash: Buffer.from('another'),
        startedAt: new Date(),
        expiresAt: new Date(),
      },
    })
    await listAuditEvents({ ...people.adele, session: { ...people.adele.session, id: session.id } })
    expect(await db().auditEvent.count({ where: { type: 'trail.read', callerId: people.adele.principal.id } })).toBe(2)
  })

  it('is nothing where it was refused', async () => {
    await expect(listAuditEvents(people.megan)).rejects.toThrow(AccessDenied)
    await expect(listGuests(people.nicole)).rejects.toThrow(AccessDenied)
    expect(
      await db().auditEvent.count({
        where: {
          type: { endsWith: '.read' },
          callerId: { in: [people.megan.principal.id, people.nicole.principal.id] },
        },
      }),
    ).toBe(0)
  })
})
