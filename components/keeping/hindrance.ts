import type { FormState } from '../ui/form-state'

const here = 'What you typed is still here.'

const words = {
  offline: `This device is offline, so nothing was sent. ${here}`,
  lost: `The connection to Foyer was lost, so this was probably not sent. ${here}`,
  foreign: `Something else answered in place of Foyer: a proxy, or a network’s own sign-in page. ${here} Try again in a moment.`,
  updated: `Foyer was updated after this page was opened, so this was not sent. ${here} Copy what you need, then load the page again.`,
  fault: `This did not work, and the fault is with Foyer. ${here}`,
}

type Circumstances = {
  online: boolean
  /** Whether Foyer said that it does not know the action: it is of another build. */ unrecognized: boolean
}

/** What Next.js throws when an answer is neither an action's nor a plain text. */
export const FOREIGN = 'An unexpected response was received from the server.'

/** Cut off after it began: React's own words. */
const CUT = 'Connection closed.'

/** What to say at a form whose sending was answered by no action of ours, and the way on. */
export function hindranceOf(error: unknown, { online, unrecognized }: Circumstances): FormState {
  if (unrecognized) return failed(words.updated, 'loading')
  const said = ownWords(error)
  if (said) return failed(`${said} ${here}`, 'sending')
  return failed(sentence(error, online), 'sending')
}

const failed = (message: string, by: 'sending' | 'loading'): FormState => ({ status: 'failed', message, wayOn: { by } })

function sentence(error: unknown, online: boolean) {
  const reference = error instanceof Error && 'digest' in error ? ` Reference: ${String(error.digest)}.` : null
  if (reference) return words.fault + reference
  if (error instanceof TypeError || (error instanceof Error && error.message === CUT))
    return online ? words.lost : words.offline
  return error instanceof Error && error.message === FOREIGN ? words.foreign : words.fault
}

/** A sentence from the server in front of the pages. It says whose it is, since a proxy may answer in plain text too. */
const ownWords = (error: unknown) =>
  error instanceof Error ? (/^Foyer: (.+)$/s.exec(error.message.trim())?.[1] ?? null) : null
