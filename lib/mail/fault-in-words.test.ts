import { expect, it } from 'vitest'
import { faultInWords, isAboutAddress } from './fault-in-words'

it.each([
  ['connect ECONNREFUSED 127.0.0.1:25', /can’t be reached/],
  ['It could not be handed over in time: connect ETIMEDOUT', /can’t be reached/],
  ['The operation was aborted due to timeout', /can’t be reached/],
  ['Greeting never received', /can’t be reached/],
  ['getaddrinfo ENOTFOUND mail.woodgrove.example', /name is not known/],
  ['Invalid login: 535 5.7.8 Authentication credentials invalid', /refuses Foyer’s sign-in/],
  ['Resend: API key is invalid (401 invalid_api_key)', /refuses Foyer’s sign-in/],
  ['self-signed certificate in certificate chain', /secure connection/],
  ['Resend: The woodgrove.example domain is not verified (403 validation_error)', /MAIL_FROM/],
  ['Resend: You have reached your daily quota (429 daily_quota_exceeded)', /limit/],
  ['421 busy', /tried again later/],
  ['Can’t send mail: 554 spam', /refuses the mail/],
  ['Something else', /a reason of its own/],
])('%s', (said, words) => {
  expect(faultInWords(said)).toMatch(words)
  expect(faultInWords(said)).not.toContain(said)
})

it.each([
  ['550 No such mailbox', true],
  ['Recipient address rejected: 5.1.1', true],
  ['connect ECONNREFUSED 10.0.0.7:25', false],
  ['Invalid login: 535 5.7.8', false],
])('%s is about the address: %s', (said, about) => expect(isAboutAddress(said)).toBe(about))
