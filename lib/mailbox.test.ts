import { expect, it } from 'vitest'
import { mailboxOf } from './mailbox'

it.each([
  ['nicole@contoso.example', 'nicole@contoso.example'],
  ['nicole+x@contoso.example', 'nicole@contoso.example'],
  ['nicole+x+y@contoso.example', 'nicole@contoso.example'],
  ['nicole+@contoso.example', 'nicole@contoso.example'],
  ['+nicole@contoso.example', '+nicole@contoso.example'],
  ['+nicole+x@contoso.example', '+nicole@contoso.example'],
])('%s is the mailbox %s', (address, mailbox) => {
  expect(mailboxOf(address)).toBe(mailbox)
})
