import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, it } from 'vitest'
import {
  mailDomainOf,
  parseAddress,
  parseDomain,
  readableDomains,
  readAddress,
  readAddresses,
  unreadableDomains,
} from './address'
import { Invalid } from './errors'

const recipientsOf = (to: string | { name: string; address: string }) =>
  new MailComposer({ from: 'a@b.example', to }).compile().getEnvelope().to

describe('one spelling for an address', () => {
  it.each([
    ['Nicole@Contoso.Example', 'nicole@contoso.example'],
    ['  nicole@contoso.example\t', 'nicole@contoso.example'],
    ['Nicole.Baker+Foyer@contoso.example', 'nicole.baker+foyer@contoso.example'],
    ["o'brien_x-y=z@mail.contoso.example", "o'brien_x-y=z@mail.contoso.example"],
    ['a@bücher.example', 'a@xn--bcher-kva.example'],
    ['a@BU\u0308CHER.example', 'a@xn--bcher-kva.example'],
    ['a@xn--bcher-kva.example', 'a@xn--bcher-kva.example'],
    ['a@XN--BCHER-KVA.example', 'a@xn--bcher-kva.example'],
    ['a@straße.example', 'a@xn--strae-oqa.example'],
    ['a@日本語.example', 'a@xn--wgv71a119e.example'],
    [`${'x'.repeat(64)}@contoso.example`, `${'x'.repeat(64)}@contoso.example`],
  ])('%j is %j', (typed, canonical) => {
    expect(parseAddress(typed)).toBe(canonical)
    expect(parseAddress(canonical)).toBe(canonical)
  })
})

/** Each is a way that some parser was led to another mailbox, or to a second one. */
const refused = {
  'line breaks': [
    'a@b.example\r\nBcc: c@d.example',
    'a@b.example\n',
    '\ra@b.example',
    'a\n@b.example',
    'a@b\u2028.example',
    'a@b\u0085.example',
  ],
  'several @': [
    'a@b@c.example',
    'a@b.example@c.example',
    '@b.example',
    'a@',
    '@',
    'a@@b.example',
    'a\uff20b.example',
    'a\ufe6bb.example',
    'a@b\uff20c.example',
  ],
  'quotes and comments': [
    '"a"@b.example',
    '"a@evil.example x"@b.example',
    'a@b.example(x)evil.example',
    '(x)a@b.example',
    'a(x)@b.example',
    '"a b"@c.example',
  ],
  'display names and groups': [
    'A <a@b.example>',
    '<a@b.example>',
    'group:a@b.example;',
    'a@b.example,c@d.example',
    'a@b.example;c@d.example',
    'mailto:a@b.example',
  ],
  routes: ['a%c.example@b.example', 'c.example!a@b.example', '@c.example:a@b.example', '<@c.example:a@b.example>'],
  'options and encoded words': ['-oQ/tmp@b.example', '=?utf-8?q?a?=@b.example', 'a\u0000@b.example', 'a\\@b.example'],
  dots: ['.a@b.example', 'a.@b.example', 'a..b@c.example', 'a@.b.example', 'a@b..example', 'a@b.example.', 'a@b'],
  'domains that are none': [
    'a@localhost',
    'a@[192.0.2.1]',
    'a@192.0.2.1',
    'a@[IPv6:::1]',
    'a@b_c.example',
    'a@-b.example',
    'a@b-.example',
    'a@ab--cd.example',
    'a@b.1',
    'a@b.example:25',
    'a@b.example/x',
    'a@xn--a.example',
  ],
  'dots of other scripts': ['a@b\u3002example', 'a@b\uff0eexample', 'a@b\uff61example'],
  'invisible and turning': [
    'a\u200b@b.example',
    'a@b\u200d.example',
    'a@b\u00ad.example',
    'a@\u202eb.example',
    'a@b\ufeff.example',
    '\u200fa@b.example',
    'a@b\u2060.example',
    'a\u3164@b.example',
  ],
  'letters that fold to others': [
    'a@\u212acontoso.example',
    'a@conto\u017fo.example',
    'a@cont\u0130so.example',
    'a@\ufb01le.example',
    'a@\uff43ontoso.example',
    'a@\u2460.example',
    'G\u0131thub@b.example',
    'é@b.example',
  ],
  'mixed scripts': ['a@p\u0430ypal.example', 'a@xn--pypal-4ve.example', 'a@\u0391bc.example', 'a@раураl.example'],
  'too long': [
    `${'x'.repeat(65)}@b.example`,
    `a@${'x'.repeat(64)}.example`,
    `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.${'v'.repeat(20)}`,
    'a'.repeat(100_000),
  ],
}

describe.each(Object.entries(refused))('refuses %s', (_what, all) => {
  it.each(all)('%j', (typed) => expect(parseAddress(typed)).toBeNull())
})

const tricks = [
  ...'"()<>,;:@\\[]%!/\r\n\t\0 .-+=?',
  '..',
  '\u3002',
  '\uff0e',
  '\uff61',
  '\uff20',
  '\ufe6b',
  '\u200b',
  '\u200d',
  '\u202e',
  '\ufeff',
  '\u00ad',
  'ı',
  'ſ',
  '\u212a',
  'ß',
  '\ufb01',
  'İ',
  'а',
  'é',
  'e\u0301',
  'xn--',
  '=?',
  '%40',
  '\\@',
  '(c)',
  '"q"',
  'Bcc:',
  '\u2028',
  'ー',
]
const piece = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom(
      'nicole',
      'Nicole',
      'contoso',
      'example',
      'evil.example',
      'a',
      'B',
      '1',
      'bücher',
      'contoso.example',
    ),
  },
  { weight: 2, arbitrary: fc.constantFrom(...tricks) },
)
const part = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
const hostile = fc.oneof(
  fc
    .tuple(
      part,
      fc.constantFrom('@', '@', '@', '@@', '\uff20', ''),
      part,
      fc.constantFrom('.example', '.example', '', '.'),
    )
    .map((all) => all.join('')),
  fc
    .tuple(fc.constantFrom('nicole@contoso.example', 'N.B+x@bücher.example'), fc.nat(24), fc.constantFrom(...tricks))
    .map(([address, at, trick]) => address.slice(0, at) + trick + address.slice(at)),
  fc.string({ unit: 'binary', maxLength: 40 }).map((text) => `${text.slice(0, 12)}@${text.slice(12)}.example`),
)

describe('10,000 hostile addresses (A9)', () => {
  it('are refused, or are one mailbox: the one that was typed', () => {
    let taken = 0
    fc.assert(
      fc.property(hostile, (typed) => {
        const address = parseAddress(typed)
        if (address === null) return
        taken++
        const [name, domain] = typed.replace(/^[ \t]+|[ \t]+$/g, '').split('@') as [string, string]
        expect(address).toMatch(/^[\x21-\x7e]+$/)
        expect(typed.split('@')).toHaveLength(2)
        expect(parseAddress(address)).toBe(address)
        expect(address.split('@')[0]).toBe(name.toLowerCase())
        expect(domainToUnicode(address.split('@')[1]!)).toBe(domainToUnicode(domain.normalize('NFC').toLowerCase()))
        expect(recipientsOf(address)).toEqual([address])
        expect(recipientsOf({ name: '', address })).toEqual([address])
      }),
      { numRuns: 10_000 },
    )
    expect(taken).toBeGreaterThan(200)
  })

  it('take no longer the longer they are', () => {
    const long = [
      'a'.repeat(64_000) + '@b.example',
      'a.'.repeat(32_000) + '@b.example',
      `a@${'b.'.repeat(32_000)}example`,
      '@'.repeat(64_000),
      `a@${'é'.repeat(900)}.example`,
      `a@${'xn--'.repeat(250)}.example`,
    ]
    const start = process.cpuUsage()
    for (const typed of long) expect(parseAddress(typed)).toBeNull()
    expect(process.cpuUsage(start).user / 1000 / long.length).toBeLessThan(50)
  })
})

const copied = [
  ' nicole@contoso.example\u00a0',
  '\ufeffnicole@contoso.example',
  '\u200bnicole@contoso.example\u2060',
  '<nicole@contoso.example>',
  '<nicole@contoso.example',
  '"nicole@contoso.example"',
  "'nicole@contoso.example'",
  '‘nicole@contoso.example’',
  '„nicole@contoso.example“',
  '«nicole@contoso.example»',
  'mailto:nicole@contoso.example',
  'MAILTO:nicole@contoso.example?subject=Hello',
  '<mailto:nicole@contoso.example>',
  'nicole@contoso.example.',
  'nicole@contoso.example,',
  'nicole@contoso.example;',
  'nicole@contoso.example:',
  '(nicole@contoso.example)',
  'nicole@contoso.example).',
  'Nicole Baker <nicole@contoso.example>',
  '"Baker, Nicole" <nicole@contoso.example>',
  "'Nicole' <Nicole@Contoso.example>;",
  'Baker, Nicole <nicole@contoso.example>',
  'nicole@contoso.example <nicole@contoso.example>',
  '\t\r\nnicole@contoso.example\n',
]
const notOne = [
  '',
  ' ',
  'a@b@c.example',
  'a@b.example c@d.example',
  'a@b.example, c@d.example',
  'a@b.example <c@d.example>',
  'A <a@b.example> B <c@d.example>',
  'A <a@b.example> c@d.example',
  'a\uff20b.example',
  'a\ufe6bb.example',
  '<>',
  '"x"@y.example',
  'a@b.example\r\nBcc: c@d.example',
  'a@b.example (x) c',
  'Nicole a@b.example',
  'a b@c.example',
]

describe('an address as people copy it', () => {
  it.each(copied)('%j is one', (typed) => expect(readAddress(typed)).toBe('nicole@contoso.example'))
  it.each(notOne)('%j is none', (typed) => expect(readAddress(typed)).toBeNull())
  it.each(["'tis@contoso.example", "o'brien@contoso.example"])('keeps the apostrophe of %j', (typed) =>
    expect(readAddress(typed)).toBe(typed),
  )

  it('is one that was typed, whatever stands around', () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...copied), (typed, frame) => {
        const address = readAddress(frame.replace(/nicole@contoso\.example/i, () => typed))
        if (address === null) return
        expect(parseAddress(address)).toBe(address)
        expect(recipientsOf({ name: '', address })).toEqual([address])
      }),
      { numRuns: 5_000 },
    )
  })
})

describe('mail domains', () => {
  it('are spelled like those of addresses', () => {
    expect(parseDomain('Contoso.Example')).toBe('contoso.example')
    expect(parseDomain('bücher.example')).toBe('xn--bcher-kva.example')
    expect(['example', '*.example', '@contoso.example', 'contoso.example.', 'a b.example'].map(parseDomain)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ])
  })
})

describe('domains that are compared', () => {
  it('are those of addresses and of stored lists that can be read', () => {
    expect(
      ['a@contoso.example', 'a@BÜCHER.example', 'a@xn--bcher-kva.example', 'a@two words', 'contoso.example'].map(
        mailDomainOf,
      ),
    ).toEqual(['contoso.example', 'xn--bcher-kva.example', 'xn--bcher-kva.example', null, 'contoso.example'])
    const stored = ['bücher.example', 'p\u0430ypal.example', '', 'Contoso.example']
    expect([readableDomains(stored), unreadableDomains(stored)]).toEqual([
      ['xn--bcher-kva.example', 'contoso.example'],
      ['p\u0430ypal.example', ''],
    ])
  })
})

describe('a box of addresses', () => {
  it('is read line by line, each once, whatever separates them', () => {
    const lines = readAddresses(
      'nicole@contoso.example, Nicole@contoso.example;omar@fabrikam.example\r\nnobody  two@a@b.example\t"x"@y.example',
    )
    expect(lines.map(({ line, address }) => [line, address])).toEqual([
      ['nicole@contoso.example', 'nicole@contoso.example'],
      ['omar@fabrikam.example', 'omar@fabrikam.example'],
      ['nobody', null],
      ['two@a@b.example', null],
      ['"x"@y.example', null],
    ])
    expect(lines.filter(({ problem }) => problem).map(({ line }) => line)).toEqual([
      'nobody',
      'two@a@b.example',
      '"x"@y.example',
    ])
  })

  const both = ['nicole@contoso.example', 'omar@fabrikam.example']
  it.each([
    'Nicole Baker <nicole@contoso.example>, Omar Haddad <omar@fabrikam.example>',
    '"Baker, Nicole" <nicole@contoso.example>; "Haddad, Omar" <omar@fabrikam.example>;',
    'Baker, Nicole <nicole@contoso.example>; Haddad, Omar <omar@fabrikam.example>',
    'nicole@contoso.example|omar@fabrikam.example',
    'nicole@contoso.example\tomar@fabrikam.example',
    'Name\tEmail\nNicole\tnicole@contoso.example\nOmar\tomar@fabrikam.example',
    '\ufeffFirst;Last;E-Mail\r\nNicole;Baker;nicole@contoso.example\r\nOmar;Haddad;omar@fabrikam.example\r\n',
    'nicole@contoso.example,Nicole,Baker\nomar@fabrikam.example,Omar,Haddad',
    '"nicole@contoso.example","Baker, Nicole"\n"omar@fabrikam.example","Haddad, Omar"',
    'Email\nnicole@contoso.example\nomar@fabrikam.example\nNicole@contoso.example',
    'mailto:nicole@contoso.example,<omar@fabrikam.example>.',
    'nicole@contoso.example omar@fabrikam.example',
  ])('takes %j', (box) => expect(readAddresses(box).map(({ address }) => address)).toEqual(both))

  it.each([
    ['Nicole Baker nicole(at)contoso.example, omar@fabrikam.example', ['Nicole Baker nicole(at)contoso.example']],
    ['omar-contoso.example, Nicole <nicole@contoso.example>', ['omar-contoso.example']],
    ['Nicole <nicole@contoso>; omar@fabrikam.example', ['Nicole <nicole@contoso>']],
    ['a@b@c.example; omar@fabrikam.example', ['a@b@c.example']],
    ['nicole; omar@fabrikam.example', ['nicole']],
    ['Email', ['Email']],
    ['"unclosed omar@fabrikam.example', ['"unclosed']],
  ])('names what is wrong in %j as one entry, as it was typed', (box, wrong) =>
    expect(readAddresses(box).flatMap(({ line, problem }) => (problem ? [line] : []))).toEqual(wrong),
  )

  it('takes no longer the longer it is', () => {
    const long = [
      '"'.repeat(60_000),
      '<'.repeat(60_000),
      '"a'.repeat(30_000),
      ' '.repeat(60_000) + 'x',
      '>'.repeat(60_000),
      ','.repeat(60_000),
      'a '.repeat(30_000),
      '('.repeat(60_000),
    ]
    const start = process.cpuUsage()
    for (const text of long) {
      try {
        readAddresses(text)
      } catch (error) {
        expect(error).toBeInstanceOf(Invalid)
      }
    }
    expect(process.cpuUsage(start).user / 1000 / long.length).toBeLessThan(50)
  })

  it('takes a thousand and refuses one more', () => {
    const box = (count: number) =>
      Array.from({ length: count }, (_, index) => `guest${index}@contoso.example`).join('\n')
    expect(readAddresses(box(1000))).toHaveLength(1000)
    expect(() => readAddresses(box(1001))).toThrow(Invalid)
    expect(() => readAddresses(box(1001), 'guests')).toThrow(
      expect.objectContaining({ fields: { guests: expect.stringContaining('1,001 addresses') } }),
    )
    expect(readAddresses('  \n ,; ')).toEqual([])
  })
})
