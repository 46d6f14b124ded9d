import type { Asked, Control, Evaluation } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { inOrder } from './controls'
import { evaluate } from './evaluate'
import { factsOf } from './facts'
import { isForJob } from './jobs'
import { type Action, permissions, type Target } from './permissions'

/** `evaluation`: the answers of the policies. Undefined where none was evaluated. */
export type Decision =
  | { effect: 'permit'; evaluation?: Evaluation }
  | { effect: 'deny'; reason: string; evaluation?: Evaluation }
  | { effect: 'challenge'; controls: Asked[]; evaluation?: Evaluation }

/**
 * Decides on an action: permit, deny, or challenge for the controls that are left. The one decision point
 * (NIST SP 800-162), which every entrance asks on every request; it reads no database. Checks the permission first, and
 * denies without one. Then evaluates the policies that were in force when the request began.
 */
export function decide(caller: Caller, action: Action, target: Target): Decision {
  const reason = refusal(caller, action, target)
  if (reason) return { effect: 'deny', reason }
  if (caller.kind !== 'person') return { effect: 'permit' }
  const evaluation = evaluatePolicies(caller, action, target)
  if (evaluation?.effect === 'deny') return { effect: 'deny', reason: 'a policy', evaluation }
  const controls = inOrder([...(evaluation?.controls ?? []), ...owedStatement(caller, action)])
  return controls.length > 0 ? { effect: 'challenge', controls, evaluation } : { effect: 'permit', evaluation }
}

/** Returns why a caller may not take an action, policies apart; null: it may. A job may take the actions listed for it. An application may take none, since it has no rules yet. */
export function refusal(caller: Caller, action: Action, target: Target): string | null {
  if (caller.kind === 'system') return isForJob(caller.job, action) ? null : 'not what the job is for'
  if (caller.kind === 'application') return 'no rule for applications'
  if (caller.kind === 'anonymous') return 'not signed in'
  return Object.hasOwn(permissions, action) ? permissions[action](caller, target) : 'unknown action'
}

/** Evaluates the policies. Gathers no facts where there is no policy. Undefined: none was evaluated. */
function evaluatePolicies(caller: PersonCaller, action: Action, target: Target) {
  const facts = caller.policies.policies.length > 0 ? factsOf(caller, action, target) : null
  return facts ? evaluate(caller.policies, facts) : undefined
}

/** Asks a guest for the privacy statement before content is shown, and before no other action. */
const owedStatement = ({ principal }: PersonCaller, action: Action): Control[] =>
  principal.owesStatement && content.has(action) ? ['privacy-statement'] : []

const content: ReadonlySet<Action> = new Set(['resource.view', 'resource.download', 'resource.ask-for-download'])

/** Returns whether an action is permitted as things are, for the screen to choose its buttons. A challenge counts as no. */
export const may = (caller: Caller, action: Action, target: Target = {}) =>
  decide(caller, action, target).effect === 'permit'
