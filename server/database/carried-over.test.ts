import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { type DatabaseBefore, databaseBefore } from './testing'

let before: DatabaseBefore
afterEach(() => before.end())

/** A person of whom a database of any version can hold a row. Resolves to the id. */
async function person(address: string, kind = 'member') {
  const id = randomUUID()
  await before.client.query(
    `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES ($1, $2::"PrincipalKind", $3, now())`,
    [id, kind, address],
  )
  return id
}

describe('a reset that names nobody', () => {
  const reset = (principalId: string, byId: string, voucherId: string) =>
    before.client.query(
      `INSERT INTO "FactorReset" (id, "principalId", reason, "requestedAt", "requestedById", "voucherId") VALUES (gen_random_uuid(), $1, 'Lost', now(), $2, $3)`,
      [principalId, byId, voucherId],
    )

  it('fails no update and can still be withdrawn, and no further one is made', async () => {
    before = await databaseBefore('20261129191500_resets_name_people')
    const [nicole, adele] = [await person('nicole@contoso.example', 'guest'), await person('adele@woodgrove.example')]
    await reset(nicole, adele, randomUUID())
    await before.update()
    await before.client.query(`UPDATE "FactorReset" SET "withdrawnAt" = now(), "withdrawnById" = $1`, [adele])
    await expect(reset(nicole, adele, randomUUID())).rejects.toThrow('FactorReset_voucherId_fkey')
    await reset(nicole, adele, await person('megan@woodgrove.example'))
  })
})

describe('mail about a review round', () => {
  const at = (minutes: number) => new Date(Date.UTC(2026, 10, 28, 9, minutes))

  async function round() {
    const [reviewId, id, panelId] = [randomUUID(), randomUUID(), randomUUID()]
    const adele = await person(`${id}@woodgrove.example`)
    const ask = (query: string, values: unknown[]) => before.client.query(query, values)
    await ask(
      `INSERT INTO "AccessReview" (id, name, settings, "createdAt", "createdById") VALUES ($1, 'One', '{}', now(), $2)`,
      [reviewId, adele],
    )
    await ask(
      `INSERT INTO "ReviewRound" (id, "reviewId", number, settings, "startsAt", "stageEndsAt") VALUES ($1, $2, 1, '{}', now(), '{}')`,
      [id, reviewId],
    )
    await ask(`INSERT INTO "ReviewPanel" (id, "roundId", stage, key) VALUES ($1, $2, 1, 'members')`, [panelId, id])
    return { id, panelId }
  }

  async function mail(template: string, writtenAt: Date, input: object) {
    const { rows } = await before.client.query<{ id: string }>(
      `INSERT INTO "Mail" (id, template, recipient, input, "messageId", "createdAt") VALUES (gen_random_uuid(), $1, 'megan@woodgrove.example', $2, gen_random_uuid(), $3) RETURNING id`,
      [template, { input }, writtenAt],
    )
    return rows[0]!.id
  }

  it('of before names its round and the mark that it belongs to, as the time between them told', async () => {
    before = await databaseBefore('20261129193000_mail_knows_its_round')
    const [asked, other] = [await round(), await round()]
    await before.client.query(
      `INSERT INTO "Reviewer" ("panelId", "principalId", "startToldAt", "halfToldAt", "remindedAt") VALUES ($1, $2, $3, $4, $5)`,
      [asked.panelId, await person('megan@woodgrove.example'), at(0), at(10), at(20)],
    )
    const { id: roundId } = asked
    const ids = [
      await mail('review-started', new Date(at(0).getTime() + 40), { roundId }),
      await mail('review-reminder', new Date(at(10).getTime() - 40), { roundId }),
      await mail('review-reminder', at(5), { roundId }),
      await mail('review-started', at(0), { roundId: other.id }),
      await mail('review-ended', at(20), { roundId }),
      await mail('review-started', at(0), { roundId: randomUUID() }),
      await mail('access-added', at(0), { roundId: 'x' }),
    ]
    await before.update()
    const { rows } = await before.client.query<{ id: string }>('SELECT id, "roundId", "toldAt" FROM "Mail"')
    expect(ids.map((id) => rows.find((row) => row.id === id))).toMatchObject([
      { roundId, toldAt: at(0) },
      { roundId, toldAt: at(10) },
      { roundId, toldAt: null },
      { roundId: other.id, toldAt: null },
      { roundId, toldAt: null },
      { roundId: null, toldAt: null },
      { roundId: null, toldAt: null },
    ])
  })
})
