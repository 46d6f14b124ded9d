import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import { writeFirstPolicies } from '../../access/first-policies'
import type { PersonCaller } from '../../principal'
import { suggestPolicy } from './suggest-policy'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await transaction((tx) => writeFirstPolicies(tx, now()))
})

it('tells administrators, until the policy is turned on or off, and nobody else', async () => {
  expect(await suggestPolicy(people.adele)).toMatchObject({
    name: 'Administrators use multi-factor authentication',
    enrolled: false,
  })
  await db().passkey.create({
    data: {
      principalId: people.adele.principal.id,
      name: 'Laptop',
      credentialId: new Uint8Array(16),
      publicKey: new Uint8Array(1),
      counter: 0,
      transports: [],
      backedUp: false,
      createdAt: now(),
    },
  })
  expect(await suggestPolicy(people.adele)).toMatchObject({ enrolled: true })
  for (const who of [people.megan, people.nicole]) expect(await suggestPolicy(who)).toBeNull()
  for (const state of ['on', 'off'] as const) {
    await db().policy.updateMany({ data: { state } })
    expect(await suggestPolicy(people.adele)).toBeNull()
  }
})
