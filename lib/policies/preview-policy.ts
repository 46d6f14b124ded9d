import { administering } from '../access/administrators'
import { authorize } from '../access/authorize'
import { evaluate } from '../access/evaluate'
import { loadPolicies, compilePolicy } from '../access/policy-set'
import { here } from '../access/live'
import { factsOfEntry } from '../audit/sign-ins/record-sign-in'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import type { Prisma } from '../db/generated/client'
import type { PolicyResult, PolicySettings } from '../policy'
import { type Caller, displayName } from '../principal'
import type { PolicyForm } from './policy-form'
import { policyInWords } from './policy-in-words'
import { findEntries } from './preview-policy.sql'
import { readPolicyForm } from './read-policy-form'

/** Milliseconds of sign-ins that are asked again, and how many at most, newest first. */
const LOOK_BACK = 7 * DAY
const MOST = 5000

const NAMED = 3

/**
 * What a policy would touch, and what it would have made of last week's sign-ins: the draft alone, asked by the engine
 * that decides with the facts as they were. Writes nothing. Throws `Invalid`.
 */
export async function previewPolicy(caller: Caller, form: PolicyForm) {
  authorize(caller, 'policy.read')
  const settings = await readPolicyForm(db(), form)
  const set = await loadPolicies(db())
  const draft = compilePolicy({ id: 'draft', name: form.name, state: 'on', settings })
  const entries = await findEntries(after(now(), -LOOK_BACK), MOST)
  const results = entries.flatMap(({ address, facts, networkAddress }) => {
    const read = factsOfEntry(facts, networkAddress)
    return read ? [{ address, result: evaluate({ ...set, policies: [draft] }, read).results[0]!.result }] : []
  })
  const those = (result: PolicyResult['result']) => results.filter((one) => one.result === result)
  const named = (result: PolicyResult['result']) =>
    [...new Set(those(result).map(({ address }) => address))].slice(0, NAMED)
  return {
    words: policyInWords(settings),
    people: await countPeople(settings.who),
    resources: await countResources(settings.what),
    entries: results.length,
    cut: entries.length === MOST,
    refused: { count: those('refused').length, names: named('refused') },
    asked: { count: those('asked').length, names: named('asked') },
    met: those('met').length,
    untouched: those('not-applied').length,
    you: yourself(caller, settings),
  }
}

export type PolicyPreview = Awaited<ReturnType<typeof previewPolicy>>

/** Says so where the policy would touch its author in administration. */
function yourself(caller: Caller, { who, what }: PolicySettings) {
  if (caller.kind !== 'person' || !what.areas.includes('administration')) return null
  const { id } = caller.principal
  const touched =
    (who.members || who.people.includes(id)) && !who.except.people.includes(id) && !who.except.administrators
  return touched ? displayName(caller.principal) : null
}

function countPeople({ guests, members, people, domains, newGuestDays, except }: PolicySettings['who']) {
  const included: Prisma.PrincipalWhereInput[] = [
    ...(guests ? [{ kind: 'guest' as const }] : []),
    ...(members ? [{ kind: 'member' as const }] : []),
    ...(people.length > 0 ? [{ id: { in: people } }] : []),
    ...domains.map((domain) => ({ kind: 'guest' as const, address: { endsWith: `@${domain}` } })),
    ...(newGuestDays ? [{ guest: { invitedAt: { gt: after(now(), -newGuestDays * DAY) } } }] : []),
  ]
  const excepted: Prisma.PrincipalWhereInput[] = [
    ...(except.people.length > 0 ? [{ id: { in: except.people } }] : []),
    ...except.domains.map((domain) => ({ kind: 'guest' as const, address: { endsWith: `@${domain}` } })),
    ...(except.administrators ? [administering()] : []),
  ]
  return db().principal.count({ where: { ...here, OR: included, NOT: { OR: excepted } } })
}

/** Counts the resources that a policy reaches: those that it names, what is in spaces that it names, and what carries a label that it names. */
async function countResources({ allResources, resourceIds, labelIds, except }: PolicySettings['what']) {
  const chosen = allResources ? {} : { OR: [...namedIn(resourceIds), ...(await labeled(labelIds))] }
  const excepted = { OR: [...namedIn(except.resourceIds), ...(await labeled(except.labelIds))] }
  const count = (...where: Prisma.ResourceWhereInput[]) =>
    db().resource.count({ where: { deletedAt: null, AND: where } })
  // Taken off, and not asked for by NOT: a label that is not set is none of those excepted, where SQL says that it is not known.
  return (await count(chosen)) - (await count(chosen, excepted))
}

const namedIn = (ids: string[]): Prisma.ResourceWhereInput[] => [{ id: { in: ids } }, { spaceId: { in: ids } }]

/** Matches what carries one of these labels: its own, or its space's where that is the more sensitive one. */
async function labeled(ids: string[]): Promise<Prisma.ResourceWhereInput[]> {
  const labels = await db().sensitivityLabel.findMany({ where: { id: { in: ids } }, select: { id: true, place: true } })
  return labels.flatMap(({ id, place }) => [
    {
      labelId: id,
      OR: [{ spaceId: null }, { space: { labelId: null } }, { space: { label: { place: { lte: place } } } }],
    },
    { space: { labelId: id }, OR: [{ labelId: null }, { label: { place: { lt: place } } }] },
  ])
}
