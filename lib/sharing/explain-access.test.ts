import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { factsFor } from '../access/facts'
import { newReference } from '../reference'
import { writeSignIn } from '../audit/testing'
import { after, HOUR, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import type { PersonCaller } from '../principal'
import { explainAccess } from './explain-access'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

/** A page of one member's, given to Nicole by them. */
async function share(name: 'megan' | 'lee', title: string) {
  const sharedById = people[name].principal.id
  const { id } = await db().resource.create({ data: { kind: 'page', title, body: 'x', sharedById, createdAt: now() } })
  await db().grant.create({
    data: {
      resourceId: id,
      principalId: people.nicole.principal.id,
      role: 'view',
      grantedAt: now(),
      grantedById: sharedById,
    },
  })
  return id
}

/** Nicole was seen at something, or only signed in. */
async function see(resourceId: string | null, hoursAgo: number) {
  const { principal, session } = people.nicole
  const reference = newReference()
  const facts = JSON.parse(JSON.stringify(factsFor(people.nicole, { area: 'sign-in' })))
  await writeSignIn({
    at: after(now(), -hoursAgo * HOUR),
    kind: resourceId ? 'access' : 'sign_in',
    outcome: 'allowed',
    reference,
    principalId: principal.id,
    principalKind: 'guest',
    sessionId: session.id,
    resourceId,
    platform: 'windows',
    browser: 'Chrome',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts,
  })
  return reference
}

const seenBy = async (name: 'megan' | 'adele', resourceId: string) =>
  (await explainAccess(people[name], { resourceId, principalId: people.nicole.principal.id })).seen?.reference ?? null

describe('when a guest was last seen', () => {
  it('is told a sharer of what they share alone, and administrators of everything', async () => {
    const mine = await share('megan', 'Plan')
    const others = await share('lee', 'Notes')
    const signIn = await see(null, 3)
    expect([await seenBy('megan', mine), await seenBy('adele', mine)]).toEqual([null, signIn])
    const elsewhere = await see(others, 2)
    expect([await seenBy('megan', mine), await seenBy('adele', mine)]).toEqual([null, elsewhere])
    const other = await see(await share('megan', 'Figures'), 5)
    expect([await seenBy('megan', mine), await seenBy('adele', mine)]).toEqual([other, elsewhere])
    const here = await see(mine, 9)
    expect([await seenBy('megan', mine), await seenBy('adele', mine)]).toEqual([here, here])
  })
})
