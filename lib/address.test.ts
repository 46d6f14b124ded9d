import { domainToUnicode } from 'node:url'
import fc from 'fast-check'
import MailComposer from 'nodemailer/lib/mail-composer'
import { describe, expect, it } from 'vitest'
import { parseAddress, parseDomain, readAddresses } from './address'
import { Invalid } from './errors'

const recipientsOf = (to: string | { name: string; address: string }) => new MailComposer({ from: 'a@b.example', to }).compile().getEnvelope().to

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
  'line breaks': ['a@b.example\r\nBcc: c@d.example', 'a@b.example\n', '\ra@b.example', 'a\n@b.example', 'a@b\u2028.example', 'a@b\u0085.example'],
  'several @': ['a@b@c.example', 'a@b.example@c.example', '@b.example', 'a@', '@', 'a@@b.example', 'a\uff20b.example', 'a\ufe6bb.example', 'a@b\uff20c.example'],
  'quotes and comments': ['"a"@b.example', '"a@evil.example x"@b.example', 'a@b.example(x)evil.example', '(x)a@b.example', 'a(x)@b.example', '"a b"@c.example'],
  'display names and groups': ['A <a@b.example>', '<a@b.example>', 'group:a@b.example;', 'a@b.example,c@d.example', 'a@b.example;c@d.example', 'mailto:a@b.example'],
  'routes': ['a%c.example@b.example', 'c.example!a@b.example', '@c.example:a@b.example', '<@c.example:a@b.example>'],
  'options and encoded words': ['-oQ/tmp@b.example', '=?utf-8?q?a?=@b.example', 'a\u0000@b.example', 'a\\@b.example'],
  'dots': ['.a@b.example', 'a.@b.example', 'a..b@c.example', 'a@.b.example', 'a@b..example', 'a@b.example.', 'a@b'],
  'domains that are none': ['a@localhost', 'a@[192.0.2.1]', 'a@192.0.2.1', 'a@[IPv6:::1]', 'a@b_c.example', 'a@-b.example', 'a@b-.example', 'a@ab--cd.example', 'a@b.1', 'a@b.example:25', 'a@b.example/x', 'a@xn--a.example'],
  'dots of other scripts': ['a@b\u3002example', 'a@b\uff0eexample', 'a@b\uff61example'],
  'invisible and turning': ['a\u200b@b.example', 'a@b\u200d.example', 'a@b\u00ad.example', 'a@\u202eb.example', 'a@b\ufeff.example', '\u200fa@b.example', 'a@b\u2060.example', 'a\u3164@b.example'],
  'letters that fold to others': ['a@\u212acontoso.example', 'a@conto\u017fo.example', 'a@cont\u0130so.example', 'a@\ufb01le.example', 'a@\uff43ontoso.example', 'a@\u2460.example', 'G\u0131thub@b.example', 'é@b.example'],
  'mixed scripts': ['a@p\u0430ypal.example', 'a@xn--pypal-4ve.example', 'a@\u0391bc.example', 'a@раураl.example'],
  'too long': [`${'x'.repeat(65)}@b.example`, `a@${'x'.repeat(64)}.example`, `${'x'.repeat(60)}@${'y'.repeat(60)}.${'z'.repeat(60)}.${'w'.repeat(60)}.${'v'.repeat(20)}`, 'a'.repeat(100_000)],
}

describe.each(Object.entries(refused))('refuses %s', (_what, all) => {
  it.each(all)('%j', (typed) => expect(parseAddress(typed)).toBeNull())
})

const tricks = [...'"()<>,;:@\\[]%!/\r\n\t\0 .-+=?', '..', '\u3002', '\uff0e', '\uff61', '\uff20', '\ufe6b', '\u200b', '\u200d', '\u202e', '\ufeff', '\u00ad', 'ı', 'ſ', '\u212a', 'ß', '\ufb01', 'İ', 'а', 'é', 'e\u0301', 'xn--', '=?', '%40', '\\@', '(c)', '"q"', 'Bcc:', '\u2028', 'ー']
const piece = fc.oneof({ weight: 3, arbitrary: fc.constantFrom('nicole', 'Nicole', 'contoso', 'example', 'evil.example', 'a', 'B', '1', 'bücher', 'contoso.example') }, { weight: 2, arbitrary: fc.constantFrom(...tricks) })
const part = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join(''))
const hostile = fc.oneof(
  fc.tuple(part, fc.constantFrom('@', '@', '@', '@@', '\uff20', ''), part, fc.constantFrom('.example', '.example', '', '.')).map((all) => all.join('')),
  fc.tuple(fc.constantFrom('nicole@contoso.example', 'N.B+x@bücher.example'), fc.nat(24), fc.constantFrom(...tricks)).map(([address, at, trick]) => address.slice(0, at) + trick + address.slice(at)),
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
    const long = ['a'.repeat(64_000) + '@b.example', 'a.'.repeat(32_000) + '@b.example', `a@${'b.'.repeat(32_000)}example`, '@'.repeat(64_000), `a@${'é'.repeat(900)}.example`, `a@${'xn--'.repeat(250)}.example`]
    const start = performance.now()
    for (const typed of long) expect(parseAddress(typed)).toBeNull()
    expect((performance.now() - start) / long.length).toBeLessThan(10)
  })
})

describe('mail domains', () => {
  it('are spelled like those of addresses', () => {
    expect(parseDomain('Contoso.Example')).toBe('contoso.example')
    expect(parseDomain('bücher.example')).toBe('xn--bcher-kva.example')
    expect(['example', '*.example', '@contoso.example', 'contoso.example.', 'a b.example'].map(parseDomain)).toEqual([null, null, null, null, null])
  })
})

describe('a box of addresses', () => {
  it('is read line by line, each once, whatever separates them', () => {
    const lines = readAddresses('nicole@contoso.example, Nicole@contoso.example;omar@fabrikam.example\r\nnobody  two@a@b.example\t"x"@y.example')
    expect(lines.map(({ line, address }) => [line, address])).toEqual([
      ['nicole@contoso.example', 'nicole@contoso.example'],
      ['omar@fabrikam.example', 'omar@fabrikam.example'],
      ['nobody', null],
      ['two@a@b.example', null],
      ['"x"@y.example', null],
    ])
    expect(lines.filter(({ problem }) => problem).map(({ line }) => line)).toEqual(['nobody', 'two@a@b.example', '"x"@y.example'])
  })

  it('takes a thousand and refuses one more', () => {
    const box = (count: number) => Array.from({ length: count }, (_, index) => `guest${index}@contoso.example`).join('\n')
    expect(readAddresses(box(1000))).toHaveLength(1000)
    expect(() => readAddresses(box(1001))).toThrow(Invalid)
    expect(() => readAddresses(box(1001), 'guests')).toThrow(expect.objectContaining({ fields: { guests: expect.stringContaining('1,001 addresses') } }))
    expect(readAddresses('  \n ,; ')).toEqual([])
  })
})
