import type { Asked, Control, Evaluation } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { inOrder } from './controls'
import { evaluate } from './evaluate'
import { factsOf } from './facts'
import { isForJob } from './jobs'
import { type Action, permissions, type Target } from './permissions'

/** `evaluation`: what the policies said, where any was asked. */
export type Decision =
  | { effect: 'permit'; evaluation?: Evaluation }
  | { effect: 'deny'; reason: string; evaluation?: Evaluation }
  | { effect: 'challenge'; controls: Asked[]; evaluation?: Evaluation }

/**
 * The one decision point (NIST SP 800-162): pure, and asked by every entrance on every request.
 * No permission denies; then the policies that were in force when the request began are asked, and what they do
 * not know denies.
 */
export function decide(caller: Caller, action: Action, target: Target): Decision {
  const reason = refusal(caller, action, target)
  if (reason) return { effect: 'deny', reason }
  if (caller.kind !== 'person') return { effect: 'permit' }
  const evaluation = ask(caller, action, target)
  if (evaluation?.effect === 'deny') return { effect: 'deny', reason: 'a policy', evaluation }
  const controls = inOrder([...(evaluation?.controls ?? []), ...statement(caller, action)])
  return controls.length > 0 ? { effect: 'challenge', controls, evaluation } : { effect: 'permit', evaluation }
}

/** Says why a caller may not take an action, apart from any policy; null permits. A job may take what it was written for, an application nothing: nobody has written its rules yet. */
export function refusal(caller: Caller, action: Action, target: Target): string | null {
  if (caller.kind === 'system') return isForJob(caller.job, action) ? null : 'not what the job is for'
  if (caller.kind === 'application') return 'no rule for applications'
  if (caller.kind === 'anonymous') return 'not signed in'
  return Object.hasOwn(permissions, action) ? permissions[action](caller, target) : 'unknown action'
}

/** Most requests meet no policy at all: then no fact is gathered. */
function ask(caller: PersonCaller, action: Action, target: Target) {
  const facts = caller.policies.policies.length > 0 ? factsOf(caller, action, target) : null
  return facts ? evaluate(caller.policies, facts) : undefined
}

/** Accepting the privacy statement stands before the content of whatever is shared, and before nothing else. */
const statement = ({ principal }: PersonCaller, action: Action): Control[] =>
  principal.owesStatement && content.has(action) ? ['privacy-statement'] : []

const content: ReadonlySet<Action> = new Set(['resource.view', 'resource.download', 'resource.ask-for-download'])

/** The same decision as a yes or no, for the screen to choose its buttons by. */
export const may = (caller: Caller, action: Action, target: Target = {}) =>
  decide(caller, action, target).effect === 'permit'
