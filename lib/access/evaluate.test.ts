import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseDomain } from '../address'
import type { Domain } from '../domain'
import { after, DAY, HOUR, MINUTE, SECOND } from '../clock'
import { type PolicySettingsInput, platforms } from '../policy'
import type { ProofKind } from '../proof'
import { evaluate } from './evaluate'
import type { Facts } from './facts'
import { platformOf } from './platform'
import { compilePolicies } from './policy-set'
import type { LocationRow, PolicyRow } from './policy-set.sql'
import { referenceEvaluation, type World } from './reference/testing'

const uuid = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`
const [people, resources, labels, documents, places] = [1, 2, 3, 4, 5].map((kind) =>
  [0, 1, 2, 3, 4, 5].map((n) => uuid(kind * 100 + n)),
) as [string[], string[], string[], string[], string[]]
const noon = new Date('2026-11-25T12:00:00Z')

const location = (n: number, more: Partial<LocationRow>): LocationRow => ({
  id: places[n]!,
  name: `Place ${n}`,
  kind: 'network',
  trusted: false,
  ranges: [],
  countries: [],
  includeUnknown: false,
  ...more,
})
const locations = [
  location(0, { trusted: true, ranges: ['10.0.0.0/8', '2001:db8::/32', '10.1.0.0/16'] }),
  location(1, { ranges: ['192.0.2.128/25', '192.0.2.0/25', '203.0.113.7/32'] }),
  location(2, { ranges: ['10.0.0.0/33'] }),
  location(3, { kind: 'country', countries: ['AT', 'DE'] }),
  location(4, { kind: 'country', countries: ['US'], includeUnknown: true }),
]
// The sixth place was deleted, and so was the fourth document.
const terms = [0, 1, 2].map((n) => ({
  id: documents[n]!,
  name: `Terms ${n}`,
  versionId: uuid(900 + n),
  number: 3,
  leastNumber: n + 1,
  expiresAfterDays: n === 1 ? 30 : null,
  reacceptAt: n === 2 ? after(noon, -3 * DAY) : null,
}))

const few = <One>(all: readonly One[], most = 2) => fc.subarray([...all], { maxLength: most })
const rarely = <One>(value: fc.Arbitrary<One>) => fc.option(value, { freq: 3, nil: null })
const flag = (weight = 3) =>
  fc.oneof({ weight, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) })
const seldom = <One>(of: fc.Arbitrary<One[]>) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant<One[]>([]) }, { weight: 1, arbitrary: of })
const half = fc.integer({ min: 0, max: 47 }).map((n) => n * 30)
const hours = fc.record({
  days: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
  from: half,
  to: fc.oneof(half, fc.constant(1440)),
})

const settings = fc.record({
  who: fc.record({
    guests: flag(1),
    members: flag(1),
    people: few(people),
    domains: few(['contoso.example', 'fabrikam.example', 'bücher.example', 'no domain'], 1),
    newGuestDays: rarely(fc.constantFrom(1, 7, 30)),
    except: fc.record({
      people: seldom(few(people, 1)),
      domains: seldom(few(['fabrikam.example', 'Bücher.example', 'no domain'], 1)),
      administrators: flag(),
    }),
  }),
  what: fc.record({
    allResources: flag(1),
    resourceIds: few(resources),
    labelIds: few(labels),
    areas: few(['sharing', 'administration', 'reviews'] as const),
    except: fc.record({ resourceIds: seldom(few(resources, 1)), labelIds: seldom(few(labels, 1)) }),
  }),
  when: fc.record({
    networks: fc.record({
      include: seldom(few(places)),
      trusted: flag(6),
      except: seldom(few(places)),
      exceptTrusted: flag(6),
    }),
    platforms: fc.record({ include: seldom(few(platforms)), except: seldom(few(platforms, 1)) }),
    browser: fc.constantFrom('any', 'any', 'any', 'new', 'known'),
    hours: fc.record({
      include: seldom(fc.array(hours, { maxLength: 2 })),
      except: seldom(fc.array(hours, { maxLength: 1 })),
    }),
  }),
  controls: fc.record({
    operator: fc.constantFrom('all', 'any'),
    block: flag(8),
    multiFactor: flag(),
    passkey: flag(),
    termsIds: seldom(few(documents, 3)),
    codeHours: rarely(fc.constantFrom(1, 4, 24)),
    codeForEach: flag(),
    purpose: flag(),
    viewOnly: flag(),
  }),
  session: fc.record({
    hours: rarely(fc.constantFrom(1, 8)),
    idleMinutes: rarely(fc.constantFrom(5, 60)),
    endsWithBrowser: flag(),
  }),
})
const unreadable = fc.constantFrom<unknown>(
  null,
  {},
  'block',
  [],
  { who: {}, what: {}, controls: {}, later: true },
  { who: {}, what: {}, controls: { codeHours: 25 } },
)
const around = (...ages: number[]) =>
  fc
    .tuple(fc.constantFrom(...ages), fc.constantFrom(-SECOND, -1, 0, 1, SECOND))
    .map(([age, more]) => Math.max(0, age + more))
/** How long ago each rule began to count. */
const start = fc.option(around(0, 5 * MINUTE, HOUR, 4 * HOUR, DAY), { freq: 1 })
const starts = fc.record({ idle: start, code: start, browser: start })
type Ages = Record<'idle' | 'code' | 'browser', number | null>
const startedBefore = (at: Date, { idle, code, browser }: Ages) => {
  const then = (ago: number | null) => (ago === null ? null : after(at, -ago).toISOString())
  return { idle: then(idle), code: then(code), browser: then(browser) }
}
const policies = fc.array(
  fc.record({
    state: fc.constantFrom('on', 'on', 'report_only', 'off'),
    since: starts,
    settings: fc.oneof({ weight: 40, arbitrary: settings }, { weight: 1, arbitrary: unreadable }),
  }),
  { minLength: 1, maxLength: 4 },
)

const world = fc
  .record({
    policies,
    timeZone: fc.constantFrom('UTC', 'America/New_York', 'Europe/Vienna', 'Asia/Kathmandu', 'Australia/Lord_Howe'),
  })
  .map(({ policies, timeZone }): World => ({
    policies: policies.map((one, n) => ({ ...one, id: uuid(n), name: `Policy ${n}` }) as PolicyRow),
    locations,
    terms,
    timeZone,
  }))

const moments = fc.oneof(
  fc.integer({ min: 0, max: 365 * 48 }).map((n) => after(new Date('2026-01-01T00:00:00Z'), n * 30 * MINUTE)),
  // The nights on which clocks are put forward or back.
  fc
    .tuple(
      fc.constantFrom('2026-03-08T05:00:00Z', '2026-11-01T04:00:00Z', '2026-03-29T00:00:00Z', '2026-10-25T00:00:00Z'),
      fc.integer({ min: 0, max: 300 }),
    )
    .map(([from, n]) => after(new Date(from), n * MINUTE)),
)
const aim: fc.Arbitrary<Facts['aim']> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      area: fc.constant('resource' as const),
      resourceId: fc.option(fc.constantFrom(...resources), { freq: 9 }),
      spaceId: fc.option(fc.constantFrom(...resources), { freq: 1 }),
      labelId: fc.option(fc.constantFrom(...labels), { freq: 1 }),
      download: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      { area: 'sharing' as const },
      { area: 'administration' as const },
      { area: 'reviews' as const },
      { area: 'reviews' as const },
      { area: 'sign-in' as const },
    ),
  },
)
const facts = fc
  .record({
    at: moments,
    id: fc.constantFrom(...people),
    kind: fc.constantFrom('guest', 'guest', 'member'),
    domain: fc
      .constantFrom('contoso.example', 'fabrikam.example', 'notcontoso.example', 'bücher.example', 'no domain')
      .map(parseDomain),
    administrator: flag(),
    here: fc.option(around(0, DAY, 7 * DAY, 30 * DAY), { freq: 5 }),
    aim,
    networkAddress: fc.option(
      fc.constantFrom(
        '10.2.3.4',
        '::ffff:10.2.3.4',
        '192.0.2.1',
        '192.0.2.200',
        '192.0.3.0',
        '203.0.113.7',
        '::ffff:203.0.113.8',
        '2001:db8::1',
        '2001:db9::1',
        'unknown',
        '',
        '10.2.3.4.5',
      ),
      { freq: 9 },
    ),
    country: fc.option(fc.constantFrom('AT', 'DE', 'US', 'FR'), { freq: 3 }),
    platform: fc.option(fc.constantFrom(...platforms), { freq: 5 }),
    newBrowser: fc.option(fc.boolean(), { freq: 5 }),
    browserKnown: fc.option(around(0, 5 * MINUTE, HOUR), { freq: 1 }),
    started: around(0, HOUR, 8 * HOUR),
    code: fc.option(around(0, HOUR, 4 * HOUR, 24 * HOUR), { freq: 2 }),
    seen: fc.option(around(0, 5 * MINUTE, HOUR), { freq: 2 }),
    browserOpen: fc.boolean(),
    factors: fc.subarray(['authenticator_app', 'recovery_code', 'passkey'] as const),
    purpose: fc.boolean(),
    codeForResource: fc.boolean(),
    accepted: fc.array(
      fc.record({
        documentId: fc.constantFrom(...documents),
        number: fc.integer({ min: 1, max: 3 }),
        ago: around(0, 3 * DAY, 30 * DAY),
      }),
      { maxLength: 4 },
    ),
  })
  .map(
    ({
      at,
      id,
      kind,
      domain,
      administrator,
      here,
      started,
      code,
      seen,
      browserKnown,
      browserOpen,
      factors,
      purpose,
      codeForResource,
      accepted,
      ...rest
    }): Facts => ({
      ...rest,
      at,
      person: {
        id,
        kind: kind as 'guest' | 'member',
        domain,
        administrator,
        guestSince: here === null ? null : after(at, -here),
      },
      browserKnownAt: browserKnown === null ? null : after(at, -browserKnown),
      session: {
        startedAt: after(at, -started),
        proofs: {
          mailbox: after(at, -(code ?? started)),
          ...Object.fromEntries(factors.map((kind) => [kind, at])),
        },
        seenAt: seen === null ? null : after(at, -seen),
        browserOpen,
        purpose,
        codeForResource,
      },
      accepted: [
        ...new Map(
          accepted.map((one) => [
            one.documentId,
            { documentId: one.documentId, number: one.number, at: after(at, -one.ago) },
          ]),
        ).values(),
      ],
    }),
  )

const answer = (rows: World, given: Facts) => evaluate(compilePolicies({ version: 1, ...rows }), given)

describe('the engine', () => {
  it('says what the plain reference says, in 10,000 combinations of policies and facts (C5)', () => {
    const met: Record<string, number> = {}
    fc.assert(
      fc.property(world, facts, (made, given) => {
        const rows = {
          ...made,
          policies: made.policies.map((row) => ({ ...row, since: startedBefore(given.at, row.since as Ages) })),
        }
        const said = answer(rows, given)
        expect(said).toEqual(referenceEvaluation(rows, given))
        for (const word of [
          said.effect,
          ...said.results.flatMap(({ result, unmet, controls = [] }) => [
            unmet ?? result,
            ...controls.flatMap((one) => (typeof one === 'string' ? [one.split(':')[0]!] : ['any of several'])),
          ]),
        ])
          met[word] = (met[word] ?? 0) + 1
      }),
      { numRuns: 10_000 },
    )
    // Every answer and every reason there is came up often enough to be told apart.
    for (const word of [
      'permit',
      'challenge',
      'deny',
      'met',
      'asked',
      'refused',
      'people',
      'resources',
      'network',
      'platform',
      'browser',
      'hours',
      'sign-in',
      'code',
      'passkey',
      'multi-factor',
      'terms',
      'purpose',
      'any of several',
    ])
      expect(met[word] ?? 0, word).toBeGreaterThan(50)
  })
})

const domain = (text: string): Domain => parseDomain(text)!
const person = {
  id: people[0]!,
  kind: 'guest' as const,
  domain: domain('contoso.example'),
  administrator: false,
  guestSince: after(noon, -365 * DAY),
}
const session: Facts['session'] = {
  startedAt: noon,
  proofs: { mailbox: noon },
  seenAt: noon,
  browserOpen: true,
  purpose: false,
  codeForResource: false,
}
const resource = {
  area: 'resource' as const,
  resourceId: resources[0]!,
  spaceId: null,
  labelId: null,
  download: false,
}
const given = (more: Partial<Facts> = {}): Facts => ({
  at: noon,
  person,
  aim: resource,
  networkAddress: '203.0.113.9',
  country: 'FR',
  platform: 'windows',
  newBrowser: false,
  browserKnownAt: null,
  session,
  accepted: [],
  ...more,
})
type Given = Omit<PolicySettingsInput, 'who' | 'what' | 'controls'> &
  Partial<Pick<PolicySettingsInput, 'who' | 'what' | 'controls'>>
const under = (more: Given, about: Partial<Facts> = {}, timeZone = 'UTC') =>
  answer(
    {
      policies: [
        {
          id: uuid(1),
          name: 'One',
          state: 'on',
          settings: { who: { guests: true }, what: { allResources: true }, controls: { block: true }, ...more },
        },
      ],
      locations,
      terms,
      timeZone,
    },
    given(about),
  )
/** Whether a block applies. */
const blocks = (more: Given, about: Partial<Facts> = {}, timeZone = 'UTC') =>
  under(more, about, timeZone).effect === 'deny'

describe('hours', () => {
  const at = (time: string, zone: string, include: { days: number[]; from: number; to: number }[]) =>
    blocks({ when: { hours: { include } } }, { at: new Date(time) }, zone)
  const night = [{ days: [5], from: 22 * 60, to: 6 * 60 }]
  it.each([
    ['2026-11-27T21:59:59Z', false],
    ['2026-11-27T22:00:00Z', true],
    ['2026-11-28T05:59:59Z', true],
    ['2026-11-28T06:00:00Z', false],
    ['2026-11-28T22:00:00Z', false],
    ['2026-11-27T05:00:00Z', false],
  ])('over midnight belong to the day they begin on: %s', (time, applies) => {
    expect(at(time, 'UTC', night)).toBe(applies)
  })
  it('of a Sunday reach into Monday', () => {
    expect(at('2026-11-30T01:00:00Z', 'UTC', [{ days: [7], from: 23 * 60, to: 2 * 60 }])).toBe(true)
  })
  it.each([
    // New York puts its clocks forward at 2:00: half past two is never shown; and back at 2:00, when half past one comes twice.
    ['2026-03-08T06:59:00Z', [{ days: [7], from: 120, to: 180 }], false],
    ['2026-03-08T07:00:00Z', [{ days: [7], from: 120, to: 180 }], false],
    ['2026-03-08T07:00:00Z', [{ days: [7], from: 180, to: 240 }], true],
    ['2026-11-01T05:30:00Z', [{ days: [7], from: 60, to: 120 }], true],
    ['2026-11-01T06:30:00Z', [{ days: [7], from: 60, to: 120 }], true],
    ['2026-11-01T07:00:00Z', [{ days: [7], from: 60, to: 120 }], false],
    ['2026-11-25T04:59:00Z', [{ days: [2], from: 0, to: 1440 }], true],
    ['2026-11-25T05:00:00Z', [{ days: [2], from: 0, to: 1440 }], false],
  ])('are what clocks there show: %s', (time, include, applies) => {
    expect(at(time, 'America/New_York', include)).toBe(applies)
  })
  it('are read anew for another zone or minute', () => {
    const morning = [{ days: [5], from: 8 * 60, to: 8 * 60 + 1 }]
    const seen = [
      ['08:00:59.999Z', 'UTC'],
      ['08:00:59.999Z', 'Europe/Vienna'],
      ['08:01:00.000Z', 'UTC'],
      ['07:00:00.000Z', 'Europe/Vienna'],
      ['08:00:00.000Z', 'UTC'],
    ] as const
    expect(seen.map(([time, zone]) => at(`2026-11-27T${time}`, zone, morning))).toEqual([
      true,
      false,
      false,
      true,
      true,
    ])
  })
})

it('reads a platform the same the second time, and after a thousand others', () => {
  const agents = Array.from({ length: 1200 }, (_, n) => [
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${n}.0.0.0 Safari/537.36`,
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Version/${n}`,
    `curl/${n}`,
  ]).flat()
  const read = () => agents.slice(0, 9).map(platformOf)
  const first = read()
  expect(first.slice(0, 3)).toEqual(['windows', 'macos', null])
  expect(read()).toEqual(first)
  agents.forEach(platformOf)
  expect(read()).toEqual(first)
})

describe('networks', () => {
  const from = (networkAddress: string | null, networks: object, country: string | null = null) =>
    blocks({ when: { networks } }, { networkAddress, country })
  it.each(['10.2.3.4', '::ffff:10.2.3.4', '::FFFF:a02:304', '2001:db8:1::1'])(
    'know %s as one of theirs',
    (networkAddress) => {
      expect([
        from(networkAddress, { include: [places[0]] }),
        from(networkAddress, { trusted: true }),
        from(networkAddress, { exceptTrusted: true }),
      ]).toEqual([true, true, false])
    },
  )
  it.each(['11.0.0.0', '9.255.255.255', '::ffff:11.0.0.1', '2001:db9::'])(
    'know %s as none of theirs',
    (networkAddress) => {
      expect([from(networkAddress, { include: [places[0]] }), from(networkAddress, { except: [places[0]] })]).toEqual([
        false,
        true,
      ])
    },
  )
  it.each([null, '', 'unknown', '10.2.3', '010.2.3.4', '10.2.3.4, 1.1.1.1'])(
    'count %j against the person, wherever it is said to be',
    (networkAddress) => {
      expect([
        from(networkAddress, { include: [places[0]] }),
        from(networkAddress, { include: [places[3]] }),
        from(networkAddress, { except: [places[0]] }),
        from(networkAddress, { exceptTrusted: true }),
      ]).toEqual([true, true, true, true])
    },
  )
  it('know no address that nobody has', () => {
    expect([from('::10.2.3.4', { include: [places[0]] }), from('::10.2.3.4', { except: [places[0]] })]).toEqual([
      true,
      true,
    ])
  })
  it('that can’t be read, or were deleted, let nobody past', () => {
    for (const place of [places[2], places[5]])
      expect([from('10.2.3.4', { include: [place] }), from('10.2.3.4', { except: [place] })]).toEqual([true, true])
  })
  it('know a country, and whether an unknown one is meant', () => {
    const [alps, america] = [places[3], places[4]]
    expect([
      from('192.0.2.1', { include: [alps] }, 'AT'),
      from('192.0.2.1', { include: [alps] }, 'FR'),
      from('192.0.2.1', { include: [alps] }, null),
    ]).toEqual([true, false, false])
    expect([
      from('192.0.2.1', { include: [america] }, null),
      from('192.0.2.1', { except: [america] }, null),
      from('192.0.2.1', { except: [alps] }, null),
    ]).toEqual([true, false, true])
  })
})

describe('who and what', () => {
  it('an exclusion wins, whatever else includes', () => {
    const everyone = {
      guests: true,
      members: true,
      people: [people[0]!],
      domains: ['contoso.example'],
      newGuestDays: 365,
    }
    expect(blocks({ who: { ...everyone, except: { people: [people[0]!] } } })).toBe(false)
    expect(blocks({ who: { ...everyone, except: { domains: ['contoso.example'] } } })).toBe(false)
    expect(
      blocks(
        { who: { ...everyone, except: { administrators: true } } },
        { person: { ...person, kind: 'member', administrator: true } },
      ),
    ).toBe(false)
    expect(
      blocks({ what: { allResources: true, resourceIds: [resources[0]!], except: { resourceIds: [resources[0]!] } } }),
    ).toBe(false)
    expect(
      blocks(
        { what: { allResources: true, except: { labelIds: [labels[0]!] } } },
        { aim: { ...resource, labelId: labels[0]! } },
      ),
    ).toBe(false)
    expect(blocks({ when: { platforms: { include: ['windows'], except: ['windows'] } } })).toBe(false)
    expect(
      blocks({
        when: { hours: { include: [{ days: [3], from: 0, to: 1440 }], except: [{ days: [3], from: 720, to: 721 }] } },
      }),
    ).toBe(false)
  })
  it('domains match whole, and only of guests', () => {
    const who = { domains: ['contoso.example'] }
    expect(blocks({ who })).toBe(true)
    expect(blocks({ who }, { person: { ...person, domain: domain('notcontoso.example') } })).toBe(false)
    expect(blocks({ who }, { person: { ...person, domain: domain('evil.contoso.example') } })).toBe(false)
    expect(blocks({ who }, { person: { ...person, kind: 'member' } })).toBe(false)
  })
  it('international domains are the same however they are written, and one that can’t be read is every guest’s', () => {
    const at = (text: string) => ({ person: { ...person, domain: parseDomain(text) } })
    for (const written of ['bücher.example', 'BÜCHER.example', 'xn--bcher-kva.example']) {
      expect(blocks({ who: { domains: [written] } }, at('bücher.example')), written).toBe(true)
      expect(blocks({ who: { domains: [written] } }, at('contoso.example')), written).toBe(false)
      expect(blocks({ who: { guests: true, except: { domains: [written] } } }, at('bücher.example')), written).toBe(
        false,
      )
    }
    expect(blocks({ who: { domains: ['no domain', 'fabrikam.example'] } }, at('contoso.example'))).toBe(true)
    expect(blocks({ who: { domains: ['no domain'] } }, { person: { ...person, kind: 'member' } })).toBe(false)
    expect(
      blocks({ who: { domains: ['no domain'], except: { domains: ['contoso.example'] } } }, at('contoso.example')),
    ).toBe(false)
    expect(blocks({ who: { guests: true, except: { domains: ['no domain'] } } }, at('contoso.example'))).toBe(true)
    expect([
      blocks({ who: { domains: ['contoso.example'] } }, at('no domain')),
      blocks({ who: { guests: true, except: { domains: ['contoso.example'] } } }, at('no domain')),
    ]).toEqual([true, true])
  })
  it('reviewing is a part of its own; guests who answer about themselves are asked only what they can do there and then', () => {
    const reviews = { aim: { area: 'reviews' as const } }
    const member = { ...reviews, person: { ...person, kind: 'member' as const } }
    const under = (controls: PolicySettingsInput['controls'], about: Partial<Facts> = reviews) =>
      answer(
        {
          policies: [
            {
              id: uuid(1),
              name: 'One',
              state: 'on',
              settings: { who: { guests: true, members: true }, what: { areas: ['reviews'] }, controls },
            },
          ],
          locations,
          terms,
          timeZone: 'UTC',
        },
        given(about),
      )
    expect([
      blocks({ what: { areas: ['administration'] } }, member),
      under({ block: true }, member).effect,
      under({ termsIds: [documents[3]!] }, member).effect,
    ]).toEqual([false, 'deny', 'deny'])
    expect(under({ block: true })).toMatchObject({
      effect: 'permit',
      results: [{ result: 'not-applied', unmet: 'resources' }],
    })
    expect(under({ multiFactor: true, termsIds: [documents[3]!] }).controls).toEqual(['multi-factor'])
    expect(under({ operator: 'any', termsIds: [documents[3]!], viewOnly: true }).effect).toBe('permit')
    expect(under({ purpose: true, passkey: true }, member).controls).toEqual(['passkey', 'purpose'])
  })
  it('a guest is new until the very millisecond, and where nobody knows since when', () => {
    const fresh = (guestSince: Date | null, kind: 'guest' | 'member' = 'guest') =>
      blocks({ who: { newGuestDays: 7 } }, { person: { ...person, kind, guestSince } })
    expect([
      fresh(after(noon, -7 * DAY + 1)),
      fresh(after(noon, -7 * DAY)),
      fresh(null),
      fresh(null, 'member'),
    ]).toEqual([true, false, true, false])
  })
  it('an unknown platform or browser counts against the person', () => {
    expect(blocks({ when: { platforms: { include: ['ios'] } } }, { platform: null })).toBe(true)
    expect(blocks({ when: { platforms: { except: ['ios'] } } }, { platform: null })).toBe(true)
    expect([
      blocks({ when: { browser: 'new' } }, { newBrowser: null }),
      blocks({ when: { browser: 'known' } }, { newBrowser: null }),
      blocks({ when: { browser: 'new' } }),
    ]).toEqual([true, true, false])
  })
  it('what is in a space is reached with the space, and left out with it, whatever else names it', () => {
    const space = resources[1]!
    const within = { aim: { ...resource, spaceId: space } }
    expect([
      blocks({ what: { resourceIds: [space] } }, within),
      blocks({ what: { resourceIds: [space] } }),
      blocks({ what: { resourceIds: [resource.resourceId] } }, within),
      blocks({ what: { resourceIds: [resource.resourceId] } }, { aim: { ...resource, resourceId: space } }),
    ]).toEqual([true, false, true, false])
    const exceptSpace = { except: { resourceIds: [space] } }
    expect([
      blocks({ what: { allResources: true, ...exceptSpace } }, within),
      blocks({ what: { resourceIds: [resource.resourceId], ...exceptSpace } }, within),
      blocks({ what: { labelIds: [labels[0]!], ...exceptSpace } }, { aim: { ...within.aim, labelId: labels[0]! } }),
      blocks({ what: { allResources: true, ...exceptSpace } }),
      blocks({ what: { resourceIds: [space], except: { resourceIds: [resource.resourceId] } } }, within),
    ]).toEqual([false, false, false, true, false])
  })
  it('the portal’s areas are reached only where they are named', () => {
    expect(blocks({}, { aim: { area: 'sharing' } })).toBe(false)
    expect(blocks({ what: { areas: ['sharing'] } }, { aim: { area: 'sharing' } })).toBe(true)
    expect(blocks({ what: { areas: ['sharing'] } }, { aim: { area: 'administration' } })).toBe(false)
    expect([
      blocks({}, { aim: { area: 'sign-in' } }),
      blocks({ what: { resourceIds: [resources[0]!] } }, { aim: { area: 'sign-in' } }),
    ]).toEqual([true, false])
  })
})

describe('controls', () => {
  const asks = (controls: object, about: Partial<Facts> = {}, more: Given = {}) => {
    const { effect, controls: asked } = under({ ...more, controls }, about)
    return effect === 'challenge' ? asked : effect
  }
  const shown = (...kinds: ProofKind[]) => ({
    session: { ...session, proofs: { mailbox: noon, ...Object.fromEntries(kinds.map((kind) => [kind, noon])) } },
  })
  it('all are asked in turn: code, MFA, terms, purpose; a passkey stands for MFA', () => {
    expect(asks({ purpose: true, termsIds: [documents[0]], multiFactor: true, codeForEach: true })).toEqual([
      'code',
      'multi-factor',
      `terms:${documents[0]}`,
      'purpose',
    ])
    expect(asks({ multiFactor: true, passkey: true })).toEqual(['passkey'])
  })
  it('any is met by one, and offers each that can be met, the easiest first', () => {
    const any = { operator: 'any', multiFactor: true, purpose: true, termsIds: [documents[3]] }
    expect(asks(any)).toEqual([{ anyOf: ['purpose', 'multi-factor'] }])
    expect(asks({ ...any, passkey: true, codeForEach: true, termsIds: [documents[0], documents[3]] })).toEqual([
      { anyOf: ['purpose', `terms:${documents[0]}`, 'code', 'multi-factor'] },
    ])
    expect(asks({ operator: 'any', passkey: true, codeForEach: true })).toEqual([{ anyOf: ['code', 'passkey'] }])
    expect(asks({ ...any, multiFactor: false })).toEqual(['purpose'])
    expect(asks(any, { session: { ...session, purpose: true } })).toBe('permit')
    expect(asks({ operator: 'any', termsIds: [documents[3]], purpose: true })).toEqual(['purpose'])
    expect(asks({ operator: 'any', termsIds: [documents[3]] })).toBe('deny')
  })
  it('a choice stands after what has to be done, in the turn of its easiest way', () => {
    const any = { operator: 'any', multiFactor: true, codeForEach: true }
    expect(
      asks(any, { session: { ...session, startedAt: after(noon, -8 * HOUR) } }, { session: { hours: 8 } }),
    ).toEqual(['sign-in', { anyOf: ['code', 'multi-factor'] }])
  })
  it('what was shown counts: a recovery code is MFA, and no passkey', () => {
    for (const kind of ['authenticator_app', 'recovery_code', 'passkey'] as const)
      expect(asks({ multiFactor: true }, shown(kind))).toBe('permit')
    expect([
      asks({ passkey: true }, shown('authenticator_app')),
      asks({ passkey: true }, shown('recovery_code')),
      asks({ passkey: true }, shown('passkey')),
      asks({ passkey: true }, shown('passkey', 'recovery_code')),
    ]).toEqual([['passkey'], ['passkey'], 'permit', 'permit'])
  })
  it('a session that began without a code is asked for one where there is an age to it', () => {
    expect([
      asks({ codeHours: 4 }, { session: { ...session, proofs: {} } }),
      asks({ multiFactor: true }, { session: { ...session, proofs: {} } }),
    ]).toEqual([['code'], ['multi-factor']])
  })
  it('terms that were deleted can be accepted by nobody', () => {
    const accepted = [{ documentId: documents[3]!, number: 9, at: noon }]
    expect(asks({ termsIds: [documents[3]] }, { accepted })).toBe('deny')
  })
  it('terms count by version, for so many days, and until everybody is asked again, to the millisecond', () => {
    const one = (n: number, number: number, at: Date, now = noon) =>
      asks(
        { termsIds: [documents[n]] },
        {
          at: now,
          session: { ...session, proofs: { mailbox: now } },
          accepted: [{ documentId: documents[n]!, number, at }],
        },
      ) === 'permit'
    expect([one(1, 1, noon), one(1, 2, noon)]).toEqual([false, true])
    expect([one(1, 3, after(noon, -30 * DAY + 1)), one(1, 3, after(noon, -30 * DAY))]).toEqual([true, false])
    const day = after(noon, -3 * DAY)
    expect([
      one(2, 3, after(day, -1)),
      one(2, 3, day),
      one(2, 3, after(day, -DAY), after(day, -1)),
      one(2, 3, after(day, -DAY), day),
    ]).toEqual([false, true, true, false])
  })
  it('view only refuses the download and nothing else, unless another control will do', () => {
    const download = { aim: { ...resource, download: true } }
    expect([
      asks({ viewOnly: true }),
      asks({ viewOnly: true }, download),
      asks({ viewOnly: true, purpose: true }),
      asks({ viewOnly: true, purpose: true }, download),
    ]).toEqual(['permit', 'deny', ['purpose'], 'deny'])
    expect(asks({ operator: 'any', viewOnly: true, multiFactor: true }, download)).toEqual(['multi-factor'])
  })
  it('a code grows old to the millisecond, and one for each resource is for that one', () => {
    const old = (age: number) => ({ session: { ...session, proofs: { mailbox: after(noon, -age) } } })
    expect([asks({ codeHours: 4 }, old(4 * HOUR - 1)), asks({ codeHours: 4 }, old(4 * HOUR))]).toEqual([
      'permit',
      ['code'],
    ])
    expect(asks({ codeForEach: true }, { session: { ...session, codeForResource: true } })).toBe('permit')
  })
  it('what was not kept before a rule was turned on counts from then', () => {
    const since = after(noon, -MINUTE).toISOString()
    const rule = (more: object, begun: object | null, about: Partial<Facts>) =>
      answer(
        {
          policies: [
            {
              id: uuid(1),
              name: 'One',
              state: 'on',
              since: begun,
              settings: { who: { guests: true }, what: { allResources: true }, controls: {}, ...more },
            },
          ],
          locations,
          terms,
          timeZone: 'UTC',
        },
        given(about),
      ).effect
    const startedAt = after(noon, -5 * HOUR)
    const old = { session: { ...session, startedAt, proofs: { mailbox: startedAt }, seenAt: null } }
    const idle = { session: { idleMinutes: 30 } }
    expect([
      rule(idle, { idle: since }, old),
      rule(idle, null, old),
      rule(idle, { code: since, browser: since }, old),
    ]).toEqual(['permit', 'challenge', 'challenge'])
    const later = (more: number) => ({ ...old, at: after(noon, 29 * MINUTE + more) })
    expect([rule(idle, { idle: since }, later(-1)), rule(idle, { idle: since }, later(0))]).toEqual([
      'permit',
      'challenge',
    ])
    const code = { controls: { codeHours: 4 } }
    const renewed = { session: { ...old.session, proofs: { mailbox: after(noon, -4 * HOUR) } } }
    expect([rule(code, { code: since }, old), rule(code, null, old), rule(code, { code: since }, renewed)]).toEqual([
      'permit',
      'challenge',
      'challenge',
    ])
    const fresh = { when: { browser: 'new' as const }, controls: { purpose: true } }
    const browser = (browserKnownAt: Date | null) => ({ newBrowser: true, browserKnownAt })
    expect([
      rule(fresh, { browser: since }, browser(after(noon, -2 * MINUTE))),
      rule(fresh, { browser: since }, browser(null)),
      rule(fresh, { browser: since }, browser(noon)),
      rule(fresh, null, browser(after(noon, -2 * MINUTE))),
    ]).toEqual(['permit', 'challenge', 'challenge', 'challenge'])
  })
  it('a session that is spent begins anew, and a block says so at once', () => {
    const late = { session: { ...session, startedAt: after(noon, -8 * HOUR) } }
    expect(asks({ purpose: true }, late, { session: { hours: 8 } })).toEqual(['sign-in', 'purpose'])
    expect(asks({ block: true }, late, { session: { hours: 8 } })).toBe('deny')
    expect(
      asks({}, { session: { ...session, seenAt: after(noon, -5 * MINUTE) } }, { session: { idleMinutes: 5 } }),
    ).toEqual(['sign-in'])
    expect(asks({}, { session: { ...session, browserOpen: false } }, { session: { endsWithBrowser: true } })).toEqual([
      'sign-in',
    ])
  })
})

describe('several policies', () => {
  const row = (n: number, state: PolicyRow['state'], controls: object): PolicyRow => ({
    id: uuid(n),
    name: `Policy ${n}`,
    state,
    settings: { who: { guests: true }, what: { allResources: true }, controls },
  })
  const together = (...rows: PolicyRow[]) => answer({ policies: rows, locations, terms, timeZone: 'UTC' }, given())
  it('must all be met, each control once, and any block wins', () => {
    expect(together(row(1, 'on', { purpose: true }), row(2, 'on', { multiFactor: true, purpose: true }))).toMatchObject(
      { effect: 'challenge', controls: ['multi-factor', 'purpose'] },
    )
    expect(together(row(1, 'on', { purpose: true }), row(2, 'on', { block: true }))).toMatchObject({
      effect: 'deny',
      controls: [],
    })
  })
  it('leave nothing of a choice that something asked for anyway will do for, or a narrower one', () => {
    const any = (controls: object) => ({ operator: 'any', ...controls })
    expect(
      together(row(1, 'on', any({ purpose: true, multiFactor: true })), row(2, 'on', { multiFactor: true })).controls,
    ).toEqual(['multi-factor'])
    expect(
      together(row(1, 'on', any({ purpose: true, multiFactor: true })), row(2, 'on', { passkey: true })).controls,
    ).toEqual(['passkey'])
    expect(
      together(row(1, 'on', any({ codeForEach: true, passkey: true })), row(2, 'on', { multiFactor: true })).controls,
    ).toEqual([{ anyOf: ['code', 'passkey'] }, 'multi-factor'])
    const [narrow, wide] = [
      { purpose: true, multiFactor: true },
      { purpose: true, multiFactor: true, codeForEach: true },
    ]
    expect(together(row(1, 'on', any(wide)), row(2, 'on', any(narrow)), row(3, 'on', any(narrow))).controls).toEqual([
      { anyOf: ['purpose', 'multi-factor'] },
    ])
  })
  it('that only report, or are off, change nothing; the first kind says what it would have done', () => {
    const said = together(row(1, 'report_only', { block: true }), row(2, 'off', { block: true }))
    expect(said).toEqual({
      effect: 'permit',
      controls: [],
      results: [{ policyId: uuid(1), name: 'Policy 1', state: 'report_only', result: 'refused' }],
    })
  })
  it('of which one can’t be read block everything, for everybody', () => {
    for (const settings of [null, 'x', { who: {}, what: {}, controls: {}, extra: 1 }]) {
      const unread: PolicyRow = { id: uuid(1), name: 'One', state: 'on', settings }
      expect(
        answer(
          { policies: [unread], locations, terms, timeZone: 'UTC' },
          given({ person: { ...person, kind: 'member' }, aim: { area: 'administration' } }),
        ).effect,
      ).toBe('deny')
    }
  })
})
