import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DatabaseBefore, databaseBefore } from './testing'

const [megan, nicole, priya, review, round] = [randomUUID(), randomUUID(), randomUUID(), randomUUID(), randomUUID()]
let before: DatabaseBefore

const ask = async <Row extends object>(query: string, values: unknown[] = []) =>
  (await before.client.query<Row>(query, values)).rows

/** Makes a database as it was before a migration, with a round in it. */
async function roundBefore(migration: string) {
  before = await databaseBefore(migration)
  await ask(
    `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES ($1, 'member', 'megan@woodgrove.example', now())`,
    [megan],
  )
  await ask(
    `INSERT INTO "AccessReview" (id, name, settings, "createdAt", "createdById") VALUES ($1, 'One', '{}', now(), $2)`,
    [review, megan],
  )
  await ask(
    `INSERT INTO "ReviewRound" (id, "reviewId", number, settings, "startsAt", "stageEndsAt") VALUES ($1, $2, 1, '{}', now(), '{}')`,
    [round, review],
  )
}

afterEach(() => before.end())

const bringUpToDate = () => before.update()

/** Makes a panel as the version before did. */
async function panelOf(key: string, stage = 1) {
  const id = randomUUID()
  await ask(`INSERT INTO "ReviewPanel" (id, "roundId", stage, key) VALUES ($1, $2, $3, $4)`, [id, round, stage, key])
  return id
}

const insertPanel = (kind: string, subjectId: string | null, stage = 1) =>
  ask(
    `INSERT INTO "ReviewPanel" (id, "roundId", stage, kind, "subjectId") VALUES (gen_random_uuid(), $1, $2, $3::"ReviewPanelKind", $4)`,
    [round, stage, kind, subjectId],
  )

describe('the panels of the version that knew them by a key', () => {
  beforeEach(() => roundBefore('20261129191500_panel_kinds'))

  it('keep their kind and whose they are', async () => {
    const keys = [`sharer:${megan}`, `sponsor:${megan}`, `guest:${nicole}`, 'members', 'fallback', 'nobody', 'second']
    for (const key of [...keys, `handed:${randomUUID()}`, `handed:${randomUUID()}`]) await panelOf(key)
    await panelOf(`sharer:${megan}`, 2)
    await bringUpToDate()
    expect(
      await ask(
        `SELECT stage, kind::text, "subjectId" FROM "ReviewPanel" ORDER BY stage, "ReviewPanel".kind, "subjectId"`,
      ),
    ).toEqual([
      { stage: 1, kind: 'sharer', subjectId: megan },
      { stage: 1, kind: 'sponsor', subjectId: megan },
      { stage: 1, kind: 'guest', subjectId: nicole },
      ...['members', 'fallback', 'nobody', 'second', 'handed', 'handed'].map((kind) => ({
        stage: 1,
        kind,
        subjectId: null,
      })),
      { stage: 2, kind: 'sharer', subjectId: megan },
    ])
  })

  it('are one for each kind and subject from then on, but for those that were handed on', async () => {
    await panelOf('members')
    await panelOf(`sharer:${megan}`)
    await bringUpToDate()
    await expect(insertPanel('members', null)).rejects.toThrow(/ReviewPanel_roundId_stage_kind_subjectId_key/)
    await expect(insertPanel('sharer', megan)).rejects.toThrow(/ReviewPanel_roundId_stage_kind_subjectId_key/)
    await insertPanel('members', null, 2)
    await insertPanel('sharer', nicole)
    await insertPanel('handed', null)
    await insertPanel('handed', null)
    await expect(insertPanel('sponsor', null)).rejects.toThrow(/ReviewPanel_subject_check/)
    await expect(insertPanel('fallback', megan)).rejects.toThrow(/ReviewPanel_subject_check/)
  })
})

describe('the answers of the version that kept two side by side', () => {
  beforeEach(() => roundBefore('20261130150000_review_seats'))

  const [first, second] = [randomUUID(), randomUUID()]
  const at = (minute: number) => new Date(Date.UTC(2026, 10, 28, 9, minute))

  /** Writes down an item as the version before did. */
  const itemOf = async (columns: Record<string, unknown>) => {
    const all = {
      roundId: round,
      principalId: nicole,
      grantedAt: at(0),
      inviterGone: false,
      panelId: first,
      ...columns,
    }
    const [row] = await ask<{ id: number }>(
      `INSERT INTO "ReviewItem" (${Object.keys(all)
        .map((name) => `"${name}"`)
        .join()}) VALUES (${Object.keys(all)
        .map((_, n) => `$${n + 1}`)
        .join()}) RETURNING id`,
      Object.values(all),
    )
    return row!.id
  }

  const say = (
    itemId: number,
    stage: number,
    isSecond: boolean,
    answer: string | null,
    reason: string,
    minute: number,
  ) =>
    ask(
      `INSERT INTO "ReviewDecision" (id, "roundId", "itemId", stage, second, answer, reason, at, "byId")
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, $8)`,
      [round, itemId, stage, isSecond, answer, reason, at(minute), isSecond ? priya : megan],
    )

  it('stand in a seat for each reviewer, the second one’s with its time and reason out of the history', async () => {
    const open = await itemOf({})
    const alone = await itemOf({
      answer: 'deny',
      answeredAt: at(1),
      answeredById: megan,
      reason: 'Gone',
      outcome: 'deny',
    })
    const half = await itemOf({ answer: 'approve', answeredAt: at(2), answeredById: megan, secondPanelId: second })
    const both = await itemOf({
      stage: 2,
      answer: 'approve',
      answeredAt: at(3),
      answeredById: megan,
      secondPanelId: second,
      secondAnswer: 'deny',
      secondById: priya,
      outcome: 'deny',
    })
    const takenBack = await itemOf({ secondPanelId: second })
    await say(both, 1, true, 'approve', 'Of an earlier stage', 9)
    await say(both, 2, true, 'approve', 'At first', 4)
    await say(both, 2, true, 'deny', 'Left in May', 5)
    await say(both, 2, false, 'approve', 'The first one’s', 6)
    await say(takenBack, 1, true, 'deny', 'Taken back since', 7)
    await say(takenBack, 1, true, null, '', 8)
    await bringUpToDate()
    const seats = await ask(
      `SELECT "itemId", second, "panelId", answer::text, "answeredAt", "answeredById", reason FROM "ReviewSeat" ORDER BY "itemId", second`,
    )
    const empty = { answer: null, answeredAt: null, answeredById: null, reason: null }
    const of = (itemId: number, isSecond: boolean, answered: object = {}) => ({
      itemId,
      second: isSecond,
      panelId: isSecond ? second : first,
      ...empty,
      ...answered,
    })
    expect(seats).toEqual([
      of(open, false),
      of(alone, false, { answer: 'deny', answeredAt: at(1), answeredById: megan, reason: 'Gone' }),
      of(half, false, { answer: 'approve', answeredAt: at(2), answeredById: megan }),
      of(half, true),
      of(both, false, { answer: 'approve', answeredAt: at(3), answeredById: megan }),
      of(both, true, { answer: 'deny', answeredAt: at(5), answeredById: priya, reason: 'Left in May' }),
      of(takenBack, false),
      of(takenBack, true),
    ])
    expect(await ask(`SELECT outcome::text FROM "ReviewItem" ORDER BY id`)).toEqual(
      [null, 'deny', null, 'deny', null].map((outcome) => ({ outcome })),
    )
  })
})
