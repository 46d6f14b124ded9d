import { expect, it } from 'vitest'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { environment, seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import type { Proofs } from '../../proof'
import { again } from '../testing'
import { findCaller } from './find-caller'
import { keepProofs } from './keep-proofs.sql'

const keep = (caller: PersonCaller, proofs: Proofs) => transaction((tx) => keepProofs(tx, caller, proofs))

async function sessionOf(token: string | null) {
  const found = await findCaller(environment, token)
  return found.kind === 'person' ? found.session : null
}

it('keeps the newest time of each kind beside the others, under a new token', async () => {
  const { nicole } = await seatCast()
  const [first, second] = [after(now(), MINUTE), after(now(), 2 * MINUTE)]
  const old = await keep(nicole, { authenticator_app: first, passkey: first })
  const token = await keep(nicole, { passkey: second, mailbox: second })
  expect(await sessionOf(old)).toBeNull()
  expect(await sessionOf(token)).toMatchObject({
    id: nicole.session.id,
    expiresAt: nicole.session.expiresAt,
    proofs: { mailbox: second, authenticator_app: first, passkey: second },
  })
})

it('keeps all that is shown at the same moment', async () => {
  const { nicole } = await seatCast()
  const at = after(now(), MINUTE)
  const kinds = ['mailbox', 'authenticator_app', 'passkey', 'recovery_code'] as const
  await Promise.all(Array.from({ length: 20 }, (_, n) => keep(nicole, { [kinds[n % kinds.length]!]: at })))
  expect((await again(nicole)).session.proofs).toEqual(Object.fromEntries(kinds.map((kind) => [kind, at])))
})

it('keeps nothing with a session that has ended, and gives no token', async () => {
  const { nicole } = await seatCast()
  await db().session.updateMany({ data: { endedAt: now() } })
  expect(await keep(nicole, { passkey: now() })).toBeNull()
  expect(Object.keys((await again(nicole)).session.proofs)).toEqual(['mailbox'])
})
