import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { transaction } from '../../db/transaction'
import { hashToken } from '../../secrets'
import { startSession } from './start-session'

it('writes every column of a session, and finds its person as every request does', async () => {
  const { nicole } = await seatCast()
  const at = now()
  const proofs = { mailbox: at, passkey: at }
  const browserId = randomUUID()
  const { token, caller } = await transaction((tx) =>
    startSession(tx, nicole, { principal: nicole.principal, proofs, replaces: null, newBrowser: true, browserId, at }),
  )
  const { userAgent, networkAddress } = nicole.environment
  const nothingMore = {
    endedAt: null,
    endedById: null,
    endedCause: null,
    seenAt: null,
    purpose: null,
    purposeAt: null,
  }
  expect(await db().session.findUniqueOrThrow({ where: { id: caller.session.id } })).toEqual({
    id: caller.session.id,
    tokenHash: hashToken(token),
    principalId: nicole.principal.id,
    startedAt: at,
    expiresAt: after(at, DAY),
    userAgent,
    networkAddress,
    newBrowser: true,
    pagesRead: [],
    proofs: { mailbox: at.toISOString(), passkey: at.toISOString() },
    browserId,
    browserKnownAt: null,
    ...nothingMore,
  })
  expect(caller).toMatchObject({
    principal: nicole.principal,
    accepted: [],
    session: { proofs, newBrowser: true, browserId },
    environment: nicole.environment,
  })
  const entry = await db().signIn.findFirstOrThrow({ where: { sessionId: caller.session.id } })
  expect(await db().trailOrigin.findUnique({ where: { id: entry.id } })).toEqual({
    id: entry.id,
    at: entry.at,
    address: null,
    networkAddress,
    userAgent,
  })
  expect(entry).toMatchObject({
    kind: 'sign_in',
    strength: 'passkey',
    newBrowser: true,
    principalId: nicole.principal.id,
    facts: {
      person: { guestSince: nicole.principal.guestSince!.toISOString() },
      session: { proofs: { mailbox: at.toISOString(), passkey: at.toISOString() } },
    },
  })
})
