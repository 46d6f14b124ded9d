import { DAY, HOUR, isOver, isPast, MINUTE } from '../clock'
import type { Asked, CompiledPolicy, Control, PolicySet, PolicySettings, Required, TermsInForce } from '../policy'
import { hasSecondFactor } from '../proof'
import { type Facts, isAboutOneself } from './facts'

/** The order in which controls are asked for. The privacy statement comes last, since its form is shown in place of the content. */
const order = ['sign-in', 'code', 'passkey', 'multi-factor', 'terms', 'purpose', 'privacy-statement']

/** Controls by effort, least first: typing a sentence, reading a page, waiting for a mail, using a device. */
const easiest = ['purpose', 'terms', 'code', 'multi-factor', 'passkey']

const placeIn = (places: readonly string[], control: Control) =>
  places.indexOf(control.startsWith('terms:') ? 'terms' : control)

/** Returns the controls of which any one meets what is asked, the easiest first. */
export const waysOf = (asked: Asked): readonly Control[] => (typeof asked === 'string' ? [asked] : asked.anyOf)

/**
 * Merges what several policies ask for: each control once, in the order of asking. A passkey also meets multi-factor
 * authentication, which is then left out. A choice is left out where a control that is asked for anyway meets it, or
 * where a choice of fewer controls is contained in it.
 */
export function inOrder(all: readonly Asked[]): Asked[] {
  if (all.length === 0) return []
  const controls = [...new Set(all.filter((asked): asked is Control => typeof asked === 'string'))]
  const each = controls.filter((control) => control !== 'multi-factor' || !controls.includes('passkey'))
  const choices = narrowest(
    all
      .flatMap((asked) => (typeof asked === 'string' ? [] : [asked.anyOf]))
      .filter((ways) => !ways.some((way) => isMetBy(way, controls))),
  )
  return [...each, ...choices.map((anyOf) => ({ anyOf }))].toSorted(
    (a, b) => placeIn(order, waysOf(a)[0]!) - placeIn(order, waysOf(b)[0]!),
  )
}

const isMetBy = (way: Control, controls: readonly Control[]) =>
  controls.includes(way) || (way === 'multi-factor' && controls.includes('passkey'))

/** Removes each choice that contains another choice, and each later duplicate. */
const narrowest = (choices: (readonly Control[])[]) =>
  choices.filter(
    (ways, at) =>
      !choices.some(
        (other, n) => n !== at && other.every((way) => ways.includes(way)) && (other.length < ways.length || n < at),
      ),
  )

/** Makes a choice of several controls, or the one control where one is left. A passkey is left out beside multi-factor authentication, which it would meet. */
function anyOf(controls: readonly Control[]): Asked {
  const ways = controls
    .filter((control) => control !== 'passkey' || !controls.includes('multi-factor'))
    .toSorted((a, b) => placeIn(easiest, a) - placeIn(easiest, b))
  return ways.length === 1 ? ways[0]! : { anyOf: ways }
}

/** The answer of a policy that applies: its controls are met, some are asked for, or it refuses. */
export type Outcome = { result: 'met' } | { result: 'asked'; controls: Asked[] } | { result: 'refused' }

/** Evaluates the controls of a policy that applies. Pure: documents of terms come from the policy set, and the time from the facts. */
export function outcomeOf(policy: CompiledPolicy, facts: Facts, set: PolicySet): Outcome {
  const { settings } = policy
  if (!settings || settings.controls.block) return refused
  const session = isSessionSpent(policy, settings, facts) ? (['sign-in'] as const) : []
  const granted = grantOf(policy, settings, facts, set)
  if (granted.result === 'refused') return granted
  const controls = [...session, ...(granted.result === 'asked' ? granted.controls : [])]
  return controls.length > 0 ? { result: 'asked', controls: inOrder(controls) } : met
}

const met: Outcome = { result: 'met' }
const refused: Outcome = { result: 'refused' }

function grantOf(
  policy: CompiledPolicy,
  { controls: { operator } }: PolicySettings,
  facts: Facts,
  set: PolicySet,
): Outcome {
  const required = isAboutOneself(facts) ? policy.required.filter((one) => canBeMet(one, set)) : policy.required
  const unmet = required.filter((one) => !isMet(one, policy, facts, set))
  const any = operator === 'any'
  if (unmet.length === 0 || (any && unmet.length < required.length)) return met
  const askable = unmet.filter((one): one is Control => canBeMet(one, set))
  if (any) return askable.length > 0 ? { result: 'asked', controls: [anyOf(askable)] } : refused
  return askable.length === unmet.length ? { result: 'asked', controls: askable } : refused
}

/**
 * Checks whether a session has met the grant controls of a policy, apart from the policy's conditions. View only is not
 * counted, since it limits instead of asking. Returns `otherwise` for a policy without grant controls, and false for a block.
 */
export function isMetInSession(policy: CompiledPolicy, facts: Facts, set: PolicySet, otherwise: boolean) {
  if (!policy.settings || policy.settings.controls.block) return false
  const askable = policy.required.filter((one) => one !== 'view-only')
  if (askable.length === 0) return otherwise
  const isIt = (one: Required) => isMet(one, policy, facts, set)
  return policy.settings.controls.operator === 'any' ? askable.some(isIt) : askable.every(isIt)
}

/** Lists the grant controls of a policy's settings, a block excepted. */
export const requiredOf = (controls: PolicySettings['controls']): Required[] => [
  ...(controls.codeHours !== null || controls.codeForEach ? (['code'] as const) : []),
  ...(controls.passkey ? (['passkey'] as const) : []),
  ...(controls.multiFactor ? (['multi-factor'] as const) : []),
  ...controls.termsIds.map((id) => `terms:${id}` as const),
  ...(controls.purpose ? (['purpose'] as const) : []),
  ...(controls.viewOnly ? (['view-only'] as const) : []),
]

function isMet(control: Required, policy: CompiledPolicy, { aim, at, session, accepted }: Facts, set: PolicySet) {
  if (control === 'view-only') return aim.area !== 'resource' || !aim.download
  if (control === 'passkey') return session.proofs.passkey !== undefined
  if (control === 'multi-factor') return hasSecondFactor(session.proofs)
  if (control === 'purpose') return session.purpose
  if (control === 'code')
    return (
      isCodeFresh(policy, at, session) &&
      (!policy.settings!.controls.codeForEach || aim.area !== 'resource' || session.codeForResource)
    )
  const id = control.slice('terms:'.length)
  return isAccepted(
    set.terms.get(id),
    accepted.find(({ documentId }) => documentId === id),
    at,
  )
}

/** Returns the later of two times, or the first where the second is null. */
const later = (time: Date, other: Date | null) => (other !== null && other > time ? other : time)

/** Checks the age of the newest code. The code that the session began with counts from when the policy got that rule at the earliest. */
function isCodeFresh({ settings, since }: CompiledPolicy, at: Date, { proofs, startedAt }: Facts['session']) {
  const hours = settings!.controls.codeHours
  if (hours === null) return true
  if (!proofs.mailbox) return false
  const isFirst = proofs.mailbox.getTime() === startedAt.getTime()
  return !isPast(isFirst ? later(startedAt, since.code) : proofs.mailbox, hours * HOUR, at)
}

/** Checks whether a person can meet a control. View only can't be met, nor can a document that was deleted or has no version. */
const canBeMet = (control: Required, { terms }: PolicySet) =>
  control !== 'view-only' && (!control.startsWith('terms:') || terms.has(control.slice('terms:'.length)))

/** Checks whether an acceptance is in force: of a version that is new enough, not expired, and not older than the time from which everybody is asked again. */
export function isAccepted(
  terms: TermsInForce | undefined,
  acceptance: Facts['accepted'][number] | undefined,
  at: Date,
) {
  if (!terms || !acceptance || acceptance.number < terms.leastNumber) return false
  if (terms.expiresAfterDays !== null && isPast(acceptance.at, terms.expiresAfterDays * DAY, at)) return false
  return !(isOver(terms.reacceptAt, at) && acceptance.at < terms.reacceptAt!)
}

function isSessionSpent(policy: CompiledPolicy, { session: { hours, endsWithBrowser } }: PolicySettings, facts: Facts) {
  const { at, session } = facts
  if (hours !== null && isPast(session.startedAt, hours * HOUR, at)) return true
  return isIdle(policy, facts) || (endsWithBrowser && !session.browserOpen)
}

/** Checks whether a session was idle for longer than a policy allows. Counts from when the policy got that rule at the earliest, since requests may not have been noted before. */
export function isIdle(
  { settings, since }: CompiledPolicy,
  { at, session: { seenAt, startedAt } }: Pick<Facts, 'at' | 'session'>,
) {
  const minutes = settings?.session.idleMinutes ?? null
  return minutes !== null && isPast(later(seenAt ?? startedAt, since.idle), minutes * MINUTE, at)
}
