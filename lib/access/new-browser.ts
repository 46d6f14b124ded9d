import type { CompiledPolicy, PolicySet } from '../policy'
import { reachesPerson } from './conditions'
import { isMetInSession } from './controls'
import type { Facts } from './facts'

/**
 * Checks whether a session has met every policy on new browsers that is assigned to its person, and every other policy
 * that asked for something in it (`asked`: ids). Policies count whether or not their resources were opened, since these
 * would else be open without controls at the next sign-in. A policy that can't be met, such as a block, keeps a browser new.
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
