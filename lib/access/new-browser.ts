import type { CompiledPolicy, PolicySet } from '../policy'
import { reachesPerson } from './conditions'
import { isMetInSession } from './controls'
import type { Facts } from './facts'

/**
 * Whether a session has met all that policies can ask of its person in a new browser, and what others did ask for in
 * it (`asked`, their ids). Not only where the person has been: what was never opened would be open at the next sign-in.
 * What nobody can meet, such as a block, keeps a browser new.
 */
export const isBrowserProven = (set: PolicySet, facts: Facts, asked: ReadonlySet<string>) =>
  set.policies.every((policy) => policy.state !== 'on' || isPolicyProven(policy, facts, set, asked))

function isPolicyProven(policy: CompiledPolicy, facts: Facts, set: PolicySet, asked: ReadonlySet<string>) {
  const { id, settings } = policy
  if (!settings) return false
  if (settings.when.browser === 'new' && reachesPerson(policy, settings, facts))
    return isMetInSession(policy, facts, set, false)
  return !asked.has(id) || isMetInSession(policy, facts, set, true)
}
