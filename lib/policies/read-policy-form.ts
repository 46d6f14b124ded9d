import { readAddress, readDomainBox } from '../address'
import type { Domain } from '../domain'
import type { Tx } from '../db/transaction'
import { Invalid } from '../errors'
import { ID } from '../ids'
import { asksForSomething, PolicySettings } from '../policy'
import { hourFields, type PolicyForm, type SpanFields } from './policy-form'

const anyId = new RegExp(ID, 'i')

/** Finds the id at the end of an address of a page, or behind a name. */
const idIn = (line: string) => anyId.exec(line)?.[0].toLowerCase() ?? null

/** As many as a policy names of each (`PolicySettings`). */
const MOST_NAMED = 1000

/** What a filled-in form says as settings. Throws `Invalid`, each fault at its field. */
export async function readPolicyForm(tx: Tx, form: PolicyForm): Promise<PolicySettings> {
  const faults: Record<string, string> = {}
  const chosen = (kind: PolicyForm['who'][number]) => form.who.includes(kind)
  // What can't be read is left out here and told below.
  const settings = PolicySettings.parse({
    who: {
      guests: chosen('guests'),
      members: chosen('members'),
      people: chosen('people') ? await readPeople(tx, form.people, 'people', faults) : [],
      domains: chosen('domains') ? readDomainLines(form.domains, 'domains', faults) : [],
      newGuestDays: chosen('new') ? form.newGuestDays : null,
      except: {
        people: await readPeople(tx, form.exceptPeople, 'exceptPeople', faults),
        domains: readDomainLines(form.exceptDomains, 'exceptDomains', faults),
        administrators: form.exceptAdministrators,
      },
    },
    what: {
      allResources: form.resources === 'all',
      resourceIds:
        form.resources === 'chosen' ? await readResources(tx, form.resourceNames, 'resourceNames', faults) : [],
      labelIds: form.resources === 'chosen' ? form.labelIds : [],
      areas: form.areas,
      except: {
        resourceIds: await readResources(tx, form.exceptResourceNames, 'exceptResourceNames', faults),
        labelIds: form.exceptLabelIds,
      },
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
      hours: readHours(form, faults),
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

const linesOf = (text: string, between: RegExp) => [
  ...new Set(
    text
      .split(between)
      .map((line) => line.trim())
      .filter(Boolean),
  ),
]

/** The lines of a field; none where there are too many to be looked up, which goes into `faults`. */
function fewLines(text: string, between: RegExp, field: string, faults: Record<string, string>): string[] {
  const lines = linesOf(text, between)
  if (lines.length <= MOST_NAMED) return lines
  faults[field] =
    `These are ${lines.length.toLocaleString('en-US')}: a policy names at most ${MOST_NAMED.toLocaleString('en-US')}. Use a domain, a label, or a second policy.`
  return []
}

/** Puts the first few lines of a field that can't be read into `faults`. */
function fault(faults: Record<string, string>, field: string, wrong: string[]) {
  if (wrong.length > 0) faults[field] = wrong.slice(0, 5).join('\n')
}

/** Addresses, one a line. Nobody is ever wholly gone: whoever was removed can still be named. */
async function readPeople(tx: Tx, text: string, field: string, faults: Record<string, string>): Promise<string[]> {
  const lines = fewLines(text, /[\n,;]+/, field, faults)
  const known = await tx.principal.findMany({
    where: { address: { in: lines.flatMap((line) => readAddress(line) ?? []) } },
    select: { id: true, address: true },
  })
  const idOf = new Map(known.map(({ id, address }) => [address, id]))
  const ids = lines.map((line) => idOf.get(readAddress(line) ?? '') ?? null)
  fault(
    faults,
    field,
    lines.filter((_, n) => !ids[n]).map((line) => `${line}: nobody here has this address.`),
  )
  return ids.filter((id) => id !== null)
}

/** Titles, or addresses of pages, one a line: a title may hold a comma. What was deleted can still be named by its id. */
async function readResources(tx: Tx, text: string, field: string, faults: Record<string, string>): Promise<string[]> {
  const lines = fewLines(text, /\n/, field, faults)
  const byId = await tx.resource.findMany({
    where: { id: { in: lines.flatMap((line) => idIn(line) ?? []) } },
    select: { id: true },
  })
  const byTitle = await tx.resource.findMany({
    where: { title: { in: lines.filter((line) => !idIn(line)) }, deletedAt: null },
    select: { id: true, title: true },
  })
  const found = lines.map((line) =>
    idIn(line) ? byId.filter(({ id }) => id === idIn(line)) : byTitle.filter(({ title }) => title === line),
  )
  const wrong = lines.flatMap((line, n) => {
    const count = found[n]!.length
    if (count === 1) return []
    return [
      count > 1
        ? `${line}: several have this title. Paste the address of its page instead.`
        : idIn(line)
          ? `${line}: nothing has this address.`
          : `${line}: nothing has this title.`,
    ]
  })
  fault(faults, field, wrong)
  return [...new Set(found.flatMap((those) => (those.length === 1 ? [those[0]!.id] : [])))]
}

function readDomainLines(text: string, field: string, faults: Record<string, string>): Domain[] {
  const box = readDomainBox(fewLines(text, /[\s,;]+/, field, faults).join(' '), MOST_NAMED)
  fault(
    faults,
    field,
    box.flatMap(({ typed, domain }) => (domain ? [] : `${typed} is not a mail domain. Write it like contoso.com.`)),
  )
  return [...new Set(box.flatMap(({ domain }) => domain ?? []))]
}

const readHours = (form: PolicyForm, faults: Record<string, string>) => ({
  include: readSpans(form, hourFields.include, faults),
  except: readSpans(form, hourFields.except, faults),
})

/** A place at which nothing is filled in is none. */
const readSpans = (form: PolicyForm, places: readonly SpanFields[], faults: Record<string, string>) =>
  places.flatMap((names) =>
    form[names.days]!.length > 0 || form[names.from] || form[names.to] ? readSpan(form, names, faults) : [],
  )

function readSpan(form: PolicyForm, names: SpanFields, faults: Record<string, string>) {
  const [days, to] = [form[names.days]!, form[names.to]!]
  const [begins, ends] = [minuteOf(form[names.from]!), to === '00:00' || to === '24:00' ? 1440 : minuteOf(to)]
  if (days.length === 0) faults[names.days] = 'Choose at least one day.'
  if (begins === null) faults[names.from] = 'Enter when it begins, such as 09:00.'
  if (ends === null) faults[names.to] = 'Enter when it ends, such as 17:30.'
  if (begins !== null && begins === ends) faults[names.to] = 'It ends when it begins: enter another time.'
  return days.length === 0 || begins === null || ends === null || begins === ends
    ? []
    : [{ days, from: begins, to: ends }]
}

function minuteOf(time: string): number | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? []
  return hour === undefined ? null : Number(hour) * 60 + Number(minute)
}
