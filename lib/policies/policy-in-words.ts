import { readableDomains, unreadableDomains } from '../address'
import { counted } from '../counted'
import type { PolicySettings } from '../policy'

const list = (parts: string[], type: 'conjunction' | 'disjunction' = 'conjunction') =>
  new Intl.ListFormat('en', { type }).format(parts)

/** A policy in three short phrases: whom, on what, and what it asks. */
export function policyInWords({ who, what, controls, session }: PolicySettings) {
  return { who: whoInWords(who), what: whatInWords(what), asks: asksInWords(controls, session) }
}

/** What of a policy can't be read, and what comes of it; each a sentence. */
export function faultsInWords({ who: { domains, except } }: PolicySettings): string[] {
  const [included, excepted] = [unreadableDomains(domains), unreadableDomains(except.domains)].map((those) =>
    those.slice(0, 3).map((one) => `“${one.slice(0, 80)}”`),
  )
  return [
    ...(included!.length > 0 ? [`${list(included!)} can’t be read as a mail domain, so this is for every guest.`] : []),
    ...(excepted!.length > 0
      ? [`${list(excepted!)} can’t be read as a mail domain, so nobody is excepted by it.`]
      : []),
  ]
}

function whoInWords({ members, people, newGuestDays, except, ...who }: PolicySettings['who']) {
  const [guests, domains] = [who.guests || unreadableDomains(who.domains).length > 0, readableDomains(who.domains)]
  const all = guests && members ? ['Everyone'] : guests ? ['All guests'] : members ? ['All members'] : []
  const more = [
    ...(people.length > 0 ? [counted(people.length, 'person', 'people')] : []),
    ...(domains.length > 0 ? [`guests at ${list(domains.slice(0, 3))}`] : []),
    ...(newGuestDays ? [`guests in their first ${counted(newGuestDays, 'day', 'days')}`] : []),
  ]
  const excepted = except.people.length + except.domains.length > 0 || except.administrators
  return (list([...all, ...more]) || 'Nobody') + (excepted ? ', with exceptions' : '')
}

function whatInWords({ allResources, resourceIds, labelIds, areas, except }: PolicySettings['what']) {
  const parts = [
    ...(allResources ? ['All resources'] : []),
    ...(resourceIds.length > 0 ? [counted(resourceIds.length, 'resource', 'resources')] : []),
    ...(labelIds.length > 0 ? [counted(labelIds.length, 'label', 'labels')] : []),
    ...areas,
  ]
  const said = list(parts) || 'nothing'
  return (
    said.charAt(0).toUpperCase() +
    said.slice(1) +
    (except.resourceIds.length + except.labelIds.length > 0 ? ', with exceptions' : '')
  )
}

function asksInWords(
  {
    operator,
    block,
    multiFactor,
    passkey,
    termsIds,
    codeHours,
    codeForEach,
    purpose,
    viewOnly,
  }: PolicySettings['controls'],
  session: PolicySettings['session'],
) {
  if (block) return 'Blocked'
  const grant = [
    ...(multiFactor ? ['multi-factor authentication'] : []),
    ...(passkey ? ['a passkey'] : []),
    ...(termsIds.length > 0 ? ['terms of use'] : []),
    ...(codeHours ? [`a code not older than ${counted(codeHours, 'hour', 'hours')}`] : []),
    ...(codeForEach ? ['a code for each resource'] : []),
    ...(purpose ? ['a purpose'] : []),
    ...(viewOnly ? ['view only'] : []),
  ]
  const sessions = [
    ...(session.hours ? [`sessions of ${counted(session.hours, 'hour', 'hours')}`] : []),
    ...(session.idleMinutes ? [`signed out after ${counted(session.idleMinutes, 'idle minute', 'idle minutes')}`] : []),
    ...(session.endsWithBrowser ? ['signed out when the browser closes'] : []),
  ]
  const said = [list(grant, operator === 'any' ? 'disjunction' : 'conjunction'), ...sessions].filter(Boolean).join('; ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
