import { AccessDenied, ControlRequired } from '../errors'
import type { Caller } from '../principal'
import { decide } from './decide'
import type { Action, Target } from './permissions'

/** Asks the decision point and throws unless it permits: `AccessDenied` or `ControlRequired`. */
export async function authorize(caller: Caller, action: Action, target: Target = {}) {
  const decision = decide(caller, action, target)
  if (decision.effect === 'deny') throw new AccessDenied(action, decision.reason)
  if (decision.effect === 'challenge') throw new ControlRequired(action, decision.controls)
}
