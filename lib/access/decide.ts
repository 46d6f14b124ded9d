import type { Caller } from '../principal'
import { type Action, refusal, type Target } from './permissions'

/** A condition-bound rule of the administrators'. None can be written yet, so none is known and any denies. */
export type Policy = never

/** What may have to be met before something permitted is done. */
export type Control = 'privacy-statement'

export type Decision =
  | { effect: 'permit' }
  | { effect: 'deny'; reason: string }
  | { effect: 'challenge'; controls: Control[] }

/**
 * The one decision point (NIST SP 800-162): pure, and asked by every entrance on every request.
 * No permission denies; what it does not know denies.
 */
export function decide(caller: Caller, action: Action, target: Target, policies: readonly Policy[] = []): Decision {
  const reason = refusal(caller, action, target)
  if (reason) return { effect: 'deny', reason }
  if (policies.length > 0) return { effect: 'deny', reason: 'unknown policy' }
  const controls = unmetControls(caller, action)
  return controls.length > 0 ? { effect: 'challenge', controls } : { effect: 'permit' }
}

/** Accepting the privacy statement stands before the content of whatever is shared, and before nothing else. */
function unmetControls(caller: Caller, action: Action): Control[] {
  const owes = caller.kind === 'person' && caller.principal.owesStatement
  return owes && (action === 'resource.view' || action === 'resource.download') ? ['privacy-statement'] : []
}

/** The same decision as a yes or no, for the screen to choose its buttons by. */
export const may = (caller: Caller, action: Action, target: Target = {}) =>
  decide(caller, action, target).effect === 'permit'
