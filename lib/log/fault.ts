import { scrubForeign } from './scrub'

/** An error in one line's worth of it. */
export type Fault = {
  class: string
  code?: string
  message: string
  /** Places in our own code, the innermost first. */ at: string[]
  cause?: Fault
}

/** Characters of what an error says. */
const LONGEST = 400

/** Places of a stack that are told. */
const PLACES = 5

/** Causes of causes that are told. */
const DEEPEST = 2

/** What went wrong, where in our own code, and by what it was caused, with nothing personal in it. */
export function faultOf(thrown: unknown, depth = 0): Fault {
  if (!(thrown instanceof Error))
    return { class: typeof thrown, message: scrubForeign(String(thrown)).slice(0, LONGEST), at: [] }
  const code = codeOf(thrown)
  return {
    class: thrown.name,
    ...(code && { code }),
    message: scrubForeign(saidBy(thrown)).slice(0, LONGEST),
    at: placesIn(thrown),
    ...(thrown.cause instanceof Error && depth < DEEPEST && { cause: faultOf(thrown.cause, depth + 1) }),
  }
}

/** Prisma shows the call with all its values before it says what was wrong. */
const saidBy = ({ name, message }: Error) =>
  /^Prisma/.test(name) ? (message.trim().split('\n').at(-1) ?? '') : message.trim()

function codeOf(error: Error): string | undefined {
  const { code, cause } = error as { code?: unknown; cause?: { originalCode?: unknown } }
  const found = code ?? cause?.originalCode
  return typeof found === 'string' || typeof found === 'number' ? String(found).slice(0, 40) : undefined
}

const frame = /^\s+at (?:.+ \()?(?:file:\/\/)?\/[^()\n]+:\d+:\d+\)?$/

/** Of libraries and Node.js itself no place is told. */
function placesIn({ stack = '' }: Error) {
  const here = `${process.cwd()}/`
  const ours = stack
    .split('\n')
    .filter((line) => frame.test(line) && line.includes(here) && !line.includes('/node_modules/'))
  return ours
    .slice(0, PLACES)
    .map((line) => line.trim().slice('at '.length).replace('file://', '').replace(here, '').slice(0, 200))
}
