import { AccessDenied, ControlRequired } from '../errors'
import type { Caller } from '../principal'
import { decide, type Decision } from './decide'
import type { Action, Target } from './permissions'

/** Asks the decision point and throws at once unless it permits: `AccessDenied` or `ControlRequired`. Nothing to wait for: a forgotten `await` can’t skip the decision. */
export function authorize(caller: Caller, action: Action, target: Target = {}) {
  const decision = decide(caller, action, target)
  throwUnlessPermitted(decision, action, target)
  return decision.evaluation
}

/** The same for a decision that was made already. */
export function throwUnlessPermitted(
  decision: Decision,
  action: Action,
  target: Target = {},
): asserts decision is Decision & { effect: 'permit' } {
  const { evaluation } = decision
  if (decision.effect === 'deny') throw new AccessDenied(action, decision.reason, { target, evaluation })
  if (decision.effect === 'challenge') throw new ControlRequired(action, decision.controls, { target, evaluation })
}
