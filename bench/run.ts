import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { MINUTE, now } from '../lib/clock'
import { startBetterAuth } from './baseline'
import { measureBytes } from './bytes'
import { startFoyer } from './foyer'
import { measureInbox } from './inbox'
import { describeMachine } from './machine'
import { startMailSink } from './mail-sink'
import { ratios, ratioTable, report, type Results } from './report'
import { measureSignIns } from './sign-ins'

const quick = process.argv.includes('--quick')
const plan = quick ? { seconds: 3, rounds: 1 } : { seconds: 10, rounds: 3 }
const page = path.join(import.meta.dirname, '../docs/benchmarks.md')

/** Nothing here takes half as long; whatever hangs is ended. */
const LONGEST = 20 * MINUTE

type Ending = () => Promise<unknown>

/** Both servers up, each measurement in turn, both down again whatever happens. */
async function bench(endings: Ending[]): Promise<Results> {
  const idle = describeMachine()
  const sink = await startMailSink()
  endings.push(sink.stop)
  say('Building and starting Foyer')
  const foyer = await startFoyer(sink)
  endings.push(foyer.stop)
  process.env.DATA_DIR = foyer.dataDir
  say('Building and starting the baseline')
  const baseline = await startBetterAuth(foyer.createDatabase, sink)
  endings.push(baseline.stop)
  const machine = await idle(foyer)
  try {
    say('The inbox')
    const inbox = await measureInbox(foyer, sink, { ...plan, atOnce: 8 })
    say('File bytes')
    const bytes = await measureBytes(foyer, sink, { ...plan, atOnce: 1 })
    say('Sign-ins')
    const signIns = await measureSignIns(foyer, baseline, sink, plan)
    return { date: now().toISOString().slice(0, 10), machine, ...plan, signIns, inbox, bytes }
  } catch (error) {
    say(`Foyer said:\n${foyer.output()}\nThe baseline said:\n${baseline.output()}`)
    throw error
  }
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
  if (quick) console.log(report(results))
  else writeFileSync(page, report(results))
} finally {
  clearTimeout(tooLong)
  await endAll()
}
