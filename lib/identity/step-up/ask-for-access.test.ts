import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { newReference } from '../../reference'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { askForAccess } from './ask-for-access'

let people: Record<CastName, PersonCaller>
let resourceId: string
beforeEach(async () => {
  people = await seatCast()
  resourceId = (
    await db().resource.create({
      data: { kind: 'page', title: 'Plan', body: 'x', sharedById: people.megan.principal.id, createdAt: now() },
    })
  ).id
})

/** Nicole was refused by a policy. */
async function refused() {
  const { principal, session } = people.nicole
  const reference = newReference()
  const facts = { platform: 'windows', browser: 'Chrome', strength: 'mailbox', newBrowser: false } as const
  await db().signIn.create({
    data: {
      ...facts,
      at: now(),
      kind: 'access',
      outcome: 'refused',
      reference,
      principalId: principal.id,
      principalKind: 'guest',
      sessionId: session.id,
      resourceId,
      policies: [],
      facts: {},
    },
  })
  return reference
}

const leave = (name: CastName) =>
  db().principal.update({ where: { id: people[name].principal.id }, data: { blockedAt: now() } })
const asked = async () =>
  (await db().mail.findMany({ where: { template: 'access-asked-for' }, orderBy: { createdAt: 'asc' } })).map(
    ({ recipient }) => recipient,
  )

it('tells the sharer, administrators where they have left, and foretells nothing where nobody is there', async () => {
  expect(await askForAccess(people.nicole, { reference: await refused(), message: '' })).toEqual({ told: true })
  await leave('megan')
  expect(await askForAccess(people.nicole, { reference: await refused(), message: '' })).toEqual({ told: true })
  await leave('adele')
  expect(await askForAccess(people.nicole, { reference: await refused(), message: '' })).toEqual({ told: false })
  expect(await asked()).toEqual(['megan@woodgrove.example', 'adele@woodgrove.example'])
})

it('asks once about one refusal', async () => {
  const reference = await refused()
  const tries = await Promise.allSettled(
    Array.from({ length: 20 }, () => askForAccess(people.nicole, { reference, message: '' })),
  )
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(1)
  expect(tries.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(19)
  expect(await asked()).toEqual(['megan@woodgrove.example'])
})
