import { BlockList, isIP } from 'node:net'
import { parseDomain } from '../../address'
import type { Asked, Condition, Control, Evaluation, Hours, PolicyResult, TermsInForce } from '../../policy'
import { PolicySettings } from '../../policy'
import type { Facts } from '../facts'
import type { LocationRow, PolicyRow } from '../policy-set.sql'

// A second implementation of policies, for tests alone, as close to the words of the specification as possible. Compiles
// nothing ahead, and shares only the types of input and output with the engine.

export type World = { policies: PolicyRow[]; locations: LocationRow[]; terms: TermsInForce[]; timeZone: string }

type Answer = 'yes' | 'no' | 'unknown'

export function referenceEvaluation(world: World, facts: Facts): Evaluation {
  const results: PolicyResult[] = []
  for (const policy of world.policies) if (policy.state !== 'off') results.push(resultOf(policy, world, facts))
  let denied = false
  const asked: Asked[] = []
  for (const one of results) {
    if (one.state !== 'on') continue
    if (one.result === 'refused') denied = true
    asked.push(...(one.controls ?? []))
  }
  if (denied) return { effect: 'deny', controls: [], results }
  return { effect: asked.length > 0 ? 'challenge' : 'permit', controls: inTurn(asked), results }
}

function resultOf({ id, name, state, settings, since }: PolicyRow, world: World, facts: Facts): PolicyResult {
  const head = { policyId: id, name, state: state as 'on' | 'report_only' }
  const read = PolicySettings.safeParse(settings)
  // Settings that can't be read block.
  if (!read.success) return { ...head, result: 'refused' }
  const starts = (since ?? {}) as Starts
  const unmet = firstUnmet(read.data, starts, world, facts)
  if (unmet) return { ...head, result: 'not-applied', unmet }
  const asked = stillAsked(read.data, starts, world, facts)
  if (asked === 'refused') return { ...head, result: 'refused' }
  return asked.length > 0 ? { ...head, result: 'asked', controls: inTurn(asked) } : { ...head, result: 'met' }
}

/** When each rule that rests on records of sessions began to count, as text. Null: from the first record on. */
type Starts = { idle?: string | null; code?: string | null; browser?: string | null }

const startOf = (text: string | null | undefined) => (text ? new Date(text).getTime() : -Infinity)

/** Checks whether a guest answers a review about themselves. Such a guest is asked only for controls that can be met. */
const answersForThemselves = ({ aim, person }: Facts) => aim.area === 'reviews' && person.kind === 'guest'

function firstUnmet(settings: PolicySettings, since: Starts, world: World, facts: Facts): Condition | null {
  if (!concerns(settings, facts)) return 'people'
  if (!covers(settings, facts)) return 'resources'
  if (!fromThere(settings, world, facts)) return 'network'
  const { platforms, browser, hours } = settings.when
  if (
    !listed(platforms.include, platforms.except, (one) =>
      facts.platform === null ? 'unknown' : facts.platform === one ? 'yes' : 'no',
    )
  )
    return 'platform'
  // A browser that was proven before the policy got this condition is not new to it.
  const trusted = facts.browserKnownAt !== null && facts.browserKnownAt.getTime() < startOf(since.browser)
  const isNew = trusted && facts.newBrowser !== null ? false : facts.newBrowser
  if (browser === 'new' && isNew === false) return 'browser'
  if (browser === 'known' && isNew === true) return 'browser'
  const week = minuteOfWeek(facts.at, world.timeZone)
  if (!listed(hours.include, hours.except, (one) => (isDuring(one, week) ? 'yes' : 'no'))) return 'hours'
  return null
}

/** Applies a list of inclusions and one of exclusions. An empty list of inclusions includes all. Unknown counts as included, never as excluded. */
function listed<One>(include: readonly One[], except: readonly One[], is: (one: One) => Answer) {
  for (const one of except) if (is(one) === 'yes') return false
  if (include.length === 0) return true
  for (const one of include) if (is(one) !== 'no') return true
  return false
}

function concerns({ who }: PolicySettings, { person, at }: Facts) {
  const guest = person.kind === 'guest'
  if (who.except.people.includes(person.id)) return false
  if (guest && who.except.domains.some((text) => person.domain !== null && parseDomain(text) === person.domain))
    return false
  if (person.administrator && who.except.administrators) return false
  if (who.people.includes(person.id)) return true
  if (!guest) return who.members
  if (who.guests) return true
  // A domain that can't be read, in the policy or in the address, matches every domain.
  for (const text of who.domains)
    if (parseDomain(text) === null || person.domain === null || parseDomain(text) === person.domain) return true
  if (who.newGuestDays === null) return false
  const daysHere = person.guestSince === null ? 0 : (at.getTime() - person.guestSince.getTime()) / (24 * 60 * 60 * 1000)
  return daysHere < who.newGuestDays
}

function covers({ what, controls }: PolicySettings, facts: Facts) {
  const { aim } = facts
  if (aim.area === 'sign-in') return what.allResources
  if (controls.block && answersForThemselves(facts)) return false
  if (aim.area !== 'resource') return what.areas.includes(aim.area)
  const { resourceId, spaceId, labelId } = aim
  if (resourceId === null) return what.allResources || what.resourceIds.length + what.labelIds.length > 0
  if (what.except.resourceIds.includes(resourceId)) return false
  if (spaceId !== null && what.except.resourceIds.includes(spaceId)) return false
  if (labelId !== null && what.except.labelIds.includes(labelId)) return false
  if (what.allResources || what.resourceIds.includes(resourceId)) return true
  if (spaceId !== null && what.resourceIds.includes(spaceId)) return true
  return labelId !== null && what.labelIds.includes(labelId)
}

function fromThere({ when: { networks } }: PolicySettings, { locations }: World, facts: Facts) {
  const trusted = locations.filter((row) => row.kind === 'network' && row.trusted).map((row) => row.id)
  const include = [...networks.include, ...(networks.trusted ? trusted : [])]
  const except = [...networks.except, ...(networks.exceptTrusted ? trusted : [])]
  // Where no network is trusted, no request comes from a trusted one.
  if (networks.trusted && include.length === 0) return false
  return listed(include, except, (id) =>
    liesIn(
      locations.find((row) => row.id === id),
      facts,
    ),
  )
}

function liesIn(row: LocationRow | undefined, { networkAddress, country }: Facts): Answer {
  if (!row || networkAddress === null || isIP(networkAddress) === 0) return 'unknown'
  if (row.kind === 'country')
    return (country === null ? row.includeUnknown : row.countries.includes(country)) ? 'yes' : 'no'
  const list = new BlockList()
  try {
    for (const range of row.ranges) {
      const [base = '', length = ''] = range.split('/')
      list.addSubnet(base, Number(length), isIP(base) === 6 ? 'ipv6' : 'ipv4')
    }
  } catch {
    return 'unknown'
  }
  const plain = networkAddress.replace(/^::ffff:(?=\d+\.)/i, '')
  return list.check(plain, isIP(plain) === 6 ? 'ipv6' : 'ipv4') ? 'yes' : 'no'
}

const WEEK = 7 * 24 * 60

/** Returns the minutes since Monday 00:00 in a time zone. */
function minuteOfWeek(at: Date, timeZone: string) {
  const shown = new Date(`${at.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T')}Z`)
  return ((shown.getUTCDay() + 6) % 7) * 24 * 60 + shown.getUTCHours() * 60 + shown.getUTCMinutes()
}

function isDuring({ days, from, to }: Hours, minute: number) {
  for (const day of days) {
    const begins = (day - 1) * 24 * 60 + from
    const lasts = to > from ? to - from : to + 24 * 60 - from
    if ((minute - begins + WEEK) % WEEK < lasts) return true
  }
  return false
}

const HOUR = 60 * 60 * 1000

function stillAsked(
  { controls, session }: PolicySettings,
  since: Starts,
  world: World,
  facts: Facts,
): Asked[] | 'refused' {
  if (controls.block) return 'refused'
  const { at, aim } = facts
  const download = aim.area === 'resource' && aim.download
  const age = (time: number) => at.getTime() - time
  let wanted: { control: Control | null; met: boolean; possible: boolean }[] = []
  if (controls.codeHours !== null || controls.codeForEach) {
    const { proofs, startedAt } = facts.session
    const newest = proofs.mailbox?.getTime() ?? -Infinity
    const from = newest === startedAt.getTime() ? Math.max(newest, startOf(since.code)) : newest
    const old = controls.codeHours !== null && age(from) >= controls.codeHours * HOUR
    const missing = controls.codeForEach && aim.area === 'resource' && !facts.session.codeForResource
    wanted.push({ control: 'code', met: !old && !missing, possible: true })
  }
  const shown = Object.keys(facts.session.proofs)
  if (controls.passkey) wanted.push({ control: 'passkey', met: shown.includes('passkey'), possible: true })
  if (controls.multiFactor)
    wanted.push({ control: 'multi-factor', met: shown.some((kind) => kind !== 'mailbox'), possible: true })
  for (const id of controls.termsIds)
    wanted.push({
      control: `terms:${id}`,
      met: isAccepted(id, world, facts),
      possible: world.terms.some((one) => one.id === id),
    })
  if (controls.purpose) wanted.push({ control: 'purpose', met: facts.session.purpose, possible: true })
  if (controls.viewOnly) wanted.push({ control: null, met: !download, possible: false })
  if (answersForThemselves(facts)) wanted = wanted.filter((one) => one.possible)

  const asked: Asked[] = []
  const open = wanted.filter(({ met }) => !met)
  const possible = open.flatMap((one) => (one.possible ? [one.control!] : []))
  if (controls.operator === 'all') {
    if (possible.length < open.length) return 'refused'
    asked.push(...possible)
  } else if (wanted.length > 0 && open.length === wanted.length) {
    if (possible.length === 0) return 'refused'
    asked.push(oneOf(possible))
  }
  const seen = Math.max((facts.session.seenAt ?? facts.session.startedAt).getTime(), startOf(since.idle))
  const spent =
    (session.hours !== null && age(facts.session.startedAt.getTime()) >= session.hours * HOUR) ||
    (session.idleMinutes !== null && age(seen) >= session.idleMinutes * 60 * 1000) ||
    (session.endsWithBrowser && !facts.session.browserOpen)
  if (spent) asked.push('sign-in')
  return inTurn(asked)
}

/** Makes a choice, the easiest control first. A passkey is left out beside multi-factor authentication, which it would meet. */
function oneOf(possible: Control[]): Asked {
  const of = (test: (control: Control) => boolean) => possible.filter(test)
  const anyFactor = of((one) => one === 'multi-factor')
  const ways = [
    ...of((one) => one === 'purpose'),
    ...of((one) => one.startsWith('terms:')),
    ...of((one) => one === 'code'),
    ...anyFactor,
    ...(anyFactor.length > 0 ? [] : of((one) => one === 'passkey')),
  ]
  return ways.length > 1 ? { anyOf: ways } : ways[0]!
}

function isAccepted(id: string, { terms }: World, { accepted, at }: Facts) {
  const document = terms.find((one) => one.id === id)
  const last = accepted.find((one) => one.documentId === id)
  if (!document || !last) return false
  if (last.number < document.leastNumber) return false
  if (document.expiresAfterDays !== null && at.getTime() - last.at.getTime() >= document.expiresAfterDays * 24 * HOUR)
    return false
  // From `reacceptAt` on, an acceptance from before it no longer counts.
  return document.reacceptAt === null || at < document.reacceptAt || last.at >= document.reacceptAt
}

/** Sorts controls into the order of asking: sign-in, code, factors, terms, purpose. A choice is sorted by its easiest control. */
function inTurn(asked: readonly Asked[]): Asked[] {
  const musts = new Set(asked.filter((one): one is Control => typeof one === 'string'))
  // A passkey meets multi-factor authentication too.
  if (musts.has('passkey')) musts.delete('multi-factor')
  const meets = (way: Control) => musts.has(way) || (way === 'multi-factor' && musts.has('passkey'))
  const choices: Exclude<Asked, Control>[] = []
  for (const one of asked) {
    if (typeof one === 'string' || one.anyOf.some(meets)) continue
    const holds = (a: typeof one, b: typeof one) => b.anyOf.every((way) => a.anyOf.includes(way))
    const others = asked.filter((other): other is typeof one => typeof other !== 'string')
    // Meeting a narrower choice meets this one.
    if (others.some((other) => holds(one, other) && !holds(other, one))) continue
    if (!choices.some((kept) => holds(kept, one) && holds(one, kept))) choices.push(one)
  }
  const turns: ((one: Control) => boolean)[] = [
    (one) => one === 'sign-in',
    (one) => one === 'code',
    (one) => one === 'passkey',
    (one) => one === 'multi-factor',
    (one) => one.startsWith('terms:'),
    (one) => one === 'purpose',
  ]
  return turns.flatMap((isIn): Asked[] => [
    ...[...musts].filter(isIn),
    ...choices.filter(({ anyOf }) => isIn(anyOf[0]!)),
  ])
}
