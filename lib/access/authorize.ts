import { AccessDenied, ControlRequired } from '../errors'
import type { Caller } from '../principal'
import { decide, type Decision } from './decide'
import type { Action, Target } from './permissions'

/**
 * Asks the decision point. Throws `AccessDenied` where it denies, `ControlRequired` where it challenges; else returns what
 * the policies answered. Synchronous, so that a forgotten `await` can’t skip the decision.
 */
export function authorize(caller: Caller, action: Action, target: Target = {}) {
  const decision = decide(caller, action, target)
  throwUnlessPermitted(decision, action, target)
  return decision.evaluation
}

/** Throws what a given decision asks for: `AccessDenied`, `ControlRequired`, or nothing for a permit. */
export function throwUnlessPermitted(
  decision: Decision,
  action: Action,
  target: Target = {},
): asserts decision is Decision & { effect: 'permit' } {
  const { evaluation } = decision
  if (decision.effect === 'deny') throw new AccessDenied(action, decision.reason, { target, evaluation })
  if (decision.effect === 'challenge') throw new ControlRequired(action, decision.controls, { target, evaluation })
}
