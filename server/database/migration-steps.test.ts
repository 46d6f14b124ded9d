import { readdirSync } from 'node:fs'
import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { MIGRATIONS } from './migrate'
import { migrationSteps } from './migration-steps'
import { type DatabaseBefore, databaseBefore } from './testing'

let before: DatabaseBefore
let client: Client

beforeEach(async () => {
  before = await databaseBefore('20261128203300_policies_know_browsers_domains_and_reviews')
  client = before.client
})
afterEach(() => before.end())

const ids = { megan: randomUUID(), page: randomUUID(), review: randomUUID() }
const policy = (settings: unknown, state = 'on') =>
  client
    .query<{ id: string }>(
      `INSERT INTO "Policy" (id, name, state, settings, "createdAt", "changedAt") VALUES (gen_random_uuid(), 'One', $1, $2, now(), now()) RETURNING id`,
      [state, JSON.stringify(settings)],
    )
    .then(({ rows }) => rows[0]!.id)
const on = (areas: unknown, more: object = {}) => ({
  who: {},
  what: { areas },
  controls: { multiFactor: true },
  ...more,
})
const knownAfter = async () =>
  (await client.query<{ known: boolean }>(`SELECT "knownAt" IS NOT NULL AS known FROM "KnownBrowser"`)).rows[0]!.known

it('is named for a migration that is there', () => {
  expect(Object.keys(migrationSteps).filter((one) => !readdirSync(MIGRATIONS).includes(one))).toEqual([])
})

it('writes every mail domain in its one spelling, and leaves what can’t be read for an administrator to see', async () => {
  await client.query(
    `INSERT INTO "Organization" (id, name, "memberDomains", "privacyStatement", "createdAt") VALUES (1, 'Woodgrove', '{Bücher.example,woodgrove.example}', '', now())`,
  )
  await client.query(
    `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES ($1, 'member', 'megan@woodgrove.example', now())`,
    [ids.megan],
  )
  await client.query(
    `INSERT INTO "Resource" (id, kind, title, "sharedById", "createdAt") VALUES ($1, 'page', 'Plan', $2, now())`,
    [ids.page, ids.megan],
  )
  await client.query(
    `INSERT INTO "ShareLink" (id, "tokenHash", "resourceId", audience, domains, role, "createdAt", "createdById") VALUES (gen_random_uuid(), 'x', $1, 'domains', '{bücher.example,xn--bcher-kva.example}', 'view', now(), $2)`,
    [ids.page, ids.megan],
  )
  await client.query(
    `INSERT INTO "AccessReview" (id, name, settings, "createdAt", "createdById") VALUES ($1, 'One', $2, now(), $3)`,
    [ids.review, { scope: { domains: ['BÜCHER.example'], guestIds: null } }, ids.megan],
  )
  await client.query(
    `INSERT INTO "ReviewRound" (id, "reviewId", number, settings, "startsAt", "stageEndsAt") VALUES (gen_random_uuid(), $1, 1, $2, now(), '{}')`,
    [ids.review, { scope: { domains: ['日本語.example'] } }],
  )
  const id = await policy({
    who: { domains: ['bücher.example', 'pаypal.example', 'contoso.example'], except: { domains: ['straße.example'] } },
    what: {},
    controls: {},
  })
  const [plain, broken] = [await policy('x'), await policy({ who: { domains: 'all' } })]
  await before.update()
  const one = async (query: string, values: unknown[] = []) =>
    Object.values((await client.query<Record<string, unknown>>(query, values)).rows[0]!)[0]
  expect(await one(`SELECT settings->'who' FROM "Policy" WHERE id = $1`, [id])).toEqual({
    domains: ['xn--bcher-kva.example', 'pаypal.example', 'contoso.example'],
    except: { domains: ['xn--strae-oqa.example'] },
  })
  expect([
    await one(`SELECT settings FROM "Policy" WHERE id = $1`, [plain]),
    await one(`SELECT settings FROM "Policy" WHERE id = $1`, [broken]),
  ]).toEqual(['x', { who: { domains: 'all' } }])
  expect(await one(`SELECT "memberDomains" FROM "Organization"`)).toEqual([
    'xn--bcher-kva.example',
    'woodgrove.example',
  ])
  expect(await one(`SELECT domains FROM "ShareLink"`)).toEqual(['xn--bcher-kva.example'])
  expect(await one(`SELECT settings FROM "AccessReview"`)).toEqual({
    scope: { domains: ['xn--bcher-kva.example'], guestIds: null },
  })
  expect(await one(`SELECT settings FROM "ReviewRound"`)).toEqual({ scope: { domains: ['xn--wgv71a119e.example'] } })
})

it('has what is asked for administration asked for reviews, and nothing else', async () => {
  const both = ['sharing', 'administration']
  const made = [on(both), on(['sharing']), on(['administration'], { later: true }), on('administration'), on([])]
  const ids: string[] = []
  for (const settings of made) ids.push(await policy(settings))
  await before.update()
  const { rows } = await client.query<{ id: string; areas: unknown; revision: number }>(
    `SELECT id, settings #> '{what,areas}' AS areas, revision FROM "Policy"`,
  )
  const of = (at: number) => rows.find(({ id }) => id === ids[at])
  expect(made.map((_, at) => of(at)!.areas)).toEqual([
    [...both, 'reviews'],
    ['sharing'],
    ['administration', 'reviews'],
    'administration',
    [],
  ])
  expect(made.map((_, at) => of(at)!.revision)).toEqual([2, 1, 2, 1, 1])
})

it.each([
  ['stay known where policies ask nothing of new ones', [], true],
  [
    'stay known where a block would shut people out',
    [
      { when: { browser: 'new' }, controls: { block: true } },
      { when: { browser: 'new' }, controls: { multiFactor: true } },
    ],
    true,
  ],
  [
    'are asked once where policies ask something of new ones',
    [{ when: { browser: 'new' }, controls: { multiFactor: true } }],
    false,
  ],
])('browsers %s', async (_, policies, known) => {
  await client.query(`INSERT INTO "KnownBrowser" VALUES ('x', 'nicole@contoso.example', now())`)
  await policy({ when: { browser: 'new' }, controls: { multiFactor: true } }, 'report_only')
  for (const settings of policies) await policy(settings)
  await before.update()
  expect(await knownAfter()).toBe(known)
})
