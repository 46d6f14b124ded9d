import { after, MINUTE, now } from '../../clock'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { type Factors, hasFactor } from './find-factors'
import { isOfThisHost } from './hosts'

/** How long a proof is fresh enough to change what one signs in with. Milliseconds. */
const FRESH = 10 * MINUTE

export type MissingProof = 'passkey' | 'factor' | 'code'

/**
 * How a person has to show that it is them before their factors change: by the strongest they have, so that neither
 * the mailbox alone nor a code that was phished changes what is stronger (NIST SP 800-63B-4, 4.1.2.1). A recovery code
 * stands in for a lost passkey. A passkey of another host can't be shown: then what is left is asked for, and the mailbox
 * alone never is. Null: they have just done so.
 */
export function missingProof({ session }: PersonCaller, factors: Factors): MissingProof | null {
  const since = after(now(), -FRESH)
  const isFresh = (at: Date | null) => at !== null && at > since
  if (factors.passkeys.some(isOfThisHost)) return isFresh(session.passkeyAt) ? null : 'passkey'
  if (hasFactor(factors)) return session.strength !== 'mailbox' && isFresh(session.strengthenedAt) ? null : 'factor'
  return isFresh(session.codeAt ?? session.startedAt) ? null : 'code'
}

/** Throws `Conflict` unless the person has just shown that it is them. */
export function requireFreshProof(caller: PersonCaller, factors: Factors) {
  const missing = missingProof(caller, factors)
  if (missing === 'passkey')
    throw new Conflict(
      'proof.too-weak',
      'Confirm with a passkey that it is you, or with a recovery code if you lost it; then try again.',
    )
  if (missing) throw new Conflict('proof.too-old', 'It has been a while: confirm that it is you, then try again.')
}
