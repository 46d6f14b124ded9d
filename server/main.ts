import { WrongSetting } from '@/lib/env'
import { captureConsole, speakAs } from '@/lib/log/capture'
import { announce, log, refuseToStart } from '@/lib/log/log'
import { createFoyer } from './process/boot'
import { CannotStart } from './process/cannot-start'

/** Milliseconds after draining: everything is down within 10 s, whatever hangs. */
const HARD_CUT = 9000
const ORDERLY = 8000

const dev = process.env.NODE_ENV !== 'production'
speakAs('web')
// In development Next.js shows errors to whoever writes the page, at length.
if (!dev) captureConsole()

const foyer = createFoyer({ dev })
let ending = false

const hurried = new AbortController()

/** Ends in order; told once more, without letting anybody go on asking. */
async function end(status: number) {
  if (ending) return hurried.abort()
  ending = true
  if (status !== 0) hurried.abort()
  await foyer.drain(hurried.signal)
  setTimeout(() => {
    foyer.kill()
    process.exit(status)
  }, HARD_CUT)
  await foyer
    .stop(performance.now() + ORDERLY)
    .catch((error: unknown) => log.error('Not everything could be taken down in order.', { error }))
  process.exit(status)
}

/** A signal to npm may end npm alone. Without the npm that started us, nobody could stop us any more. */
function endWithNpm() {
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) setInterval(() => process.ppid !== parent && void end(0), 250).unref()
}

endWithNpm()
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const)
  process.on(signal, () => {
    log.info(`Told to end (${signal}).`)
    void end(0)
  })

try {
  announce(await foyer.start())
} catch (error) {
  const expected = error instanceof CannotStart || error instanceof WrongSetting
  if (!ending && expected) refuseToStart(error.message)
  if (!ending && !expected) log.fatal('Foyer could not start.', { error })
  await end(1)
}
