import { describe, expect, it } from 'vitest'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { movesOn, stricter, willRemove } from './outcome'
import { movedOnIn, removedIn } from './outcome.sql'
import type { ReviewAnswer, ReviewOutcome } from './settings'

const answers: (ReviewAnswer | null)[] = ['approve', 'deny', 'dont_know', null]
const combinations = answers.flatMap((outcome) => answers.map((recommendation) => ({ outcome, recommendation })))

const everyItem = Prisma.sql`(SELECT o.v AS outcome, r.v AS recommendation
  FROM unnest(${answers}::"ReviewAnswer"[]) o(v), unnest(${answers}::"ReviewAnswer"[]) r(v)) i`

describe('what goes at the end', () => {
  it.each([
    ['keep', 'deny *'],
    ['approve', 'deny *'],
    ['remove', 'deny *, none *'],
    ['recommendation', 'deny *, none deny'],
  ] as const)('with “%s” is %s', (ifUnanswered, expected) => {
    const gone = combinations.filter((item) => willRemove(item, ifUnanswered))
    const wanted = combinations.filter(({ outcome, recommendation }) =>
      expected.split(', ').some((line) => {
        const [of, by] = line.split(' ')
        return of === (outcome ?? 'none') && (by === '*' || by === recommendation)
      }),
    )
    expect(gone).toEqual(wanted)
  })

  it.each(['keep', 'approve', 'remove', 'recommendation'] as const)(
    'with “%s” is the same in SQL',
    async (ifUnanswered) => {
      const rows = await db().$queryRaw<
        { outcome: ReviewAnswer | null; recommendation: ReviewAnswer | null; gone: boolean }[]
      >`
      SELECT outcome::text, recommendation::text, ${removedIn('i', ifUnanswered)} AS gone FROM ${everyItem}`
      expect(rows).toHaveLength(16)
      for (const row of rows) expect(row, JSON.stringify(row)).toMatchObject({ gone: willRemove(row, ifUnanswered) })
    },
  )
})

it('moves on the same in SQL, for every choice of answers', async () => {
  const outcomes: ReviewOutcome[] = ['approve', 'deny', 'dont_know', 'not_reviewed']
  for (let choice = 0; choice < 16; choice += 1) {
    const stage = { movesOn: outcomes.filter((_, n) => choice & (1 << n)) }
    const rows = await db().$queryRaw<
      { outcome: ReviewAnswer | null; moved: boolean }[]
    >`SELECT outcome::text, ${movedOnIn('i', stage)} IS TRUE AS moved FROM ${everyItem}`
    for (const { outcome, moved } of rows) expect(moved, `${outcome} in ${stage.movesOn}`).toBe(movesOn(outcome, stage))
  }
})

it('of two answers lets the stricter stand, once both are there', () => {
  expect(stricter('approve', 'deny')).toBe('deny')
  expect(stricter('dont_know', 'approve')).toBe('dont_know')
  expect(stricter('deny', 'dont_know')).toBe('deny')
  expect(stricter('deny', null)).toBeNull()
})
