import { SECOND } from '@/lib/clock'
import { takeCounts } from '@/lib/counters'
import { poolState } from '@/lib/db/client'
import { settings } from '@/lib/env'
import { runDueJobs } from '@/lib/jobs/run-due-jobs'
import { captureConsole, speakAs } from '@/lib/log/capture'
import { log } from '@/lib/log/log'
import { AT_ONCE, deliverMail } from '@/lib/mail/deliver-mail'
import { chooseTransport } from '@/lib/mail/transports/choose-transport'
import { systemCaller } from '@/lib/principal'
import { jobs } from './jobs'
import { tellTrouble } from './process/tell-trouble'
import { startTracing } from './tracing/start-tracing'
import { VERSION } from './process/version'

// The worker: a process of its own, forked by the server, so that writing letters never delays a page.

/** What is in hand is finished within this; what isn't is given back, and what could not be is taken over when its lease ends. */
const GRACE = 4 * SECOND
/** Its server ends it a second after that (server/process/boot). Where nobody does, a job that hangs is cut off after this. */
const HARD_CUT = 30 * SECOND

speakAs('worker')
captureConsole()

const stop = new AbortController()
const transport = chooseTransport(settings(), AT_ONCE)

function end() {
  stop.abort()
  setTimeout(() => process.exit(0), HARD_CUT).unref()
}

process.once('SIGTERM', end)
// Without its server nobody would stop it, and a second one is about to be started.
process.once('disconnect', end)
// Ctrl-C reaches the whole process group; when to stop is the server's to say.
process.on('SIGINT', () => {})

const beat = () =>
  process.connected &&
  process.send?.({ type: 'beat', counts: takeCounts(), pool: poolState() }, undefined, undefined, () => {})
setInterval(beat, SECOND).unref()
beat()

const say = tellTrouble(log.warn)
const tracing = settings().tracesUrl ? await startTracing({ version: VERSION, part: 'worker' }) : null

await Promise.all([
  deliverMail(systemCaller('deliver-mail'), { transport, signal: stop.signal, grace: GRACE, say }),
  runDueJobs(jobs, stop.signal, say),
])
transport.close()
await tracing?.stop()
process.exit(0)
