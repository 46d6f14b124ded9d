import { NotFound } from '@/lib/errors'
import type { Caller } from '@/lib/principal'
import { answerWith } from './answer-with'
import { currentCaller } from './caller'
import { failPageFull } from './failures'
import { load } from './load'

type Verb<Input, View> = (caller: Caller, input: Input) => Promise<View>

/**
 * A page's door for what may be gone: null then, with a 404. The page says so in its own words, which a browser
 * without JavaScript shows too; what `notFound()` shows, it does not.
 */
export const find = <Input, View>(verb: Verb<Input, View>, input: Input): Promise<View | null> =>
  load((caller, asked) => (caller.kind === 'anonymous' ? verb(caller, asked) : orNull(verb(caller, asked))), input)

/** The same for a page that anybody may open: what is not there is not there for a stranger either. */
export const findOpenly = async <Input, View>(verb: Verb<Input, View>, input: Input): Promise<View | null> =>
  orNull(currentCaller().then((caller) => verb(caller, input))).catch(failPageFull)

async function orNull<View>(asked: Promise<View>): Promise<View | null> {
  try {
    return await asked
  } catch (error) {
    if (!(error instanceof NotFound)) throw error
    await answerWith(404)
    return null
  }
}
