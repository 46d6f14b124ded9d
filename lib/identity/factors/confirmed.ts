import { after, MINUTE, now } from '../../clock'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { type Factors, hasFactor } from './find-factors'

/** How long a proof is fresh enough to change what one signs in with. Milliseconds. */
const FRESH = 10 * MINUTE

/**
 * How a person has to show that it is them before their factors change: by a factor, where they have one, so that
 * holding the mailbox alone changes nothing; else by a mailed code. Null: they have just done so.
 */
export function missingProof({ session }: PersonCaller, factors: Factors): 'factor' | 'code' | null {
  const since = after(now(), -FRESH)
  if (hasFactor(factors)) return session.strength !== 'mailbox' && session.strengthenedAt !== null && session.strengthenedAt > since ? null : 'factor'
  return (session.codeAt ?? session.startedAt) > since ? null : 'code'
}

/** Throws `Conflict` unless the person has just shown that it is them. */
export function requireFreshProof(caller: PersonCaller, factors: Factors) {
  if (missingProof(caller, factors)) throw new Conflict('It has been a while: confirm that it is you, then try again.')
}
