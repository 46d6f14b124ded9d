import pg, { Client } from 'pg'
import { beforeAll, expect, it, vi } from 'vitest'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { settings } from '../../env'
import { Browser, makeResource } from '../testing'

const OPEN = 100_000

/** A node of a plan, as EXPLAIN tells it. */
type Node = { 'Node Type': string; 'Relation Name'?: string; Plans?: Node[] }

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

/** The statement that decides who gets a code, as it is sent. */
async function standingStatement() {
  const sent = vi.spyOn(pg.Client.prototype, 'query')
  await new Browser().ask('guest-1@contoso.example')
  const texts = sent.mock.calls.map(([query]) => (query as unknown as { text?: string }).text ?? '')
  sent.mockRestore()
  return texts.find((text) => text.includes('"memberDomains"'))!
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
  const plan = await genericPlan(await standingStatement())
  const nodes = nodesOf(plan)
  const large = new Set(['Principal', 'Invitation', 'Grant'])
  const read = nodes.filter((node) => large.has(node['Relation Name'] ?? '')).map((node) => node['Node Type'])
  expect(read.length).toBeGreaterThanOrEqual(6)
  expect(read.filter((type) => !/^(?:Index (?:Only )?Scan|Bitmap Heap Scan)$/.test(type))).toEqual([])
  expect(JSON.stringify(plan)).not.toMatch(/hashed SubPlan|"Node Type":"Hash/)
})
