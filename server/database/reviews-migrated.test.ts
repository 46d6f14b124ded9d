import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type DatabaseBefore, databaseBefore } from './testing'

const [megan, nicole, review, round] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
let before: DatabaseBefore

const ask = async <Row extends object>(query: string, values: unknown[] = []) =>
  (await before.client.query<Row>(query, values)).rows

/** A database of the version that knew a panel by its key, with a round in it. */
beforeEach(async () => {
  before = await databaseBefore('20261129191500_panel_kinds')
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
})

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

describe('the panels of the version before', () => {
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
