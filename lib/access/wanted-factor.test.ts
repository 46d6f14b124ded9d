import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { seatCast } from '../db/testing'
import type { PolicySettingsInput } from '../policy'
import type { PersonCaller } from '../principal'
import { anew, makePolicy } from './testing'
import { wantedFactor } from './wanted-factor'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const wanted = async (name: CastName) => wantedFactor(await anew(people[name]))
const settings = (
  controls: PolicySettingsInput['controls'],
  who: PolicySettingsInput['who'] = { guests: true },
): PolicySettingsInput => ({ who, what: { resourceIds: ['018f0000-0000-7000-8000-000000000001'] }, controls })

it('is what a policy that is on asks of the person somewhere, and of nobody else', async () => {
  expect(await wanted('nicole')).toBeNull()
  await makePolicy(settings({ multiFactor: true }))
  expect([await wanted('nicole'), await wanted('megan')]).toEqual(['multi-factor', null])
  await makePolicy(settings({ passkey: true }, { people: [people.megan.principal.id] }))
  expect([await wanted('nicole'), await wanted('megan')]).toEqual(['multi-factor', 'passkey'])
})

it.each<[string, PolicySettingsInput, 'on' | 'report_only']>([
  ['only reports', settings({ multiFactor: true }), 'report_only'],
  ['blocks', settings({ multiFactor: true, block: true }), 'on'],
  ['would take a purpose instead', settings({ multiFactor: true, purpose: true, operator: 'any' }), 'on'],
  [
    'leaves the person out',
    settings({ multiFactor: true }, { guests: true, except: { domains: ['contoso.example'] } }),
    'on',
  ],
])('is none of a policy that %s', async (_, policy, state) => {
  await makePolicy(policy, { state })
  expect(await wanted('nicole')).toBeNull()
})

it('is asked by a policy with any of one', async () => {
  await makePolicy(settings({ multiFactor: true, operator: 'any' }))
  expect(await wanted('nicole')).toBe('multi-factor')
})
