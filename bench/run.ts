import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { MINUTE, now } from '../lib/clock'
import { startBetterAuth } from './baseline'
import { measureBytes } from './bytes'
import { measureCheck } from './check'
import { type Foyer, startFoyer } from './foyer'
import { measureInbox } from './inbox'
import { describeMachine } from './machine'
import { type MailSink, startMailSink } from './mail-sink'
import { measurePolicies } from './policies'
import { ratios, report, type Results } from './report'
import { measureReviews, type ReviewSize } from './reviews'
import { seedReader } from './seed'
import { measureSignIns } from './sign-ins'
import { ratioTable } from './table'
import { measureZip } from './zip'

const parts = ['inbox', 'check', 'bytes', 'zip', 'policies', 'sign-ins', 'reviews'] as const
const asked = process.argv.slice(2)
const unknown = asked.filter((name) => name !== '--quick' && !parts.some((part) => part === name))
if (unknown.length > 0)
  throw new Error(`There is no ${unknown.join(', ')}: name any of ${parts.join(', ')}, or nothing for all.`)
const named = parts.filter((part) => asked.includes(part))
const chosen = named.length > 0 ? named : parts

const quick = asked.includes('--quick')
const plan = quick ? { seconds: 3, rounds: 1 } : { seconds: 10, rounds: 3 }
const reviewSize: ReviewSize = quick
  ? { few: 100, guests: 2000, selected: 1000, pages: 20 }
  : { few: 100, guests: 100_000, selected: 10_000, pages: 50 }
const page = path.join(import.meta.dirname, '../docs/benchmarks.md')

/** Nothing here takes half as long; whatever hangs is ended. */
const LONGEST = 40 * MINUTE

type Ending = () => Promise<unknown>

/** The server up, each measurement in turn, all down again whatever happens. */
async function bench(endings: Ending[]): Promise<Results> {
  const idle = describeMachine()
  const sink = await startMailSink()
  endings.push(sink.stop)
  say('Building and starting Foyer')
  const foyer = await startFoyer(sink)
  endings.push(foyer.stop)
  // What of the product runs in this process finds the same files and rows; settings are read once.
  Object.assign(process.env, { DATA_DIR: foyer.dataDir, DATABASE_URL: foyer.databaseUrl })
  const machine = await idle(foyer)
  const results: Results = { date: now().toISOString().slice(0, 10), machine, ...plan }
  try {
    const client = await foyer.connect()
    await seedReader(client).finally(() => client.end())
    for (const part of chosen) {
      say(part)
      Object.assign(results, await measurePart[part](foyer, sink, endings))
    }
    return results
  } catch (error) {
    say(`Foyer said:\n${foyer.output()}`)
    throw error
  }
}

type Part = (foyer: Foyer, sink: MailSink, endings: Ending[]) => Promise<Partial<Results>>

const measurePart: Record<(typeof parts)[number], Part> = {
  inbox: async (foyer, sink) => ({ inbox: await measureInbox(foyer, sink, { ...plan, atOnce: 8 }) }),
  check: async (foyer, sink) => ({ check: await measureCheck(foyer, sink, { ...plan, atOnce: 8 }) }),
  bytes: async (foyer, sink) => ({ bytes: await measureBytes(foyer, sink, { ...plan, atOnce: 1 }) }),
  zip: async (foyer, sink) => ({ zip: await measureZip(foyer, sink, { ...plan, atOnce: 1 }) }),
  policies: async (foyer, sink) => ({ policies: await measurePolicies(foyer, sink, { ...plan, atOnce: 8 }) }),
  'sign-ins': async (foyer, sink, endings) => {
    say('Building and starting the baseline')
    const baseline = await startBetterAuth(foyer.createDatabase, sink)
    endings.push(baseline.stop)
    try {
      return { signIns: await measureSignIns(foyer, baseline, sink, plan) }
    } catch (cause) {
      throw new Error(`The baseline said:\n${baseline.output()}`, { cause })
    }
  },
  reviews: async (foyer, sink) => ({ reviews: await measureReviews(foyer, sink, reviewSize) }),
}

const say = (line: string) => console.log(`[bench] ${line}`)

const endings: Ending[] = []

async function endAll() {
  for (const end of endings.splice(0).reverse()) await end()
}

const endAndExit = () => void endAll().finally(() => process.exit(1))
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, endAndExit)
const tooLong = setTimeout(endAndExit, LONGEST)

try {
  const results = await bench(endings)
  console.log(`\n${ratioTable(ratios(results))}\n`)
  if (quick || chosen !== parts) console.log(report(results))
  else writeFileSync(page, report(results))
} finally {
  clearTimeout(tooLong)
  await endAll()
}
