import { Agent, request } from 'node:http'
import { performance } from 'node:perf_hooks'
import type { Client } from 'pg'
import { now } from '../lib/clock'
import { startFoyer } from './foyer'
import { startMailSink } from './mail-sink'
import { seedResources } from './seed'
import { formOf, Visitor } from './visitor'

// Does the time of an answer tell who is invited (promise A6)? `node --import tsx bench/timing.ts [samples]`, on a
// quiet machine. For each class of address the area under the ROC curve against strangers: 0.5 is "no telling".

const SAMPLES = Number(process.argv[2] ?? 2000)
const DROPPED = 200
const ALLOWED = 0.03

const classes = ['stranger', 'member', 'guest', 'former', 'blocked', 'removed', 'domain'] as const
type Class = (typeof classes)[number]

const addressOf = (kind: Class, n: number) => `${kind}-${n}@${kind === 'domain' ? 'litware.example' : 'contoso.example'}`

/** One address a sample, so that no budget is in the way. A former guest has nothing open any longer. */
async function seed(client: Client, count: number) {
  await seedResources(client, 100)
  const kinds: [Class, string, string][] = [
    ['member', 'member', ''],
    ['guest', 'guest', ''],
    ['former', 'guest', ''],
    ['blocked', 'member', '"blockedAt"'],
    ['removed', 'member', '"removedAt"'],
  ]
  for (const [name, kind, column] of kinds)
    await client.query(
      `INSERT INTO "Principal" (id, kind, address, "createdAt" ${column && `, ${column}`})
       SELECT gen_random_uuid(), $1::"PrincipalKind", $2::text || '-' || n || '@contoso.example', $4::timestamptz ${column && ', $4'} FROM generate_series(0, $3::int) n`,
      [kind, name, count, now()],
    )
  await client.query(
    `INSERT INTO "Grant" (id, "resourceId", "principalId", role, "grantedAt", "grantedById")
     SELECT gen_random_uuid(), r.id, p.id, 'view', $1, r."sharedById" FROM "Principal" p, (SELECT * FROM "Resource" LIMIT 3) r WHERE p.address LIKE 'guest-%'`,
    [now()],
  )
  await client.query(`UPDATE "Organization" SET "memberDomains" = '{litware.example}'`)
  await client.query('VACUUM ANALYZE')
}

type Sample = { kind: Class; time: number }

/** Every class in random order, so that a slow minute meets all of them. */
function shuffled(from: number, count: number) {
  const all = classes.flatMap((kind) => Array.from({ length: count }, (_, n) => ({ kind, address: addressOf(kind, from + n) })))
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1))
    ;[all[i], all[j]] = [all[j]!, all[i]!]
  }
  return all
}

async function sample(ask: (address: string) => Promise<number>, from: number, count: number, atOnce: number): Promise<Sample[]> {
  const [queue, samples] = [shuffled(from, count), [] as Sample[]]
  const work = async () => {
    for (let next = queue.pop(); next; next = queue.pop()) samples.push({ kind: next.kind, time: await ask(next.address) })
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return samples.slice(DROPPED)
}

/** By ranks: how often a sample of `a` took longer than one of `b`. */
function auc(a: number[], b: number[]) {
  const ranked = [...a.map((time) => ({ time, mine: true })), ...b.map((time) => ({ time, mine: false }))].sort((x, y) => x.time - y.time)
  const ranks = ranked.reduce((sum, { mine }, at) => sum + (mine ? at + 1 : 0), 0)
  return (ranks - (a.length * (a.length + 1)) / 2) / (a.length * b.length)
}

const timesOf = (samples: Sample[], kind: Class) => samples.filter((one) => one.kind === kind).map(({ time }) => time)
const median = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN

function tell(title: string, samples: Sample[]) {
  console.log(`\n${title}`)
  const strangers = timesOf(samples, 'stranger')
  const told = classes.filter((kind) => kind !== 'stranger').map((kind) => ({ kind, times: timesOf(samples, kind) }))
  for (const { kind, times } of told) console.log(`  ${kind.padEnd(9)} AUC ${auc(times, strangers).toFixed(3)}  median ${median(times).toFixed(2)} ms (strangers ${median(strangers).toFixed(2)} ms), n ${times.length}`)
  return told.every(({ times }) => Math.abs(auc(times, strangers) - 0.5) <= ALLOWED)
}

/** Sends the address and measures until the answer is whole. */
function asker(origin: string, form: ReturnType<typeof formOf>, agent: Agent) {
  return (address: string) =>
    new Promise<number>((resolve, reject) => {
      const { body, type } = form.fill({ Email: address })
      const headers = { origin, 'sec-fetch-site': 'same-origin', 'content-type': type, 'content-length': Buffer.byteLength(body) }
      const started = performance.now()
      const asked = request(new URL(form.action, origin), { method: 'POST', headers, agent }, (answer) => {
        if (answer.statusCode !== 303) return reject(new Error(`${address} was answered ${answer.statusCode}`))
        answer.resume().on('end', () => resolve(performance.now() - started))
      })
      asked.on('error', reject)
      asked.end(body)
    })
}

const sink = await startMailSink()
const foyer = await startFoyer(sink)
try {
  const client = await foyer.connect()
  await seed(client, 2 * SAMPLES + DROPPED)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  const form = formOf(await new Visitor(foyer.origin, agent).get('/sign-in'), ['Email'])
  const ask = asker(foyer.origin, form, agent)
  const perRun = SAMPLES + Math.ceil(DROPPED / classes.length)
  const alone = tell('One at a time', await sample(ask, 0, perRun, 1))
  const together = tell('64 at a time', await sample(ask, perRun, perRun, 64))
  await client.end()
  agent.destroy()
  process.exitCode = alone && together ? 0 : 1
} finally {
  await foyer.stop()
  await sink.stop()
}
