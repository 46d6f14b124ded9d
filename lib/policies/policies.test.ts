import { beforeEach, describe, expect, it } from 'vitest'
import { decide } from '../access/decide'
import { administering } from '../access/administrators'
import { anew, makePolicy } from '../access/testing'
import { currentPolicies } from '../access/policy-set'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { asOwner } from '../db/owner/testing'
import { makeAdministrator, seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { after, DAY, HOUR, now } from '../clock'
import { AccessDenied, Conflict, Invalid, NotFound } from '../errors'
import { startSession } from '../identity/sessions/start-session'
import { setClock } from '../identity/testing'
import { demoteMember } from '../people/members/demote-member'
import { disableMember } from '../people/members/disable-member'
import type { PersonCaller } from '../principal'
import { deleteLabel, manageLabels, saveLabel } from './labels/labels'
import { moveLabel } from './labels/move-label'
import { listLocations } from './locations/list-locations'
import { overlapsOf, readRanges } from './locations/read-ranges'
import { deleteLocation, saveLocation, SaveLocation } from './locations/save-location'
import { getPolicyForm } from './get-policy-form'
import { PolicyForm } from './policy-form'
import { policyTemplates } from './policy-templates'
import { previewPolicy } from './preview-policy'
import { listPolicies } from './list-policies'
import { changePolicy, createPolicy, deletePolicy } from './save-policy'
import { whatIf } from './what-if'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const form = (more: object = {}) =>
  PolicyForm.parse({ name: 'A policy', state: 'on', who: ['guests'], resources: 'all', multiFactor: 'on', ...more })
const faultsOf = async (more: object) =>
  createPolicy(people.adele, form(more)).then(
    () => ({}),
    (error: unknown) => (error instanceof Invalid ? error.fields : Promise.reject(error)),
  )
const location = (more: object) => SaveLocation.parse({ name: 'Office', ranges: '203.0.113.0/24', ...more })
const shutOut = { who: ['members'], resources: 'none', areas: ['administration'], multiFactor: undefined, block: 'on' }

describe('a policy', () => {
  it('offers in its form what it names though it was deleted, and no other policy does', async () => {
    await saveLabel(people.adele, { name: 'Secret', note: '' })
    const { id: labelId } = await db().sensitivityLabel.findFirstOrThrow()
    const { policyId } = await createPolicy(people.adele, form({ resources: 'chosen', labelIds: [labelId] }))
    await deleteLabel(people.adele, { labelId })
    const { options, values } = await getPolicyForm(people.adele, { policyId })
    expect([options.labels, values.labelIds]).toEqual([[{ id: labelId, name: 'Deleted: Secret' }], [labelId]])
    expect((await getPolicyForm(people.adele, { policyId: null })).options.labels).toEqual([])
  })

  it('counts from the next request on, and is changed and deleted by administrators alone', async () => {
    const { policyId } = await createPolicy(people.adele, form())
    expect((await currentPolicies()).policies).toMatchObject([{ id: policyId, state: 'on' }])
    for (const who of [people.megan, people.nicole])
      await expect(createPolicy(who, form())).rejects.toThrow(AccessDenied)
    await changePolicy(people.adele, { ...form({ state: 'report_only' }), policyId, revision: 1 })
    expect((await currentPolicies()).policies).toMatchObject([{ state: 'report_only' }])
    await deletePolicy(people.adele, { policyId })
    await expect(deletePolicy(people.adele, { policyId })).rejects.toThrow(NotFound)
    expect((await currentPolicies()).policies).toEqual([])
    expect(
      (
        await db().auditEvent.findMany({
          where: { type: { startsWith: 'policy.' }, callerId: people.adele.principal.id },
          orderBy: { id: 'asc' },
        })
      ).map(({ type }) => type),
    ).toEqual(['policy.created', 'policy.changed', 'policy.deleted'])
  })

  it.each([
    [{ who: [] }, 'who'],
    [{ who: ['people'] }, 'people'],
    [{ who: ['people'], people: 'eve@evil.example' }, 'people'],
    [{ who: ['domains'], domains: 'not a domain!' }, 'domains'],
    [{ who: ['new'] }, 'newGuestDays'],
    [{ resources: 'none' }, 'resources'],
    [{ resources: 'chosen' }, 'resourceNames'],
    [{ resources: 'chosen', resourceNames: 'No such title' }, 'resourceNames'],
    [{ resources: 'chosen', resourceNames: '12345678-1234-0234-1234-123456789012' }, 'resourceNames'],
    [{ who: ['people'], people: '018f0000-0000-7000-8000-000000000001' }, 'people'],
    [{ who: ['domains'], domains: Array.from({ length: 1001 }, (_, n) => `d${n}.example`).join(' ') }, 'domains'],
    [{ multiFactor: undefined }, 'controls'],
    [{ block: 'on' }, 'controls'],
    [{ terms: 'on' }, 'termsIds'],
    [{ days1: [], from1: '9', to1: '09:00' }, 'days1'],
    [{ exceptDays1: ['1'] }, 'exceptFrom1'],
    [{ days1: ['1'], from1: '08:00', to1: '12:00', days20: ['1'], from20: '13:00', to20: '' }, 'to20'],
    [{ days2: ['1'], from2: '13:00', to2: '13:00' }, 'to2'],
    [{ exceptFrom20: '13:00', exceptTo20: '14:00' }, 'exceptDays20'],
  ])('that says %j is refused at its field', async (more, field) => {
    expect(Object.keys(await faultsOf(more))).toContain(field)
    expect(await db().policy.count()).toBe(0)
  })

  it('that somebody else has changed meanwhile is not overwritten', async () => {
    const { policyId } = await createPolicy(people.adele, form())
    await changePolicy(people.adele, { ...form({ name: 'First' }), policyId, revision: 1 })
    await expect(changePolicy(people.adele, { ...form({ name: 'Second' }), policyId, revision: 1 })).rejects.toThrow(
      Conflict,
    )
    expect((await db().policy.findFirstOrThrow()).name).toBe('First')
  })

  it('comes back into its form as it was filled in, with whoever was removed and what was deleted', async () => {
    const { id } = await db().resource.create({
      data: {
        kind: 'page',
        title: 'Plan, old',
        body: 'x',
        sharedById: people.megan.principal.id,
        createdAt: new Date(),
        deletedAt: new Date(),
      },
    })
    await db().principal.update({ where: { id: people.omar.principal.id }, data: { removedAt: new Date() } })
    const { policyId } = await createPolicy(
      people.adele,
      form({
        resources: 'chosen',
        resourceNames: `http://localhost:3000/shares/${id.toUpperCase()}`,
        who: ['people'],
        people: 'omar@fabrikam.example',
        days1: ['6', '7'],
        from1: '22:00',
        to1: '06:00',
        days3: ['5'],
        from3: '18:00',
        to3: '00:00',
        exceptDays2: ['7'],
        exceptFrom2: '23:00',
        exceptTo2: '23:30',
      }),
    )
    const { values } = await getPolicyForm(people.adele, { policyId })
    expect(values).toMatchObject({
      who: ['people'],
      people: 'omar@fabrikam.example',
      resourceNames: `Deleted: Plan, old (${id})`,
      hours: [
        { days: [6, 7], from: '22:00', to: '06:00' },
        { days: [5], from: '18:00', to: '00:00' },
      ],
      exceptHours: [{ days: [7], from: '23:00', to: '23:30' }],
      multiFactor: true,
    })
    await expect(
      changePolicy(people.adele, {
        ...form({ who: values.who, people: values.people, resources: 'chosen', resourceNames: values.resourceNames }),
        policyId,
        revision: 1,
      }),
    ).resolves.toEqual({ policyId })
  })

  it('on an international mail domain is for the guests there, however it is typed', async () => {
    for (const typed of ['bücher.example', '@BÜCHER.example xn--bcher-kva.example']) {
      const { policyId } = await createPolicy(
        people.adele,
        form({ who: ['domains'], domains: typed, exceptDomains: 'Straße.example' }),
      )
      expect((await db().policy.findUniqueOrThrow({ where: { id: policyId } })).settings).toMatchObject({
        who: { domains: ['xn--bcher-kva.example'], except: { domains: ['xn--strae-oqa.example'] } },
      })
      const guest = (address: string) => ({ ...people.nicole, principal: { ...people.nicole.principal, address } })
      const answer = async (address: string) => decide(await anew(guest(address)), 'share-link.redeem', {}).effect
      expect(
        await Promise.all(['a@xn--bcher-kva.example', 'a@xn--strae-oqa.example', 'a@contoso.example'].map(answer)),
      ).toEqual(['challenge', 'permit', 'permit'])
      await deletePolicy(people.adele, { policyId })
    }
  })

  it('of many stands on a page of fifty, and is found by its name and its state', async () => {
    const at = now()
    await db().policy.createMany({
      data: Array.from({ length: 201 }, (_, n) => ({
        name: `Rule ${n + 1}`,
        state: n % 3 ? 'off' : 'report_only',
        settings: {},
        createdAt: at,
        changedAt: at,
      })),
    })
    const all = await listPolicies(people.adele)
    expect([all.rows.length, all.total, all.pages, all.all, all.counts]).toEqual([
      50,
      201,
      5,
      201,
      { on: 0, report_only: 67, off: 134 },
    ])
    const pages = await Promise.all([1, 2, 3, 4, 5].map((page) => listPolicies(people.adele, { page })))
    expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size, 'each stands on one page').toBe(201)
    expect((await listPolicies(people.adele, { page: 99 })).rows).toHaveLength(1)
    for (const wildcard of ['%', '_', 'R_le', '\\']) {
      expect((await listPolicies(people.adele, { q: wildcard })).rows, wildcard).toEqual([])
    }
    const found = await listPolicies(people.adele, { q: 'rule 20', state: 'off' })
    expect([found.rows.map(({ name }) => name), found.counts, found.all]).toEqual([
      ['Rule 20', 'Rule 200', 'Rule 201'],
      { on: 0, report_only: 0, off: 3 },
      201,
    ])
  })

  it('with a stored domain that can’t be read is for every guest, blocks nobody else, and says so to administrators', async () => {
    const policyId = await makePolicy({
      who: { domains: ['p\u0430ypal.example', 'contoso.example'], except: { domains: ['two words'] } },
      what: { allResources: true, areas: ['administration'] },
      controls: { multiFactor: true },
    })
    const may = async (caller: PersonCaller, action: 'share-link.redeem' | 'people.list') =>
      decide(await anew(caller), action, {}).effect
    expect([
      await may(people.nicole, 'share-link.redeem'),
      await may(people.omar, 'share-link.redeem'),
      await may(people.adele, 'people.list'),
    ]).toEqual(['challenge', 'challenge', 'permit'])
    const faults = [
      '“p\u0430ypal.example” can’t be read as a mail domain, so this is for every guest.',
      '“two words” can’t be read as a mail domain, so nobody is excepted by it.',
    ]
    expect((await listPolicies(people.adele)).rows).toMatchObject([
      { faults, words: { who: expect.stringMatching(/^All guests/) } },
    ])
    const { faults: told, values } = await getPolicyForm(people.adele, { policyId })
    expect(told).toEqual(faults)
    expect(
      await faultsOf({ who: values.who, domains: values.domains, exceptDomains: values.exceptDomains }),
    ).toMatchObject({
      domains: expect.stringContaining('is not a mail domain'),
      exceptDomains: expect.stringContaining('two is not'),
    })
  })

  it('keeps since when what it rests on was kept, through changes of everything else', async () => {
    const sinceOf = async (policyId: string) => (await db().policy.findUniqueOrThrow({ where: { id: policyId } })).since
    const none = { idle: null, code: null, browser: null }
    const { policyId } = await createPolicy(people.adele, form({ idleMinutes: '30', state: 'off' }))
    let revision = 1
    const change = async (more: object) => {
      setClock(after(start, revision * DAY))
      await changePolicy(people.adele, { ...form({ idleMinutes: '30', ...more }), policyId, revision: revision++ })
      return sinceOf(policyId)
    }
    const start = now()
    const day = (n: number) => after(start, n * DAY).toISOString()
    expect(await sinceOf(policyId)).toEqual(none)
    expect(await change({ state: 'report_only' })).toEqual({ ...none, idle: day(1) })
    expect(await change({ name: 'On' })).toEqual({ ...none, idle: day(2) })
    expect(await change({ name: 'Another', idleMinutes: '5', codeHours: '1' })).toEqual({
      ...none,
      idle: day(2),
      code: day(3),
    })
    expect(await change({ idleMinutes: '', codeHours: '2', browser: 'new' })).toEqual({
      idle: null,
      code: day(3),
      browser: day(4),
    })
    expect(await change({ codeHours: '2', browser: 'known' })).toEqual({ idle: day(5), code: day(3), browser: day(4) })
    expect(await change({ state: 'off', codeHours: '2' })).toEqual(none)
    expect(await change({ codeHours: '2' })).toEqual({ idle: day(7), code: day(7), browser: null })
    expect(
      await createPolicy(people.adele, form({ codeHours: '2', name: 'New' })).then(({ policyId: made }) =>
        sinceOf(made),
      ),
    ).toEqual({ ...none, code: day(7) })
  })

  const begun = (at = now()) => ({ proofs: { mailbox: at }, replaces: null, at })
  it('says beforehand whom it touches and what it would have made of last week', async () => {
    await transaction((tx) =>
      startSession(tx, people.nicole, {
        principal: people.nicole.principal,
        ...begun(),
        newBrowser: false,
      }),
    )
    await transaction((tx) =>
      startSession(tx, people.lee, { principal: people.lee.principal, ...begun(), newBrowser: true }),
    )
    const those = { principalId: { in: [people.nicole.principal.id, people.lee.principal.id] } }
    expect(await db().signIn.count({ where: those })).toBe(2)
    expect(await previewPolicy(people.adele, form())).toMatchObject({
      asked: { names: expect.arrayContaining(['nicole@contoso.example']) },
      refused: { count: 0 },
    })
    expect(
      (
        await previewPolicy(
          people.adele,
          form({ who: ['new'], newGuestDays: '30', multiFactor: undefined, block: 'on' }),
        )
      ).refused.names,
    ).toContain('nicole@contoso.example')
    await db().guest.updateMany({ data: { invitedAt: after(now(), -31 * DAY) } })
    await transaction((tx) =>
      startSession(tx, people.omar, { principal: people.omar.principal, ...begun(), newBrowser: false }),
    )
    expect(
      (
        await previewPolicy(
          people.adele,
          form({ who: ['new'], newGuestDays: '30', multiFactor: undefined, block: 'on' }),
        )
      ).refused.names,
      'a guest of a month is new no longer',
    ).not.toContain('omar@fabrikam.example')
    expect(await previewPolicy(people.adele, form())).toMatchObject({ people: 2, resources: 0 })
    await expect(previewPolicy(people.megan, form())).rejects.toThrow(AccessDenied)
    expect(await db().policy.count()).toBe(0)
  })
})

describe('a template', () => {
  const begin = async (template: string) => getPolicyForm(people.adele, { policyId: null, template })

  it('fills the form in, and none that is not known', async () => {
    expect((await begin('second-factor')).values).toMatchObject({
      name: 'Ask guests for a second factor',
      state: 'report_only',
      who: ['guests'],
      resources: 'all',
      multiFactor: true,
    })
    expect((await begin('networks')).values).toMatchObject({ exceptTrusted: true, block: true })
    expect((await begin('fresh-code')).values).toMatchObject({ codeHours: 8, block: false })
    expect(await begin('anything')).toMatchObject({
      template: null,
      values: { name: '', who: [] },
      templates: { length: 4 },
    })
  })

  it('of a policy that is there changes nothing', async () => {
    const { policyId } = await createPolicy(people.adele, form())
    expect(await getPolicyForm(people.adele, { policyId, template: 'networks' })).toMatchObject({
      template: null,
      templates: [],
      values: { name: 'A policy', block: false },
    })
  })

  it('on terms has them ticked, and names them where there are no others', async () => {
    expect((await begin('terms')).values).toMatchObject({ terms: true, termsIds: [] })
    const [{ id }] = (await asOwner<{ id: string }>(
      `INSERT INTO "TermsDocument" (id, name, "createdAt", "createdById") VALUES (gen_random_uuid(), 'House rules', now(), $1) RETURNING id`,
      [people.adele.principal.id],
    )) as [{ id: string }]
    expect((await begin('terms')).values.termsIds).toEqual([id])
  })

  it('on networks lets guests in from those that are trusted alone, and one on codes asks after eight hours', async () => {
    const answer = async () => decide(await anew(people.nicole), 'share-link.redeem', {}).effect
    const turnOn = (key: string) => makePolicy(policyTemplates.find((one) => one.key === key)!.settings)
    const policyId = await turnOn('networks')
    expect(await answer()).toBe('deny')
    await saveLocation(people.adele, location({ ranges: people.nicole.environment.networkAddress, trusted: 'on' }))
    expect(await answer()).toBe('permit')
    await deletePolicy(people.adele, { policyId })
    await turnOn('fresh-code')
    expect(await answer()).toBe('permit')
    setClock(after(now(), 8 * HOUR + 1000))
    expect(await answer()).toBe('challenge')
  })
})

describe('its author', () => {
  const second = () => makeAdministrator(people.priya.principal.id)
  const shut = (more: object = {}) => form({ ...shutOut, who: ['people'], people: 'adele@woodgrove.example', ...more })
  const lost =
    /^This would keep you out of administration from your next request on\. Priya.* could still take it back\./

  it('is asked before it keeps them out: by a new policy, by one that is turned on, and by a change', async () => {
    await second()
    await expect(createPolicy(people.adele, shut())).rejects.toThrow(lost)
    await expect(createPolicy(people.adele, shut())).rejects.toThrow(Invalid)
    const { policyId } = await createPolicy(people.adele, shut({ state: 'off' }))
    await expect(changePolicy(people.adele, { ...shut(), policyId, revision: 1 })).rejects.toThrow(lost)
    await changePolicy(people.adele, { ...shut({ state: 'report_only' }), policyId, revision: 1 })
    await expect(changePolicy(people.adele, { ...shut(), policyId, revision: 2 })).rejects.toThrow(lost)
    await changePolicy(people.adele, { ...shut({ areas: ['sharing'] }), policyId, revision: 2 })
    await expect(changePolicy(people.adele, { ...shut(), policyId, revision: 3 })).rejects.toThrow(lost)
    expect(await db().policy.findMany({ select: { state: true, revision: true } })).toEqual([
      { state: 'on', revision: 3 },
    ])
    expect(await changePolicy(people.adele, { ...shut({ confirm: 'on' }), policyId, revision: 3 })).toEqual({
      policyId,
    })
  })

  it('is asked for hours, too, and not again for what another policy refuses already', async () => {
    await second()
    const night = { days1: ['1', '2', '3', '4', '5', '6', '7'], from1: '20:00', to1: '06:00' }
    await expect(createPolicy(people.adele, shut(night))).rejects.toThrow('for 70 of the next 168 hours')
    await createPolicy(people.adele, shut({ ...night, confirm: 'on' }))
    await createPolicy(people.adele, shut({ ...night, name: 'The same again' }))
    await createPolicy(
      people.adele,
      shut({
        exceptPeople: 'adele@woodgrove.example',
        who: ['members'],
        name: 'Everyone else',
        exceptAdministrators: 'on',
      }),
    )
    expect(await db().policy.count()).toBe(3)
  })

  it('is asked by a location that a policy rests on', async () => {
    await second()
    const { locationId } = await saveLocation(
      people.adele,
      location({ ranges: people.adele.environment.networkAddress }),
    )
    await createPolicy(people.adele, shut({ exceptNetworks: [locationId] }))
    const away = { locationId, revision: 1, ranges: '198.51.100.0/24' }
    await expect(saveLocation(people.adele, location(away))).rejects.toThrow(lost)
    await saveLocation(people.adele, location({ ...away, confirm: 'on' }))
  })
})

describe('the last administrator', () => {
  it('is the last of those who have ever signed in', async () => {
    await makeAdministrator(people.priya.principal.id)
    await db().principal.update({ where: { id: people.priya.principal.id }, data: { provenAt: null } })
    const policy = form({ ...shutOut, who: ['people'], people: 'adele@woodgrove.example', confirm: 'on' })
    await expect(createPolicy(people.adele, policy)).rejects.toThrow(
      /shut every administrator out of administration \(Adele/,
    )
    await db().principal.update({ where: { id: people.priya.principal.id }, data: { provenAt: now() } })
    await createPolicy(people.adele, policy)
  })

  it('can’t be shut out, by a policy or by what one rests on', async () => {
    await expect(createPolicy(people.adele, form(shutOut))).rejects.toThrow(/shut every administrator out/)
    expect(await db().policy.count()).toBe(0)
    await createPolicy(people.adele, form({ ...shutOut, exceptAdministrators: 'on' }))
    const { locationId } = await saveLocation(
      people.adele,
      location({ ranges: people.adele.environment.networkAddress }),
    )
    await createPolicy(people.adele, form({ ...shutOut, name: 'From the office alone', exceptNetworks: [locationId] }))
    await expect(
      saveLocation(people.adele, location({ locationId, revision: 1, ranges: '198.51.100.0/24' })),
    ).rejects.toThrow(/shut every administrator out/)
    expect((await db().namedLocation.findFirstOrThrow()).ranges).toEqual([
      `${people.adele.environment.networkAddress}/32`,
    ])
  })

  it('can’t be demoted or disabled away where policies keep out all others', async () => {
    const { adele, priya } = people
    await makeAdministrator(priya.principal.id)
    const other = { ...priya, principal: { ...priya.principal, administrator: true } }
    await createPolicy(adele, form({ ...shutOut, exceptPeople: 'adele@woodgrove.example' }))
    await expect(demoteMember(adele, { principalId: adele.principal.id })).rejects.toThrow(
      /shut every administrator out/,
    )
    await expect(disableMember(other, { principalId: adele.principal.id })).rejects.toThrow(
      /shut every administrator out/,
    )
    expect(
      await db().principal.findUniqueOrThrow({ where: { id: adele.principal.id }, include: { roles: true } }),
    ).toMatchObject({
      roles: [{ until: null }],
      blockedAt: null,
    })
    await demoteMember(adele, { principalId: priya.principal.id })
    expect(await db().principal.count({ where: administering() })).toBe(1)
  })

  it('may be blocked at night, since there is a day', async () => {
    await createPolicy(
      people.adele,
      form({ ...shutOut, days1: ['1', '2', '3', '4', '5', '6', '7'], from1: '20:00', to1: '06:00', confirm: 'on' }),
    )
    expect(await db().policy.count()).toBe(1)
  })

  it('stays, however many take away each other’s way in at once', async () => {
    const { priya } = people
    await makeAdministrator(priya.principal.id)
    const other = { ...priya, principal: { ...priya.principal, administrator: true } }
    const shut = (who: string) => form({ ...shutOut, name: `Without ${who}`, who: ['people'], people: who })
    const tries = Array.from({ length: 20 }, (_, n) =>
      n % 2
        ? createPolicy(people.adele, shut('priya@woodgrove.example'))
        : createPolicy(other, shut('adele@woodgrove.example')),
    )
    await Promise.allSettled(tries)
    expect(new Set((await db().policy.findMany()).map(({ name }) => name)).size).toBe(1)
  })
})

describe('ranges', () => {
  it('are read from whatever is pasted, canonical and once each', () => {
    const { ranges, faults } = readRanges(
      '203.0.113.77/24, 2001:DB8::1/32\r\n10.1.2.3 # office\n::ffff:192.0.2.0/120\n203.0.113.0/24\n10.1.0.0/16',
    )
    expect(ranges).toEqual(['203.0.113.0/24', '2001:db8::/32', '10.1.2.3/32', '192.0.2.0/24', '10.1.0.0/16'])
    expect(faults).toEqual([])
    expect(overlapsOf(ranges)).toEqual(['10.1.2.3/32 lies within 10.1.0.0/16.'])
  })

  it('of several that lie within another, the first are told', () => {
    const { ranges } = readRanges(
      '2001:db8::/32\n2001:db8:1::/48\n10.0.0.0/8\n1.2.3.0/24\n' +
        Array.from({ length: 1990 }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`).join('\n'),
    )
    expect(overlapsOf(ranges)).toEqual([
      ...Array.from({ length: 5 }, (_, n) => `10.0.${n}.0/24 lies within 10.0.0.0/8.`),
    ])
    expect(overlapsOf(ranges.slice(0, 4))).toEqual(['2001:db8:1::/48 lies within 2001:db8::/32.'])
  })

  it.each([
    '10.0.0.0/33',
    '10.0.0',
    '2001:db8::/129',
    '0.0.0.0/0',
    '10.0.0.0/7',
    '::/0',
    'office',
    '1.2.3.4/24/24',
    'fe80::1%eth0',
  ])('refuse %s on its line', (range) => {
    expect(readRanges(`203.0.113.0/24\n${range}`).faults).toEqual([expect.stringMatching(/^Line 2, /)])
  })

  it('are 2,000 at most', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => `10.${n >> 8}.${n & 255}.0/24`).join('\n')
    expect(readRanges(many(2000)).faults).toEqual([])
    expect(readRanges(many(2001)).faults).toHaveLength(1)
  })
})

describe('a location', () => {
  it('is found by its name, in which wildcards are letters like any other', async () => {
    await saveLocation(people.adele, location({ name: 'Office, 1st_floor' }))
    const found = async (q: string) => (await listLocations(people.adele, { q })).rows.map(({ name }) => name)
    expect(await found('1ST_F')).toEqual(['Office, 1st_floor'])
    for (const wildcard of ['%', 'Of_ice', '\\']) expect(await found(wildcard), wildcard).toEqual([])
  })

  it('of many stands on a page of fifty', async () => {
    const at = now()
    await db().namedLocation.createMany({
      data: Array.from({ length: 120 }, (_, n) => ({
        name: `Office ${n + 1}`,
        kind: 'network',
        ranges: [],
        countries: [],
        createdAt: at,
        changedAt: at,
      })),
    })
    expect(await listLocations(people.adele, { page: 3 })).toMatchObject({ total: 120, pages: 3, rows: { length: 20 } })
    expect((await listLocations(people.adele, { q: 'office 12' })).rows.map(({ name }) => name)).toEqual([
      'Office 12',
      'Office 120',
    ])
  })

  it('stays while a policy names it or it is trusted', async () => {
    const { locationId } = await saveLocation(people.adele, location({ trusted: 'on' }))
    await expect(deleteLocation(people.adele, { locationId })).rejects.toThrow(/trusted/)
    await saveLocation(people.adele, location({ locationId, revision: 1 }))
    const policyId = await makePolicy(
      {
        who: { guests: true },
        what: { allResources: true },
        when: { networks: { except: [locationId] } },
        controls: { block: true },
      },
      { name: 'Office only' },
    )
    await expect(deleteLocation(people.adele, { locationId })).rejects.toThrow(/“Office only”/)
    await deletePolicy(people.adele, { policyId })
    await deleteLocation(people.adele, { locationId })
    expect(await db().namedLocation.count()).toBe(0)
  })

  it('that somebody else has changed meanwhile is not overwritten: one of two at once is told', async () => {
    const { locationId } = await saveLocation(people.adele, location({}))
    const both = await Promise.allSettled(
      ['First', 'Second'].map((name) => saveLocation(people.adele, location({ locationId, revision: 1, name }))),
    )
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(both.find((one) => one.status === 'rejected')?.reason).toBeInstanceOf(Conflict)
    await expect(saveLocation(people.adele, location({ locationId }))).rejects.toThrow(
      /changed this location meanwhile/,
    )
    expect(await db().namedLocation.findFirstOrThrow()).toMatchObject({ revision: 2 })
  })

  it('answers each line that can’t be read, and saves nothing', async () => {
    await expect(saveLocation(people.adele, location({ ranges: 'a\nb\n203.0.113.0/24' }))).rejects.toThrow(
      /Line 1, a: .*\nLine 2, b:/,
    )
    await expect(saveLocation(people.adele, location({ kind: 'country' }))).rejects.toThrow(Invalid)
    expect(await db().namedLocation.count()).toBe(0)
  })
})

it('a label that is deleted is taken off what carried it', async () => {
  await saveLabel(people.adele, { name: 'Secret', note: '' })
  await expect(saveLabel(people.adele, { name: 'secret', note: '' })).rejects.toThrow(Invalid)
  await expect(saveLabel(people.megan, { name: 'Mine', note: '' })).rejects.toThrow(AccessDenied)
  const [label] = await manageLabels(people.adele)
  await db().resource.create({
    data: {
      kind: 'page',
      title: 'Plan',
      body: 'x',
      labelId: label!.id,
      sharedById: people.megan.principal.id,
      createdAt: new Date(),
    },
  })
  expect(await deleteLabel(people.adele, { labelId: label!.id })).toEqual({ resources: 1 })
  expect(await db().resource.findFirstOrThrow()).toMatchObject({ labelId: null })
})

it('labels change places, and moves at once lose none and double none', async () => {
  for (const name of ['Public', 'Internal', 'Confidential', 'Secret']) await saveLabel(people.adele, { name, note: '' })
  const names = async () => (await manageLabels(people.adele)).map(({ name }) => name)
  const ids = new Map((await manageLabels(people.adele)).map(({ id, name }) => [name, id]))
  const move = async (name: string, direction: 'up' | 'down', who = people.adele) =>
    moveLabel(who, { labelId: ids.get(name)!, place: (await names()).indexOf(name), direction })
  await move('Secret', 'up')
  expect(await names()).toEqual(['Public', 'Internal', 'Secret', 'Confidential'])
  await move('Public', 'up')
  await move('Confidential', 'down')
  expect(await names()).toEqual(['Public', 'Internal', 'Secret', 'Confidential'])
  await expect(moveLabel(people.adele, { labelId: ids.get('Secret')!, place: 3, direction: 'up' })).rejects.toThrow(
    '“Secret” is number 3 now',
  )
  await Promise.allSettled(Array.from({ length: 20 }, (_, n) => move([...ids.keys()][n % 4]!, n % 3 ? 'up' : 'down')))
  expect((await names()).toSorted()).toEqual(['Confidential', 'Internal', 'Public', 'Secret'])
  expect(new Set((await db().sensitivityLabel.findMany()).map(({ place }) => place)).size).toBe(4)
  await expect(move('Public', 'up', people.megan)).rejects.toThrow(AccessDenied)
  await deleteLabel(people.adele, { labelId: ids.get('Public')! })
  await expect(move('Public', 'up')).rejects.toThrow(NotFound)
})

it('a label that somebody else has renamed meanwhile is not overwritten', async () => {
  await saveLabel(people.adele, { name: 'Secret', note: '' })
  const [label] = await manageLabels(people.adele)
  const change = { labelId: label!.id, revision: label!.revision, note: '' }
  await saveLabel(people.adele, { ...change, name: 'Most secret' })
  await expect(saveLabel(people.adele, { ...change, name: 'Not so secret' })).rejects.toThrow(Conflict)
  expect(await manageLabels(people.adele)).toMatchObject([{ name: 'Most secret', revision: 2 }])
})

describe('what if', () => {
  const ask = async (more: object = {}) =>
    whatIf(await anew(people.adele), {
      person: 'nicole@contoso.example',
      resource: 'Plan',
      address: '203.0.113.7',
      ...more,
    })
  beforeEach(async () => {
    const { megan, nicole } = people
    const { id } = await db().resource.create({
      data: { kind: 'page', title: 'Plan', body: 'x', sharedById: megan.principal.id, createdAt: new Date() },
    })
    await db().grant.create({
      data: {
        resourceId: id,
        principalId: nicole.principal.id,
        role: 'view',
        grantedAt: new Date(),
        grantedById: megan.principal.id,
      },
    })
  })

  it('answers by the policies as they are, with the first condition that is not met', async () => {
    expect((await ask()).answer?.sentence).toBe('It would open.')
    await makePolicy(
      { who: { guests: true }, what: { allResources: true }, controls: { multiFactor: true } },
      { name: 'Factor' },
    )
    await makePolicy(
      { who: { members: true }, what: { allResources: true }, controls: { block: true } },
      { name: 'Members' },
    )
    const { answer } = await ask()
    expect(answer?.sentence).toBe('It would open after multi-factor authentication.')
    expect(answer?.policies.map(({ name, words }) => [name, words])).toEqual([
      ['Factor', 'asked for multi-factor authentication'],
      ['Members', 'did not apply, not for this person'],
    ])
    expect((await ask({ proven: 'passkey' })).answer?.sentence).toBe('It would open.')
    expect((await ask({ proven: 'mailbox_totp' })).asked.proven).toBe('authenticator_app')
    expect((await ask({ address: '10.0.0.1' })).answer).toMatchObject({ country: null, isPrivate: true })
    expect((await ask({ person: 'omar@fabrikam.example' })).answer?.sentence).toMatch(/would not open: .*no grant/)
  })

  it('says what any one of several would do for, and asks of reviews as of every other part', async () => {
    await makePolicy(
      {
        who: { guests: true, members: true },
        what: { allResources: true, areas: ['reviews'] },
        controls: { operator: 'any', multiFactor: true, purpose: true },
      },
      { name: 'Any' },
    )
    expect((await ask()).answer?.sentence).toBe('It would open after one of a purpose or multi-factor authentication.')
    await makePolicy(
      { who: { guests: true }, what: { allResources: true }, controls: { codeForEach: true } },
      { name: 'Code' },
    )
    const { answer } = await ask()
    expect(answer?.sentence).toBe(
      'It would open after a fresh code and one of a purpose or multi-factor authentication.',
    )
    expect(answer?.policies.map(({ words }) => words)).toEqual([
      'asked for one of a purpose or multi-factor authentication',
      'asked for a fresh code',
    ])
    expect((await ask({ person: people.megan.principal.address, resource: 'Portal: reviews' })).answer).toMatchObject({
      about: 'reviews',
      sentence: 'It would open after one of a purpose or multi-factor authentication.',
    })
    expect(
      (await ask({ person: people.megan.principal.address, resource: 'Portal: administration' })).answer?.sentence,
    ).toMatch(/would not open: only administrators/)
  })

  it('says at its field what can’t be read', async () => {
    expect(
      (await ask({ person: 'nobody@x.example', resource: 'Nothing', address: '10.0.0.0/33', time: 'soon' })).errors,
    ).toMatchObject({
      person: expect.any(String),
      resource: expect.any(String),
      address: expect.any(String),
      time: expect.any(String),
    })
    expect((await ask({ time: '2027-03-14T02:30' })).errors).toEqual({
      time: 'The clocks skip this hour on that day. Choose another.',
    })
    for (const time of ['2027-03-14T01:30', '2027-03-14T03:00', '2027-11-07T01:30'])
      expect((await ask({ time })).errors, time).toEqual({})
    await expect(whatIf(people.megan, {})).rejects.toThrow(AccessDenied)
  })
})
