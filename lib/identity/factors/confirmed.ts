import { MINUTE, now } from '../../clock'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { type ProofKind, provenWithin, secondFactors } from '../../proof'
import { type Factors, hasFactor } from './find-factors'
import { isOfThisHost } from './hosts'

/** How long a proof is fresh enough to change factors. Milliseconds. */
const FRESH = 10 * MINUTE

export type MissingProof = 'passkey' | 'factor' | 'code'

/**
 * Returns the proof that a person has to give before their factors change. Null: they have just given it. The strongest
 * they have is asked for, so that neither the mailbox alone nor a code that was phished changes a stronger factor (NIST SP
 * 800-63B-4, 4.1.2.1). A recovery code replaces a lost passkey. A passkey of another host can't be shown here: another
 * factor is asked for then, and never the mailbox alone.
 */
export function missingProof({ session }: PersonCaller, factors: Factors): MissingProof | null {
  const at = now()
  const isFresh = (...kinds: ProofKind[]) => provenWithin(session.proofs, kinds, FRESH, at)
  if (factors.passkeys.some(isOfThisHost)) return isFresh('passkey', 'recovery_code') ? null : 'passkey'
  if (hasFactor(factors)) return isFresh(...secondFactors) ? null : 'factor'
  return isFresh('mailbox') ? null : 'code'
}

/** Throws `Conflict` unless the person has just given the proof of `missingProof`. */
export function requireFreshProof(caller: PersonCaller, factors: Factors) {
  const missing = missingProof(caller, factors)
  if (missing === 'passkey')
    throw new Conflict(
      'proof.too-weak',
      'Confirm with a passkey that it is you, or with a recovery code if you lost it; then try again.',
    )
  if (missing) throw new Conflict('proof.too-old', 'It has been a while: confirm that it is you, then try again.')
}
