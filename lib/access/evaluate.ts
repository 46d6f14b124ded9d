import type { CompiledPolicy, Evaluation, PolicyResult, PolicySet } from '../policy'
import { firstUnmet, type Whereabouts, whereaboutsOf } from './conditions'
import { inOrder, outcomeOf } from './controls'
import type { Facts } from './facts'

/**
 * Evaluates every policy of a set. All that apply have to be met, and one refusal wins, as in Microsoft Entra. Policies
 * that only report don't count. Pure; used for requests, what-if and drafts that are not saved.
 */
export function evaluate(set: PolicySet, facts: Facts): Evaluation {
  const whereabouts = whereaboutsOf(facts, set)
  const results = set.policies.map((policy) => evaluatePolicy(policy, facts, set, whereabouts))
  const counting = results.filter(({ state }) => state === 'on')
  if (counting.some(({ result }) => result === 'refused')) return { effect: 'deny', controls: [], results }
  const controls = inOrder(counting.flatMap((result) => result.controls ?? []))
  return { effect: controls.length > 0 ? 'challenge' : 'permit', controls, results }
}

function evaluatePolicy(policy: CompiledPolicy, facts: Facts, set: PolicySet, whereabouts: Whereabouts): PolicyResult {
  const { id: policyId, name, state } = policy
  const unmet = firstUnmet(policy, facts, whereabouts)
  return unmet
    ? { policyId, name, state, result: 'not-applied', unmet }
    : { policyId, name, state, ...outcomeOf(policy, facts, set) }
}
