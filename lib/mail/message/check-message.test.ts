import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { at, id } from '../testing'
import { checkMessage, Undeliverable } from './check-message'
import type { Message } from './message'

const message: Message = {
  id,
  messageId: `<${id}@localhost>`,
  date: at,
  from: { name: 'Foyer', address: 'foyer@localhost' },
  to: 'nicole@contoso.example',
  replyTo: null,
  subject: 'Hello',
  html: '<p>Hello</p>',
  text: 'Hello',
}
const check = (change: Partial<Message>) => () => checkMessage({ ...message, ...change })

describe('a recipient', () => {
  it.each(['nicole@contoso.example', "o'neil+tag@sub.contoso.example", 'a@xn--bcher-kva.example'])(
    'is one plain address: %s',
    (to) => expect(check({ to })).not.toThrow(),
  )

  // The strings that led one mailer or another to somebody else's mailbox.
  it.each([
    '"e@attacker.com x"@victim.com',
    '"e@attacker.com"@victim.com',
    'a@victim.com(x)attacker.com',
    'a@victim.com\r\nBcc: b@attacker.com',
    'a@victim.com, b@attacker.com',
    'a@victim.com; b@attacker.com',
    'group: a@victim.com, b@attacker.com;',
    'a@victim。com',
    'a＠victim.com',
    'a@b@victim.com',
    '<a@victim.com>',
    'A <a@victim.com>',
    '@route:a@victim.com',
    'a@[127.0.0.1]',
    '.a@victim.com',
    'a..b@victim.com',
    'a@victim..com',
    'a@-victim.com',
    'a b@victim.com',
    'a@victim.com\u0000',
    ' a@victim.com',
    `${'a'.repeat(65)}@victim.com`,
    `a@${'b'.repeat(260)}.com`,
    'ı@victim.com',
    'Nicole@contoso.example',
    'a%b@victim.com',
    '',
  ])('is nothing else: %j', (to) => {
    expect(check({ to })).toThrow(Undeliverable)
    expect(check({ replyTo: to })).toThrow(Undeliverable)
  })
})

describe('a message', () => {
  it('passes when nothing is wrong with it', () => expect(check({})()).toEqual(message))

  it.each<[string, Partial<Message>]>([
    ['another recipient', { to: 'a@victim.com, b@attacker.com' }],
    ['another place for replies', { replyTo: 'a@victim.com\nBcc: b@attacker.com' }],
    ['a sender of two', { from: { name: '', address: 'a@victim.com,b@attacker.com' } }],
    ['a line break in the sender’s name', { from: { name: 'Foyer\nBcc: b@attacker.com', address: 'foyer@localhost' } }],
    ['a line break in the subject', { subject: 'Hello\r\nBcc: b@attacker.com' }],
    ['no subject', { subject: '' }],
    ['a broken Message-ID', { messageId: '<a@b>\r\nBcc: b@attacker.com' }],
    ['a link to elsewhere', { html: '<a href="https://evil.example/">x</a>' }],
    ['a link to a name that begins like ours', { html: '<a href="http://localhost:3000.evil.example/">x</a>' }],
    ['more than 100 kB', { html: 'x'.repeat(100_001) }],
  ])('is refused for %s', (_, change) => expect(check(change)).toThrow(Undeliverable))

  it('never lets a control character into a header, whichever it is', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.constantFrom('\r', '\n', '\0', '\t', '\u0085', '\u2028', '\u2029', '\u007f'),
        fc.string(),
        (a, control, b) => {
          expect(check({ subject: a + control + b })).toThrow(Undeliverable)
        },
      ),
      { numRuns: 500 },
    )
  })
})
