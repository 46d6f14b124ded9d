import pg, { Client } from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { settings } from '../../env'
import { Browser, makeResource } from '../testing'

const OPEN = 100_000

/** A node of a plan, as EXPLAIN tells it. */
type Node = {
  'Node Type': string
  'Relation Name'?: string
  'Index Name'?: string
  'Actual Loops'?: number
  'Index Searches'?: number
  Plans?: Node[]
}

beforeAll(async () => {
  const { megan } = await seatCast()
  const { id: resourceId } = await makeResource(megan.principal.id, now())
  await db().$executeRaw`
    INSERT INTO "Principal" (id, kind, address, "createdAt")
    SELECT gen_random_uuid(), 'guest', 'guest-' || n || '@contoso.example', ${now()} FROM generate_series(1, ${OPEN}::int) n`
  await db().$executeRaw`
    INSERT INTO "Invitation" (id, "tokenHash", "resourceId", "principalId", "invitedById", "createdAt", "expiresAt")
    SELECT gen_random_uuid(), decode(md5(id::text), 'hex'), ${resourceId}::uuid, id, ${megan.principal.id}::uuid, ${now()}, ${after(now(), DAY)}
    FROM "Principal" WHERE address LIKE 'guest-%'`
  await db().$executeRaw`
    INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById")
    SELECT gen_random_uuid(), ${resourceId}::uuid, id, 'view', ${now()}, ${megan.principal.id}::uuid FROM "Principal" WHERE address LIKE 'guest-%'`
  await db().$executeRawUnsafe('VACUUM ANALYZE')
})

type Sent = { text: string; values: unknown[] }

/** The statement that decides who gets a code, as it is sent for an address. */
async function standingStatement(address: string): Promise<Sent> {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  await new Browser().ask(address)
  const queries = sent.mock.calls.map(([query]) => query as unknown as Partial<Sent>)
  sent.mockRestore()
  return queries.find(({ text }) => text?.includes('"memberDomains"')) as Sent
}

async function genericPlan(statement: string): Promise<Node> {
  const client = new Client(settings().databaseUrl!)
  await client.connect()
  await client.query('SET plan_cache_mode = force_generic_plan')
  await client.query(`PREPARE standing AS ${statement}`)
  const { rows } = await client.query<{ count: number }>(
    `SELECT cardinality(parameter_types)::int AS count FROM pg_prepared_statements WHERE name = 'standing'`,
  )
  const nothing = Array.from({ length: rows[0]!.count }, () => 'NULL').join(', ')
  const explained = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>(
    `EXPLAIN (VERBOSE, FORMAT JSON) EXECUTE standing (${nothing})`,
  )
  await client.end()
  return explained.rows[0]!['QUERY PLAN'][0]!.Plan
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)]

it('goes by index alone at 100,000 open invitations, with the plan that is kept for every address', async () => {
  const plan = await genericPlan((await standingStatement('guest-1@contoso.example')).text)
  const nodes = nodesOf(plan)
  const large = new Set(['Principal', 'Invitation', 'Grant'])
  const read = nodes.filter((node) => large.has(node['Relation Name'] ?? '')).map((node) => node['Node Type'])
  expect(read.length).toBeGreaterThanOrEqual(6)
  expect(read.filter((type) => !/^(?:Index (?:Only )?Scan|Bitmap Heap Scan)$/.test(type))).toEqual([])
  expect(JSON.stringify(plan)).not.toMatch(/hashed SubPlan|"Node Type":"Hash/)
})

/** How often each index of what somebody may have was gone through for an address. */
async function searchesFor(address: string) {
  const { text, values } = await standingStatement(address)
  const client = new Client(settings().databaseUrl!)
  await client.connect()
  await client.query('BEGIN')
  const { rows } = await client.query<{ 'QUERY PLAN': { Plan: Node }[] }>({
    text: `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
    values,
  })
  await client.end()
  return nodesOf(rows[0]!['QUERY PLAN'][0]!.Plan)
    .filter((node) => ['Grant', 'Invitation', 'Guest'].includes(node['Relation Name'] ?? ''))
    .map((node) => [node['Relation Name'], node['Index Name'], node['Actual Loops'], node['Index Searches']].join(' '))
}

it('goes through the same indexes as often for a stranger as for somebody who has nothing', async () => {
  await db().principal.create({ data: { kind: 'guest', address: 'former@contoso.example', createdAt: now() } })
  const former = await searchesFor('former@contoso.example')
  expect(former.filter((line) => / 1 1$/.test(line)).length).toBeGreaterThanOrEqual(2)
  expect(await searchesFor('stranger@contoso.example')).toEqual(former)
})
