import { z } from 'zod'
import { authorize } from '../access/authorize'
import { db } from '../db/client'
import { NotFound } from '../errors'
import { readId } from '../ids'
import { type Hours, PolicySettings } from '../policy'
import type { Caller } from '../principal'
import { hourFields } from './policy-form'
import { faultsInWords } from './policy-in-words'
import { policyTemplates } from './policy-templates'

const GetPolicyForm = z.object({
  policyId: z.string().nullable().default(null),
  template: z.string().max(40).catch(''),
})

const unreadable = 'This policy can’t be read, so it blocks everybody. Fill it in anew, or delete it.'
const nothing = PolicySettings.parse({ who: {}, what: {}, controls: {} })

/**
 * What the form of a policy begins with, and what can be chosen in it. `policyId` null: a new one, as a template has it where one is named.
 * Throws `NotFound`.
 */
export async function getPolicyForm(caller: Caller, input: { policyId: string | null; template?: unknown }) {
  authorize(caller, 'policy.read')
  const { policyId, template } = GetPolicyForm.parse(input)
  const chosen = policyId === null ? policyTemplates.find(({ key }) => key === template) : undefined
  const id = policyId === null ? null : readId(policyId)
  const policy = id
    ? await db().policy.findFirst({
        where: { id, deletedAt: null },
        select: { id: true, name: true, state: true, settings: true, revision: true },
      })
    : null
  if (policyId !== null && !policy) throw new NotFound('policy')
  const read = policy
    ? PolicySettings.safeParse(policy.settings).data
    : chosen
      ? PolicySettings.parse(chosen.settings)
      : nothing
  const settings = read ?? nothing
  const [locations, labels, terms, organization] = await Promise.all([
    db().namedLocation.findMany({ select: { id: true, name: true }, orderBy: { name: 'asc' } }),
    db().sensitivityLabel.findMany({
      where: inUse([...settings.what.labelIds, ...settings.what.except.labelIds]),
      select: named,
      orderBy: { place: 'asc' },
    }),
    db().termsDocument.findMany({ where: inUse(settings.controls.termsIds), select: named, orderBy: { name: 'asc' } }),
    db().organization.findFirstOrThrow({ select: { timeZone: true } }),
  ])
  return {
    policy: policy && { id: policy.id, name: policy.name, revision: policy.revision },
    /** What can't be read, and what comes of it. */
    faults: read ? faultsInWords(read) : [unreadable],
    values: {
      name: policy?.name ?? chosen?.title ?? '',
      state: policy?.state ?? ('report_only' as const),
      ...(await valuesOf(settings)),
      ...(chosen?.key === 'terms' && { terms: true, termsIds: terms.length === 1 ? terms.map(({ id }) => id) : [] }),
    },
    /** Of a new policy: what it may begin with, and what it does begin with. */
    templates: policyId === null ? policyTemplates.map(({ key, title, words }) => ({ key, title, words })) : [],
    template: chosen?.key ?? null,
    options: {
      locations,
      labels: labels.map(choiceOf),
      terms: terms.map(choiceOf),
      timeZone: organization.timeZone,
      hourFields,
    },
  }
}

const named = { id: true, name: true, deletedAt: true } as const

/** What is there, and what the policy names though it was deleted: a list never loses what is set. */
const inUse = (ids: string[]) => ({ OR: [{ deletedAt: null }, { id: { in: ids } }] })

const choiceOf = ({ id, name, deletedAt }: { id: string; name: string; deletedAt: Date | null }) => ({
  id,
  name: deletedAt ? `Deleted: ${name}` : name,
})

export type PolicyFormView = Awaited<ReturnType<typeof getPolicyForm>>

async function valuesOf({ who, what, when, controls, session }: PolicySettings) {
  return {
    who: [
      ...(who.guests ? ['guests'] : []),
      ...(who.members ? ['members'] : []),
      ...(who.people.length > 0 ? ['people'] : []),
      ...(who.domains.length > 0 ? ['domains'] : []),
      ...(who.newGuestDays !== null ? ['new'] : []),
    ],
    people: await namePeople(who.people),
    domains: who.domains.join('\n'),
    newGuestDays: who.newGuestDays,
    exceptPeople: await namePeople(who.except.people),
    exceptDomains: who.except.domains.join('\n'),
    exceptAdministrators: who.except.administrators,
    resources: what.allResources ? 'all' : what.resourceIds.length + what.labelIds.length > 0 ? 'chosen' : 'none',
    resourceNames: await nameResources(what.resourceIds),
    labelIds: what.labelIds,
    areas: what.areas,
    exceptResourceNames: await nameResources(what.except.resourceIds),
    exceptLabelIds: what.except.labelIds,
    networks: when.networks.include,
    trusted: when.networks.trusted,
    exceptNetworks: when.networks.except,
    exceptTrusted: when.networks.exceptTrusted,
    platforms: when.platforms.include,
    exceptPlatforms: when.platforms.except,
    browser: when.browser,
    hours: when.hours.include.map(spanOf),
    exceptHours: when.hours.except.map(spanOf),
    ...controls,
    terms: controls.termsIds.length > 0,
    sessionHours: session.hours,
    idleMinutes: session.idleMinutes,
    endsWithBrowser: session.endsWithBrowser,
  }
}

const spanOf = ({ days, from, to }: Hours) => ({ days, from: clock(from), to: clock(to) })

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** An address a line. */
async function namePeople(ids: readonly string[]) {
  const found = await db().principal.findMany({ where: { id: { in: [...ids] } }, select: { id: true, address: true } })
  const addresses = new Map(found.map(({ id, address }) => [id, address]))
  return ids.flatMap((id) => addresses.get(id) ?? []).join('\n')
}

/** A title a line with the id, since titles may be the same. What was deleted stays, says so, and does no harm. */
async function nameResources(ids: readonly string[]) {
  const found = await db().resource.findMany({
    where: { id: { in: [...ids] } },
    select: { id: true, title: true, deletedAt: true },
  })
  const titles = new Map(found.map(({ id, title, deletedAt }) => [id, deletedAt ? `Deleted: ${title}` : title]))
  return ids.flatMap((id) => (titles.has(id) ? [`${titles.get(id)} (${id})`] : [])).join('\n')
}
