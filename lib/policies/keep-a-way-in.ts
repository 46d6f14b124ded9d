import { evaluate } from '../access/evaluate'
import { factsFor } from '../access/facts'
import { loadPolicies } from '../access/policy-set'
import { signedIn } from '../access/visibility'
import { after, HOUR, now } from '../clock'
import type { Tx } from '../db/transaction'
import { Conflict } from '../errors'
import { sentence } from '../own-direction'
import type { PolicySet } from '../policy'
import { type Caller, displayName } from '../principal'

const HOURS_OF_A_WEEK = 168

/**
 * Throws `Conflict` where what the transaction has written would leave no administrator a way into administration:
 * from where the caller is now, at no hour of the coming week. `without`: somebody who is about to administer no longer.
 * Whoever changes policies or administrators raises the version of the policies first and so waits for this one: two
 * can't each take away what the other leaves.
 */
export async function keepAWayIn(tx: Tx, caller: Caller, { without }: { without?: string } = {}) {
  const set = await loadPolicies(tx)
  if (!set.policies.some(({ state }) => state === 'on')) return
  const administrators = await tx.principal.findMany({
    where: { kind: 'member', administrator: true, blockedAt: null, removedAt: null, ...(without ? { NOT: { id: without } } : {}) },
    select: { id: true, kind: true, address: true, name: true, administrator: true },
  })
  const person = signedIn(caller)
  const isLetIn = administrators.some((principal) => getsIn(set, { ...person, principal }))
  if (isLetIn) return
  const names = new Intl.ListFormat('en').format(administrators.slice(0, 3).map(displayName))
  throw new Conflict(sentence`By the policies this would shut every administrator out of administration (${names}), so it was not done. Have the policies except at least one of them, or leave administration out of what they are set on.`)
}

const getsIn = (set: PolicySet, person: ReturnType<typeof signedIn>) =>
  Array.from({ length: HOURS_OF_A_WEEK }, (_, hour) => after(now(), hour * HOUR)).some(
    (at) => evaluate(set, { ...factsFor(person, { area: 'administration' }), at }).effect !== 'deny',
  )
