import { z } from 'zod'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { mailDomains } from '../forms/mail-domains'
import { people } from '../forms/people'
import { type Faults, readFields } from '../forms/read-fields'
import { refuse } from '../forms/refuse'
import { resources } from '../forms/resources'
import { asksForSomething, PolicySettings } from '../policy'
import { hourFields, type PolicyForm, type SpanFields } from './policy-form'

/** What a filled-in form says as settings. Throws `Invalid`, each fault at its field. */
export async function readPolicyForm(tx: Tx, form: PolicyForm): Promise<PolicySettings> {
  const { read, faults } = await readFields(form, fieldsOf(tx, form))
  // What can't be read is left out here and told below.
  const settings = PolicySettings.parse({
    who: {
      guests: form.who.includes('guests'),
      members: form.who.includes('members'),
      people: read.people,
      domains: read.domains,
      newGuestDays: form.who.includes('new') ? form.newGuestDays : null,
      except: {
        people: read.exceptPeople,
        domains: read.exceptDomains,
        administrators: form.exceptAdministrators,
      },
    },
    what: {
      allResources: form.resources === 'all',
      resourceIds: read.resourceNames,
      labelIds: form.resources === 'chosen' ? form.labelIds : [],
      areas: form.areas,
      except: { resourceIds: read.exceptResourceNames, labelIds: form.exceptLabelIds },
    },
    when: {
      networks: {
        include: form.networks,
        trusted: form.trusted,
        except: form.exceptNetworks,
        exceptTrusted: form.exceptTrusted,
      },
      platforms: { include: form.platforms, except: form.exceptPlatforms },
      browser: form.browser,
      hours: {
        include: readSpans(form, hourFields.include, faults),
        except: readSpans(form, hourFields.except, faults),
      },
    },
    controls: {
      operator: form.operator,
      block: form.block,
      multiFactor: form.multiFactor,
      passkey: form.passkey,
      termsIds: form.terms ? form.termsIds : [],
      codeHours: form.codeHours,
      codeForEach: form.codeForEach,
      purpose: form.purpose,
      viewOnly: form.viewOnly,
    },
    session: { hours: form.sessionHours, idleMinutes: form.idleMinutes, endsWithBrowser: form.endsWithBrowser },
  })
  judge(form, settings, faults)
  if (Object.keys(faults).length > 0) throw new Invalid('policy.invalid', faults)
  return settings
}

/** The lists that have to be looked up or taken apart, each with its schema where the form asks for it. */
function fieldsOf(tx: Tx, form: PolicyForm) {
  const [named, resourcesNamed] = [peopleField(tx), resourcesField(tx)]
  return {
    people: form.who.includes('people') && named,
    domains: form.who.includes('domains') && domainsField,
    exceptPeople: named,
    exceptDomains: domainsField,
    resourceNames: form.resources === 'chosen' && resourcesNamed,
    exceptResourceNames: resourcesNamed,
  }
}

/** As many as a policy names of each (`PolicySettings`). */
const list = {
  most: 1000,
  tooMany: (count: number) =>
    `These are ${count.toLocaleString('en-US')}: a policy names at most 1,000. Use a domain, a label, or a second policy.`,
}

/** Nobody is ever wholly gone: whoever was removed can still be named. */
const peopleField = (tx: Tx) =>
  people({
    ...list,
    find: (addresses) =>
      tx.principal.findMany({ where: { address: { in: addresses } }, select: { id: true, address: true } }),
    problemOf: ({ line }, person) => (person ? null : `${line}: nobody here has this address.`),
  })

const domainsField = mailDomains({
  ...list,
  malformed: (typed) => `${typed} is not a mail domain. Write it like contoso.com.`,
})

/** What was deleted can still be named by its id. */
const resourcesField = (tx: Tx) =>
  resources({
    ...list,
    find: (ids, titles) =>
      tx.resource.findMany({
        where: { OR: [{ id: { in: ids } }, { title: { in: titles }, deletedAt: null }] },
        select: { id: true, title: true, deletedAt: true },
      }),
    unknown: (line, byId) => `${line}: nothing has this ${byId ? 'address' : 'title'}.`,
    several: (line) => `${line}: several have this title. Paste the address of its page instead.`,
  })

function judge(form: PolicyForm, settings: PolicySettings, faults: Record<string, string>) {
  const { who, what, controls } = settings
  const put = (field: string, sentence: string) => (faults[field] ??= sentence)
  if (form.who.length === 0) put('who', 'Say whom the policy is for.')
  if (form.who.includes('people') && who.people.length === 0) put('people', 'Enter the address of at least one person.')
  if (form.who.includes('domains') && who.domains.length === 0)
    put('domains', 'Enter at least one mail domain, such as contoso.com.')
  if (form.who.includes('new') && who.newGuestDays === null)
    put('newGuestDays', 'Say for how many days a guest counts as new.')
  if (form.resources === 'chosen' && what.resourceIds.length + what.labelIds.length === 0)
    put('resourceNames', 'Enter at least one resource, or choose a label.')
  if (form.resources === 'none' && what.areas.length === 0)
    put('resources', 'Say what the policy is set on: resources, or a part of the portal.')
  if (form.terms && controls.termsIds.length === 0) put('termsIds', 'Choose which terms have to be accepted.')
  if (!asksForSomething(settings))
    put('controls', 'A policy that asks for nothing does nothing: choose at least one control.')
  const more = { ...controls, block: false }
  if (controls.block && asksForSomething({ ...settings, controls: more }))
    put('controls', 'A block leaves nothing to ask for: take the other controls away, or the block.')
}

/** A place at which nothing is filled in is none. */
const readSpans = (form: PolicyForm, places: readonly SpanFields[], faults: Faults) =>
  places.flatMap((names) =>
    form[names.days]!.length > 0 || form[names.from] || form[names.to] ? readSpan(form, names, faults) : [],
  )

function readSpan(form: PolicyForm, names: SpanFields, faults: Faults) {
  const { data, error } = Span.safeParse({ days: form[names.days], from: form[names.from], to: form[names.to] })
  for (const { path, message } of error?.issues ?? []) faults[names[path[0] as keyof SpanFields]] = message
  return data ?? []
}

function minuteOf(time: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  return hour === undefined ? null : Number(hour) * 60 + Number(minute)
}

/** In minutes since midnight; a day ends at its midnight, however that is written. */
const Span = z
  .object({
    days: z.array(z.number()).min(1, 'Choose at least one day.'),
    from: z
      .string()
      .transform((typed, context) => minuteOf(typed) ?? refuse(context, 'Enter when it begins, such as 09:00.')),
    to: z
      .string()
      .transform((typed, context) =>
        typed === '00:00' || typed === '24:00'
          ? 1440
          : (minuteOf(typed) ?? refuse(context, 'Enter when it ends, such as 17:30.')),
      ),
  })
  .refine(({ from, to }) => from !== to, { path: ['to'], error: 'It ends when it begins: enter another time.' })
