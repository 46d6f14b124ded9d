import { DAY, HOUR, isOver, isPast, MINUTE } from '../clock'
import type { Asked, CompiledPolicy, Control, PolicySet, PolicySettings, Required, TermsInForce } from '../policy'
import { type Facts, isAboutOneself } from './facts'

/** In which order a person is asked. The portal's own statement comes last: it stands where the content will. */
const order = ['sign-in', 'code', 'passkey', 'multi-factor', 'terms', 'purpose', 'privacy-statement']

/** What takes the least first: a sentence, a page to read, a mail to wait for, something to hold. */
const easiest = ['purpose', 'terms', 'code', 'multi-factor', 'passkey']

const placeIn = (places: readonly string[], control: Control) =>
  places.indexOf(control.startsWith('terms:') ? 'terms' : control)

/** The ways to meet what is asked, the easiest first. */
export const waysOf = (asked: Asked): readonly Control[] => (typeof asked === 'string' ? [asked] : asked.anyOf)

/**
 * Each once, in the order in which they are asked. A passkey is more than another factor, so it stands for both; of
 * several where any will do, nothing more is asked than what has to be met anyway, or will do for a narrower choice.
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

/** Without those that hold another one whole. Of two that are the same, the first. */
const narrowest = (choices: (readonly Control[])[]) =>
  choices.filter(
    (ways, at) =>
      !choices.some(
        (other, n) => n !== at && other.every((way) => ways.includes(way)) && (other.length < ways.length || n < at),
      ),
  )

/** Where any of them will do: one of them, or the choice. A passkey is one of the factors that another one may be. */
function anyOf(controls: readonly Control[]): Asked {
  const ways = controls
    .filter((control) => control !== 'passkey' || !controls.includes('multi-factor'))
    .toSorted((a, b) => placeIn(easiest, a) - placeIn(easiest, b))
  return ways.length === 1 ? ways[0]! : { anyOf: ways }
}

/** What a policy that applies makes of the facts: it is met, it still asks for something, or it refuses. */
export type Outcome = { result: 'met' } | { result: 'asked'; controls: Asked[] } | { result: 'refused' }

/** `terms` and sessions are asked of the policy set and the clock in `facts`, so that the same facts give the same answer. */
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
 * Whether a session has met what a policy asks for, wherever it asks. What limits instead of asking ends with that: of
 * a policy that asks for nothing `otherwise` is the answer.
 */
export function isMetInSession(policy: CompiledPolicy, facts: Facts, set: PolicySet, otherwise: boolean) {
  if (!policy.settings || policy.settings.controls.block) return false
  const askable = policy.required.filter((one) => one !== 'view-only')
  if (askable.length === 0) return otherwise
  const isIt = (one: Required) => isMet(one, policy, facts, set)
  return policy.settings.controls.operator === 'any' ? askable.some(isIt) : askable.every(isIt)
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

function isMet(control: Required, policy: CompiledPolicy, { aim, at, session, accepted }: Facts, set: PolicySet) {
  if (control === 'view-only') return aim.area !== 'resource' || !aim.download
  if (control === 'passkey') return session.strength === 'passkey'
  if (control === 'multi-factor') return session.strength !== 'mailbox'
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

/** The later of two times, the second of which may be missing. */
const later = (time: Date, other: Date | null) => (other !== null && other > time ? other : time)

function isCodeFresh({ settings, since }: CompiledPolicy, at: Date, { codeAt, startedAt }: Facts['session']) {
  const hours = settings!.controls.codeHours
  return hours === null || !isPast(codeAt ?? later(startedAt, since.code), hours * HOUR, at)
}

/** View only is met by doing less; a document that was deleted, or has no text, can be accepted by nobody. */
const canBeMet = (control: Required, { terms }: PolicySet) =>
  control !== 'view-only' && (!control.startsWith('terms:') || terms.has(control.slice('terms:'.length)))

/** Whether an acceptance still counts: of a version new enough, not too old, and not from before everybody was to be asked again. */
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

/** Whether nothing was heard of a session for longer than a policy lets it be idle. Before it was turned on nothing may have been noted. */
export function isIdle(
  { settings, since }: CompiledPolicy,
  { at, session: { seenAt, startedAt } }: Pick<Facts, 'at' | 'session'>,
) {
  const minutes = settings?.session.idleMinutes ?? null
  return minutes !== null && isPast(later(seenAt ?? startedAt, since.idle), minutes * MINUTE, at)
}
