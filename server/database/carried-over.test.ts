import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { rowChecks } from '@/lib/installation/row-rules'
import { settleRules } from './row-checks'
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
    await ask(`INSERT INTO "ReviewPanel" (id, "roundId", stage, kind) VALUES ($1, $2, 1, 'members')`, [panelId, id])
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

it('an account that owns no tables leaves the rules to be settled by the next start', async () => {
  before = await databaseBefore('20261129195000_rows_fit')
  expect(await settleRules(process.env.DATABASE_URL!)).toEqual([])
})

describe('a row of before that breaks a rule', () => {
  const ask = (query: string, values: unknown[] = []) => before.client.query<Record<string, unknown>>(query, values)
  const broken = rowChecks.map(({ constraint }) => constraint).filter((name) => name !== 'Grant_undo_after_ending')

  /** One row that breaks each check, or as many that fit. Resolves to the query that writes each again, under another id. */
  async function write(wrong: boolean) {
    const megan = await person(`${randomUUID()}@woodgrove.example`)
    const [resourceId, reviewId] = [randomUUID(), randomUUID()]
    const end = wrong ? `now() - interval '1 day'` : `now() + interval '1 day'`
    await ask(
      `INSERT INTO "Resource" (id, kind, title, url, "sharedById", "createdAt") VALUES ($1, 'link', 'Plan', 'https://a.example', $2, now())`,
      [resourceId, megan],
    )
    await ask(
      `INSERT INTO "AccessReview" (id, name, settings, "createdAt", "createdById") VALUES ($1, 'One', '{}', now(), $2)`,
      [reviewId, megan],
    )
    const of = `'${resourceId}', '${megan}'`
    const queries = new Map([
      [
        'Resource_content_of_its_kind',
        `INSERT INTO "Resource" (id, kind, title, url, body, "sharedById", "createdAt") VALUES (gen_random_uuid(), 'page', 'Plan', NULL, ${wrong ? 'NULL' : `''`}, '${megan}', now())`,
      ],
      [
        'Session_ends_after_start',
        `INSERT INTO "Session" (id, "tokenHash", "principalId", "startedAt", "expiresAt", "userAgent", "networkAddress") VALUES (gen_random_uuid(), uuid_send(gen_random_uuid()), '${megan}', now(), ${end}, '', '')`,
      ],
      [
        'Grant_ends_after_start',
        `INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById", "endsAt") VALUES (gen_random_uuid(), ${of}, 'view', now(), '${megan}', ${end})`,
      ],
      [
        'ShareLink_ends_after_start',
        `INSERT INTO "ShareLink" (id, "tokenHash", "resourceId", "createdById", audience, role, "createdAt", "endsAt") VALUES (gen_random_uuid(), uuid_send(gen_random_uuid()), ${of}, 'anyone', 'view', now(), ${end})`,
      ],
      [
        'Invitation_ends_after_start',
        `INSERT INTO "Invitation" (id, "tokenHash", "resourceId", "principalId", "invitedById", "createdAt", "expiresAt") VALUES (gen_random_uuid(), uuid_send(gen_random_uuid()), ${of}, '${megan}', now(), ${end})`,
      ],
      [
        'ReviewRound_ends_after_start',
        `INSERT INTO "ReviewRound" (id, "reviewId", number, settings, "startsAt", "stageEndsAt") VALUES (gen_random_uuid(), '${reviewId}', 1, '{}', now(), ARRAY[now() + interval '2 days', ${end}])`,
      ],
    ])
    return queries
  }

  const settle = async () =>
    (await settleRules(before.url)).map(({ constraint, rows, first }) => [constraint, rows, first && first.length])
  const validated = async () =>
    (
      await ask('SELECT conname AS name FROM pg_constraint WHERE conname = ANY($1) AND convalidated ORDER BY 1', [
        rowChecks.map(({ constraint }) => constraint),
      ])
    ).rows.map(({ name }) => name)

  it('fails no update, can be changed as before, and is named at each start until it is mended', async () => {
    before = await databaseBefore('20261129195000_rows_fit')
    for (const query of (await write(true)).values()) await ask(query)
    await before.update()
    for (const change of [
      `UPDATE "Resource" SET "deletedAt" = now() WHERE body IS NULL`,
      `UPDATE "Session" SET "endedAt" = now()`,
      `UPDATE "Grant" SET "revokedAt" = now()`,
      `UPDATE "ShareLink" SET "revokedAt" = now()`,
      `UPDATE "Invitation" SET "withdrawnAt" = now()`,
      `UPDATE "ReviewRound" SET "endedAt" = now()`,
    ])
      expect((await ask(change)).rowCount).toBeGreaterThan(0)
    const named = broken.map((name) => [name, 1, 36])
    expect(await settle()).toEqual(named)
    expect(await settle()).toEqual(named)
    expect(await validated()).toEqual(['Grant_undo_after_ending'])
    await ask(`UPDATE "Session" SET "expiresAt" = now() + interval '1 day'`)
    expect(await settle()).toEqual(named.filter(([name]) => name !== 'Session_ends_after_start'))
    expect(await validated()).toEqual(['Grant_undo_after_ending', 'Session_ends_after_start'])
  })

  it.each([
    ['after rows that break it', true],
    ['after rows that fit', false],
  ])('is the last of its kind, %s', async (_, wrong) => {
    before = await databaseBefore('20261129195000_rows_fit')
    for (const query of (await write(wrong)).values()) await ask(query)
    await before.update()
    if (!wrong) expect(await settle()).toEqual([])
    for (const [name, query] of await write(true)) await expect(ask(query), name).rejects.toThrow(name)
    for (const [name, query] of await write(false)) expect((await ask(query)).rowCount, name).toBe(1)
  })

  it('is mended where only an undo ended before it began, and no such undo is written again', async () => {
    before = await databaseBefore('20261129195000_rows_fit')
    await ask((await write(false)).get('Grant_ends_after_start')!)
    const undo = `UPDATE "Grant" SET "revokedAt" = now(), "undoUntil" = now() - interval '1 day'`
    await ask(undo)
    await before.update()
    expect((await ask('SELECT "undoUntil" FROM "Grant"')).rows).toEqual([{ undoUntil: null }])
    await expect(ask(undo)).rejects.toThrow('Grant_undo_after_ending')
  })
})

describe('an administrator of before', () => {
  it('is one by a row, with who made them one and when as the trail has it', async () => {
    before = await databaseBefore('20261129203000_administrators_are_rows')
    const ids: string[] = []
    for (const name of ['adele', 'priya', 'lee', 'megan', 'diego']) ids.push(await person(`${name}@woodgrove.example`))
    const [adele, priya, lee, megan, diego] = ids
    const ask = (query: string, values: unknown[] = []) => before.client.query<Record<string, unknown>>(query, values)
    await ask(`UPDATE "Principal" SET administrator = id <> $1, "createdAt" = '2026-11-01Z'`, [megan])
    await ask(`UPDATE "Principal" SET "blockedAt" = now() WHERE id = $1`, [lee])
    const event = (at: string, type: string, about: string, by: string, detail: object = {}) =>
      ask(
        `INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "principalId", detail) VALUES (gen_random_uuid(), $1, $2, 'member', $3, $4, $5)`,
        [at, type, by, about, detail],
      )
    await event('2026-11-02Z', 'member.promoted', priya!, lee!)
    await event('2026-11-03Z', 'member.promoted', priya!, adele!)
    await event('2026-11-04Z', 'member.demoted', priya!, diego!)
    await event('2026-11-05Z', 'member.added', lee!, priya!, { administrator: true })
    await event('2026-11-06Z', 'member.added', lee!, adele!, { administrator: false })
    await event('2026-11-07Z', 'member.promoted', diego!, randomUUID())
    await before.update()
    const { rows } = await ask(
      'SELECT "principalId", role, "appointedById", "appointedAt", until FROM "Administrator" ORDER BY "appointedAt"',
    )
    const row = (principalId: string, appointedById: string | null, at: string) => ({
      principalId,
      role: 'administrator',
      appointedById,
      appointedAt: new Date(at),
      until: null,
    })
    expect(rows).toEqual([
      row(adele!, null, '2026-11-01Z'),
      row(priya!, adele!, '2026-11-03Z'),
      row(lee!, priya!, '2026-11-05Z'),
      row(diego!, null, '2026-11-07Z'),
    ])
  })
})
