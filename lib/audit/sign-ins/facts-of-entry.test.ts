import { expect, it } from 'vitest'
import { after, HOUR, now } from '../../clock'
import { factsOfEntry } from './record-sign-in'

const startedAt = new Date('2026-11-29T09:00:00.000Z')
const codeAt = after(startedAt, HOUR)
const entryOf = (session: object) => ({
  at: now().toISOString(),
  person: { guestSince: null },
  accepted: [],
  session: { startedAt: startedAt.toISOString(), seenAt: null, ...session },
})
const proofsIn = (session: object) => factsOfEntry(entryOf(session), null)!.session.proofs

it('reads the proofs of an entry', () => {
  expect(proofsIn({ proofs: { mailbox: startedAt.toISOString(), passkey: codeAt.toISOString() } })).toEqual({
    mailbox: startedAt,
    passkey: codeAt,
  })
})

it.each([
  [{ strength: 'mailbox', codeAt: null }, { mailbox: startedAt }],
  [{ strength: 'mailbox', codeAt: codeAt.toISOString() }, { mailbox: codeAt }],
  [
    { strength: 'mailbox_totp', codeAt: null },
    { mailbox: startedAt, authenticator_app: startedAt },
  ],
  [
    { strength: 'mailbox_recovery', codeAt: null },
    { mailbox: startedAt, recovery_code: startedAt },
  ],
  [
    { strength: 'passkey', codeAt: codeAt.toISOString() },
    { mailbox: codeAt, passkey: startedAt },
  ],
])('reads %j of an entry from before proofs were kept', (session, proofs) => {
  expect(proofsIn(session)).toEqual(proofs)
})
