import { Agent } from 'node:http'
import { randomUUID } from 'node:crypto'
import type { Client } from 'pg'
import { now } from '../lib/clock'
import type { PolicySettingsInput } from '../lib/policy'
import { download } from './download'
import { type Foyer, signIn } from './foyer'
import { type Measured, type Plan, run, type Subject } from './load'
import type { MailSink } from './mail-sink'
import { addressOf, seedFile } from './seed'
import { expectPage } from './visitor'

const POLICIES = 50
const LOCATIONS = 100
const RANGES = 100

/** Bytes: few, so that what a request costs is seen beside what sending costs. */
const SIZE = 64 * 1024

/** By name of what was asked for: without policies, and with them. */
export type Governed = Map<string, { without: Measured; with: Measured }>

/**
 * The inbox and a file's bytes with 50 policies on and 100 named locations of 100 ranges each, in turn with the same
 * with none. Every policy applies to the reader, and only after all its conditions were looked at.
 */
export async function measurePolicies(foyer: Foyer, sink: MailSink, plan: Plan): Promise<Governed> {
  const client = await foyer.connect()
  const agent = new Agent({ keepAlive: true })
  try {
    const reader = await signIn(foyer.origin, agent, sink, addressOf('reader', 1))
    const { resourceId } = await seedFile(client, addressOf('reader', 1), SIZE)
    await seedPolicies(client)
    const subjects: Subject[] = [
      {
        name: 'inbox',
        cpu: foyer.cpu,
        once: async () => void expectPage(await reader.get('/shared-with-me'), 'Quarterly report, part'),
      },
      { name: 'bytes', cpu: foyer.cpu, once: () => wholeFile(foyer.origin, resourceId, reader.cookie) },
    ]
    for (const each of subjects) await run(each, { ...plan, seconds: 5 })
    const rounds = new Map(subjects.map(({ name }) => [name, { without: [] as Measured[], with: [] as Measured[] }]))
    for (let round = 0; round < plan.rounds; round++)
      for (const state of ['without', 'with'] as const) {
        await turn(client, state === 'with' ? 'on' : 'off')
        for (const each of subjects) rounds.get(each.name)![state].push(await run(each, plan))
      }
    await turn(client, 'off')
    return new Map([...rounds].map(([name, all]) => [name, { without: middle(all.without), with: middle(all.with) }]))
  } finally {
    agent.destroy()
    await client.end()
  }
}

async function wholeFile(origin: string, resourceId: string, cookie: string) {
  const received = await download(origin, `/api/files/${resourceId}?download=1`, { cookie })
  if (received !== SIZE) throw new Error(`${received} of ${SIZE} bytes arrived`)
}

const middle = (all: Measured[]) => all.toSorted((a, b) => a.perSecond - b.perSecond)[Math.floor(all.length / 2)]!

/** Names none of the reader's networks, so that each is looked through to its end. */
async function seedPolicies(client: Client) {
  const at = now()
  const places = Array.from({ length: LOCATIONS }, (_, n) => ({
    id: randomUUID(),
    ranges: Array.from({ length: RANGES }, (_, range) => `10.${n}.${2 * range}.0/24`),
  }))
  for (const [n, { id, ranges }] of places.entries())
    await client.query(
      `INSERT INTO "NamedLocation" (id, name, kind, trusted, ranges, countries, "createdAt", "changedAt") VALUES ($1, $2, 'network', true, $3, '{}', $4, $4)`,
      [id, `Office ${n}`, ranges, at],
    )
  for (let n = 0; n < POLICIES; n++) {
    const settings: PolicySettingsInput = {
      who: { guests: true, except: { domains: ['fabrikam.example'], administrators: true } },
      what: { allResources: true, except: { resourceIds: [randomUUID()] } },
      when: {
        networks: { except: [places[n]!.id, places[n + 1]!.id], exceptTrusted: true },
        platforms: { except: ['ios'] },
        hours: { include: [{ days: [1, 2, 3, 4, 5, 6, 7], from: 0, to: 1440 }] },
      },
      controls: { codeHours: 24 },
      session: { hours: 24, idleMinutes: 60 },
    }
    await client.query(
      `INSERT INTO "Policy" (id, name, state, settings, "createdAt", "changedAt") VALUES ($1, $2, 'off', $3, $4, $4)`,
      [randomUUID(), `Policy ${n}`, settings, at],
    )
  }
}

async function turn(client: Client, state: 'on' | 'off') {
  await client.query('UPDATE "Policy" SET state = $1::"PolicyState"', [state])
  await client.query('UPDATE "Organization" SET "policyVersion" = "policyVersion" + 1')
}
