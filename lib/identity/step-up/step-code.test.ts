import { beforeEach, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, HOUR, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { newPasscode } from '../passcodes/passcode'
import { requestPasscode } from '../passcodes/request-passcode'
import { verifyPasscode } from '../passcodes/verify-passcode'
import { again as asFound } from '../testing'

let people: Record<CastName, PersonCaller>
let [first, second]: string[] = []
beforeEach(async () => {
  people = await seatCast()
  const made = ['A', 'B'].map((title) =>
    db().resource.create({
      data: { kind: 'page', title, body: 'x', sharedById: people.megan.principal.id, createdAt: now() },
    }),
  )
  ;[first, second] = (await Promise.all(made)).map(({ id }) => id)
})

const ask = (caller: PersonCaller, resourceId: string, attemptSecret: string | null = null, code = newPasscode()) =>
  requestPasscode(caller, {
    address: caller.principal.address,
    purpose: 'step-up',
    code,
    attemptSecret,
    returnTo: `/shared-with-me/${resourceId}`,
    detail: { sessionId: caller.session.id, resourceId },
  }).then((asked) => ({ ...asked, code }))

const enter = (caller: PersonCaller, { code, attemptSecret }: { code: string; attemptSecret: string }) =>
  verifyPasscode(caller, { code, attemptSecret, browserToken: null, sessionToken: 'old' })

it('proves the mailbox again in the same session, for the resource it was asked for last, under a new token', async () => {
  const { nicole } = people
  const asked = await ask(nicole, first!)
  await db().signInAttempt.updateMany({ data: { lastCodeAt: after(now(), -MINUTE) } })
  const other = await ask(nicole, second!, asked.attemptSecret)
  const before = await db().session.findUniqueOrThrow({ where: { id: nicole.session.id } })
  const { path, caller } = await enter(nicole, other)
  expect([path, caller.session.id]).toEqual([`/shared-with-me/${second}`, nicole.session.id])
  expect((await db().resourceCode.findMany()).map(({ resourceId }) => resourceId)).toEqual([second])
  const { proofs } = (await asFound(nicole)).session
  expect(Object.keys(proofs)).toEqual(['mailbox'])
  expect(proofs.mailbox!.getTime()).toBeGreaterThan(before.startedAt.getTime())
  const session = await db().session.findUniqueOrThrow({ where: { id: nicole.session.id } })
  expect(session.expiresAt).toEqual(before.expiresAt)
  expect(Buffer.from(session.tokenHash)).not.toEqual(Buffer.from(before.tokenHash))
})

it('is good in no other session, and for nobody else', async () => {
  const { nicole, omar } = people
  const asked = await ask(nicole, first!)
  await expect(enter(omar, asked)).rejects.toThrow(Conflict)
  const again = await ask(nicole, first!)
  const at = after(now(), -HOUR)
  const elsewhere = await db().session.create({
    data: {
      principalId: nicole.principal.id,
      tokenHash: new Uint8Array(32),
      startedAt: at,
      expiresAt: after(at, 24 * HOUR),
      userAgent: 'x',
      networkAddress: '192.0.2.1',
    },
  })
  await expect(enter({ ...nicole, session: { ...elsewhere, proofs: {} } }, again)).rejects.toThrow(Conflict)
  expect(await db().resourceCode.count()).toBe(0)
})
