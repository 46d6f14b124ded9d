import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { anew, makePolicy } from '../../access/testing'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, ControlRequired } from '../../errors'
import type { PolicySettingsInput } from '../../policy'
import type { PersonCaller } from '../../principal'
import { share, stageOf, startReview } from '../testing'
import { answerItems } from './answer-items'
import { countMyOpenItems } from './count-my-open-items'
import { getMyRound } from './get-my-round'
import { handOnItems } from './hand-on-items'
import { listMatchingItems, listMyItems } from './list-my-items'
import { listMyRounds } from './list-my-rounds'
import { previewRecommendations, takeRecommendations } from './take-recommendations'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, 'Plan', 'megan', 'nicole', { openedDaysAgo: 2 })
})

const on = (areas: PolicySettingsInput['what']['areas'], controls: PolicySettingsInput['controls']) =>
  makePolicy({ who: { guests: true, members: true }, what: { areas }, controls })

/** Everything a reviewer can ask for or do, each tried by itself. */
const doings = (roundId: string, id: number): Record<string, (caller: PersonCaller) => Promise<unknown>> => ({
  rounds: (caller) => listMyRounds(caller),
  round: (caller) => getMyRound(caller, { roundId }),
  items: (caller) => listMyItems(caller, { roundId }),
  matching: (caller) => listMatchingItems(caller, { roundId }),
  preview: (caller) => previewRecommendations(caller, { roundId }),
  answer: (caller) => answerItems(caller, { roundId, ids: [id], answer: 'deny' }),
  take: (caller) => takeRecommendations(caller, { roundId }),
  'hand on': (caller) =>
    handOnItems(caller, { roundId, ids: [id], toAddress: 'lee@woodgrove.example', reason: 'On leave' }),
})

it('a policy on reviews stands before everything a reviewer sees and does, and before no count', async () => {
  const { roundId } = await startReview(people)
  const { id } = await db().reviewItem.findFirstOrThrow()
  await on(['reviews'], { multiFactor: true })
  const megan = await anew(people.megan)
  for (const [name, doing] of Object.entries(doings(roundId, id)))
    await expect(doing(megan), name).rejects.toThrow(ControlRequired)
  expect(await db().reviewSeat.findFirstOrThrow()).toMatchObject({ answer: null })
  expect(await countMyOpenItems(megan)).toBe(1)
  const shown = { ...megan, session: { ...megan.session, proofs: { authenticator_app: now() } } }
  for (const [name, doing] of Object.entries(doings(roundId, id)))
    await expect(doing(shown), name).resolves.toBeDefined()
})

it('policies on other parts stand before nothing of it', async () => {
  const { roundId } = await startReview(people)
  const { id } = await db().reviewItem.findFirstOrThrow()
  await on(['administration', 'sharing'], { block: true })
  for (const [name, doing] of Object.entries(doings(roundId, id)))
    await expect(doing(await anew(people.megan)), name).resolves.toBeDefined()
})

it('a guest who answers about themselves is asked only what they can do there and then', async () => {
  const { roundId } = await startReview(people, { stages: [stageOf({ reviewers: 'guests' })] })
  const { id } = await db().reviewItem.findFirstOrThrow()
  await on(['reviews'], { block: true })
  await expect(answerItems(await anew(people.megan), { roundId, ids: [id], answer: 'approve' })).rejects.toThrow(
    AccessDenied,
  )
  await on(['reviews'], { termsIds: ['018f0000-0000-7000-8000-000000000001'] })
  await answerItems(await anew(people.nicole), { roundId, ids: [id], answer: 'approve' })
  await on(['reviews'], { multiFactor: true })
  const nicole = await anew(people.nicole)
  await expect(answerItems(nicole, { roundId, ids: [id], answer: 'deny' })).rejects.toThrow(ControlRequired)
  await answerItems(
    { ...nicole, session: { ...nicole.session, proofs: { authenticator_app: now() } } },
    { roundId, ids: [id], answer: 'deny' },
  )
})
