import { DAY, HOUR, isOver, isPast, MINUTE } from '../clock'
import type { CompiledPolicy, Control, PolicySet, PolicySettings, Required, TermsInForce } from '../policy'
import type { Facts } from './facts'

/** In which order a person is asked. The portal's own statement comes last: it stands where the content will. */
const order = ['sign-in', 'code', 'passkey', 'multi-factor', 'terms', 'purpose', 'privacy-statement']

const placeOf = (control: Control) => order.indexOf(control.startsWith('terms:') ? 'terms' : control)

/** Each once, in the order in which they are asked. A passkey is more than another factor, so it stands for both. */
export function inOrder(controls: readonly Control[]): Control[] {
  if (controls.length === 0) return []
  const each = [...new Set(controls)]
  return each.filter((control) => control !== 'multi-factor' || !each.includes('passkey')).toSorted((a, b) => placeOf(a) - placeOf(b))
}

/** What a policy that applies makes of the facts: it is met, it still asks for something, or it refuses. */
export type Outcome = { result: 'met' } | { result: 'asked'; controls: Control[] } | { result: 'refused' }

/** `terms` and sessions are asked of the policy set and the clock in `facts`, so that the same facts give the same answer. */
export function outcomeOf({ settings, required }: CompiledPolicy, facts: Facts, set: PolicySet): Outcome {
  if (!settings || settings.controls.block) return refused
  const session = isSessionSpent(settings, facts) ? (['sign-in'] as const) : []
  const granted = grantOf(settings, required, facts, set)
  if (granted.result === 'refused') return granted
  const controls = [...session, ...(granted.result === 'asked' ? granted.controls : [])]
  return controls.length > 0 ? { result: 'asked', controls: inOrder(controls) } : met
}

const met: Outcome = { result: 'met' }
const refused: Outcome = { result: 'refused' }

function grantOf({ controls }: PolicySettings, required: readonly Required[], facts: Facts, set: PolicySet): Outcome {
  const unmet = required.filter((one) => !isMet(one, controls, facts, set))
  const any = controls.operator === 'any'
  if (unmet.length === 0 || (any && unmet.length < required.length)) return met
  const askable = unmet.filter((one): one is Control => one !== 'view-only' && canBeMet(one, set))
  if (any) return askable.length > 0 ? { result: 'asked', controls: inOrder(askable).slice(0, 1) } : refused
  return askable.length === unmet.length ? { result: 'asked', controls: askable } : refused
}

/** What a policy requires before it grants, one by one. */
export const requiredOf = (controls: PolicySettings['controls']): Required[] => [
  ...(controls.codeHours !== null || controls.codeForEach ? (['code'] as const) : []),
  ...(controls.passkey ? (['passkey'] as const) : []),
  ...(controls.multiFactor ? (['multi-factor'] as const) : []),
  ...controls.termsIds.map((id) => `terms:${id}` as const),
  ...(controls.purpose ? (['purpose'] as const) : []),
  ...(controls.viewOnly ? (['view-only'] as const) : []),
]

function isMet(control: Required, { codeHours, codeForEach }: PolicySettings['controls'], { aim, at, session, accepted }: Facts, set: PolicySet) {
  if (control === 'view-only') return aim.area !== 'resource' || !aim.download
  if (control === 'passkey') return session.strength === 'passkey'
  if (control === 'multi-factor') return session.strength !== 'mailbox'
  if (control === 'purpose') return session.purpose
  if (control === 'code') return isCodeFresh(codeHours, at, session.codeAt) && (!codeForEach || aim.area !== 'resource' || session.codeForResource)
  const id = control.slice('terms:'.length)
  return isAccepted(set.terms.get(id), accepted.find(({ documentId }) => documentId === id), at)
}

const isCodeFresh = (hours: number | null, at: Date, codeAt: Date) => hours === null || !isPast(codeAt, hours * HOUR, at)

/** A document that was deleted, or has no text, can be accepted by nobody. */
const canBeMet = (control: Control, { terms }: PolicySet) => !control.startsWith('terms:') || terms.has(control.slice('terms:'.length))

/** Whether an acceptance still counts: of a version new enough, not too old, and not from before everybody was to be asked again. */
export function isAccepted(terms: TermsInForce | undefined, acceptance: Facts['accepted'][number] | undefined, at: Date) {
  if (!terms || !acceptance || acceptance.number < terms.leastNumber) return false
  if (terms.expiresAfterDays !== null && isPast(acceptance.at, terms.expiresAfterDays * DAY, at)) return false
  return !(isOver(terms.reacceptAt, at) && acceptance.at < terms.reacceptAt!)
}

function isSessionSpent({ session: { hours, idleMinutes, endsWithBrowser } }: PolicySettings, { at, session }: Facts) {
  if (hours !== null && isPast(session.startedAt, hours * HOUR, at)) return true
  if (idleMinutes !== null && isPast(session.seenAt, idleMinutes * MINUTE, at)) return true
  return endsWithBrowser && !session.browserOpen
}
