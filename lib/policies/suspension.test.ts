import { afterEach, beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { decide } from '../access/decide'
import { anew } from '../access/testing'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { settings } from '../env'
import { Conflict } from '../errors'
import { type PersonCaller, systemCaller } from '../principal'
import { PolicyForm } from './policy-form'
import { recordSuspension } from './record-suspension'
import { createPolicy } from './save-policy'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})
afterEach(() => {
  settings().policies = 'on'
})

const block = (more: object) =>
  PolicyForm.parse({
    name: 'Nobody',
    state: 'on',
    who: ['members'],
    resources: 'none',
    areas: ['sharing'],
    block: 'on',
    ...more,
  })
const answer = async (caller: PersonCaller) => decide(await anew(caller), 'resource.create', {})

it('lets in whom policies would refuse, and says what each would have done', async () => {
  settings().policies = 'report-only'
  await createPolicy(people.adele, block({}))
  expect(await answer(people.megan)).toMatchObject({
    effect: 'permit',
    evaluation: { results: [{ state: 'report_only', result: 'refused' }] },
  })
  settings().policies = 'on'
  await createPolicy(people.adele, block({ name: 'Nobody, again' }))
  expect(await answer(people.megan)).toMatchObject({ effect: 'deny' })
})

it('still keeps an administrator from saving what would shut all of them out once it ends', async () => {
  settings().policies = 'report-only'
  await expect(createPolicy(people.adele, block({ areas: ['administration'] }))).rejects.toThrow(Conflict)
})

it('is written into the trail at each start, and only then', async () => {
  const count = () => db().auditEvent.count({ where: { type: 'policies.suspended', callerKind: 'system' } })
  await recordSuspension(systemCaller('start'))
  expect(await count()).toBe(0)
  settings().policies = 'report-only'
  await recordSuspension(systemCaller('start'))
  expect(await count()).toBe(1)
})
