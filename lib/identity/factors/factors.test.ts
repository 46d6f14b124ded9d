import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { putProofs, seatCast } from '../../db/testing'
import { Conflict, Invalid, NotFound, TooManyAttempts } from '../../errors'
import type { PersonCaller } from '../../principal'
import { strengthOf } from '../../proof'
import { hashToken, unseal } from '../../secrets'
import { endOtherSessions } from '../sessions/end-other-sessions'
import { again, setClock } from '../testing'
import { beginApp, confirmApp, findAppToScan, showApp } from './authenticator-app'
import { keepChallenge, takeChallenge } from './challenge'
import { listFactors, removeFactor } from './manage-factors'
import { addPasskey, askForPasskey, beginPasskey, showPasskey } from './passkeys'
import { renewRecoveryCodes, useRecoveryCode as spendCode } from './recovery-codes'
import { matchTotp } from './totp'

let people: Record<CastName, PersonCaller>
let nicole: PersonCaller
beforeEach(async () => {
  people = await seatCast()
  nicole = people.nicole
})

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 6238 worked out apart from what the product uses. */
function totp(secret: string, at: Date, shift = 0) {
  const bits = [...secret.replaceAll(' ', '')].map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const key = Buffer.from(bits.match(/.{8}/g)!.map((byte) => parseInt(byte, 2)))
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at.getTime() / 30_000) + shift))
  const mac = createHmac('sha1', key).update(counter).digest()
  return ((mac.readUInt32BE(mac[19]! & 15) & 0x7fffffff) % 1_000_000).toString().padStart(6, '0')
}

/** Nicole sets up an app in her session; its secret, with her caller afterwards. The step she confirmed with is spent. */
async function enroll() {
  await beginApp(nicole)
  const { secret } = (await findAppToScan(nicole))!
  await confirmApp(nicole, { code: totp(secret, now()), name: 'Phone' })
  await db().authenticatorApp.updateMany({ data: { lastStep: null } })
  return { secret, caller: await again(nicole) }
}

const outcomes = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length

/** Another session of the same person: somebody who reads her mail, for one. */
async function elsewhere(): Promise<PersonCaller> {
  const { principal, environment } = nicole
  const at = now()
  const session = await db().session.create({
    data: {
      principalId: principal.id,
      tokenHash: hashToken(String(at.getTime())),
      startedAt: at,
      expiresAt: after(at, DAY),
      networkAddress: environment.networkAddress,
      userAgent: environment.userAgent,
      proofs: { mailbox: at },
    },
  })
  return { ...nicole, session: { ...session, proofs: { mailbox: at }, browserOpen: true } }
}

describe('an authenticator app', () => {
  // RFC 6238, appendix B, cut to six digits.
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('reads the vector of second %i', (second, code) => {
    const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'
    expect(matchTotp(secret, code, new Date(second * 1000))).toEqual({ step: BigInt(Math.floor(second / 30)) })
  })

  it('takes a code one step early or late, and says of a slow clock what is wrong, but nothing of codes to come', async () => {
    const { secret, caller } = await enroll()
    const at = now()
    expect(
      [-1, 0, 1].map((shift) => 'step' in matchTotp(secret.replaceAll(' ', ''), totp(secret, at, shift), at)),
    ).toEqual([true, true, true])
    expect(matchTotp(secret.replaceAll(' ', ''), totp(secret, at, 4), at)).toEqual({ far: false })
    await expect(showApp(caller, { code: totp(secret, at, -4) })).rejects.toThrow(/clock of the device/)
  })

  it('keeps its secret of 160 bits sealed, and raises the session under a new token', async () => {
    const before = await db().session.findUniqueOrThrow({ where: { id: nicole.session.id } })
    const { secret, caller } = await enroll()
    const app = await db().authenticatorApp.findFirstOrThrow({ where: { principalId: nicole.principal.id } })
    expect(secret.replaceAll(' ', '')).toMatch(/^[A-Z2-7]{32}$/)
    expect(Buffer.from(app.secret).toString('latin1')).not.toContain(secret.replaceAll(' ', ''))
    expect(unseal(app.secret, 'factor')).toBe(secret.replaceAll(' ', ''))
    expect(Object.keys(caller.session.proofs).toSorted()).toEqual(['authenticator_app', 'mailbox'])
    const session = await db().session.findUniqueOrThrow({ where: { id: nicole.session.id } })
    expect(Buffer.from(session.tokenHash)).not.toEqual(Buffer.from(before.tokenHash))
    expect(session.expiresAt).toEqual(before.expiresAt)
  })

  it('takes each step once: one of 64 at once', async () => {
    const { secret, caller } = await enroll()
    // Each right code that lost its race was paid for, so five at most are compared: still one is taken.
    const code = totp(secret, now())
    expect(await outcomes(Array.from({ length: 64 }, () => showApp(caller, { code })))).toBe(1)
  })

  it.each(['', '   ', 'abcdef', '🙂', '12345', '1234567'])(
    'is not tried with %j, nor is a recovery code',
    async (typed) => {
      const { caller } = await enroll()
      const before = await db().budget.findMany({ where: { key: { startsWith: 'factor' } } })
      await expect(showApp(caller, { code: typed })).rejects.toMatchObject({
        fields: { code: expect.stringContaining('six digits') },
      })
      await expect(confirmApp(caller, { code: typed, name: '' })).rejects.toMatchObject({
        fields: { code: expect.stringContaining('six digits') },
      })
      await expect(spendCode(caller, { recoveryCode: typed })).rejects.toMatchObject({
        fields: { recoveryCode: expect.stringContaining('24 letters and digits') },
      })
      expect(await db().budget.findMany({ where: { key: { startsWith: 'factor' } } })).toEqual(before)
    },
  )

  it('takes its code in the digits of any script', async () => {
    const { secret, caller } = await enroll()
    const code = totp(secret, now()).replace(/\d/g, (digit) => '۰۱۲۳۴۵۶۷۸۹'.charAt(Number(digit)))
    expect(await outcomes([showApp(caller, { code: `${code.slice(0, 3)} ${code.slice(3)}` })])).toBe(1)
  })

  it('compares five wrong codes of 64 at once, then says when to come back', async () => {
    const { caller } = await enroll()
    const all = await Promise.allSettled(Array.from({ length: 64 }, () => showApp(caller, { code: '000000' })))
    const reasons = all.map((one) => (one.status === 'rejected' ? one.reason : null))
    expect(reasons.filter((reason) => reason instanceof Invalid)).toHaveLength(5)
    expect(reasons.filter((reason) => reason instanceof TooManyAttempts)).toHaveLength(59)
  })

  it('is disabled by its hundredth wrong code; even then a mailbox alone adds no other', async () => {
    const { caller } = await enroll()
    await db().authenticatorApp.updateMany({ data: { wrongCodes: 99 } })
    await expect(showApp(caller, { code: '000000' })).rejects.toThrow(Invalid)
    expect((await listFactors(caller)).rows).toMatchObject([{ disabled: true }])
    expect(await db().mail.count({ where: { template: 'factors-changed' } })).toBe(2)
    await expect(beginApp(await elsewhere())).rejects.toThrow(Conflict)
    await expect(beginPasskey(await elsewhere())).rejects.toThrow(Conflict)
  })

  it('is confirmed only in the session that was shown its secret', async () => {
    await beginApp(await elsewhere())
    expect(await findAppToScan(nicole)).toBeNull()
    await expect(confirmApp(nicole, { code: '123456', name: '' })).rejects.toThrow(/took too long/)
  })

  it('added or removed, offers for ten minutes to end the other sessions, and nothing is offered in those', async () => {
    const other = await elsewhere()
    expect((await listFactors(nicole)).elsewhere).toBeNull()
    const { caller } = await enroll()
    expect((await listFactors(caller)).elsewhere).toBe(1)
    expect((await listFactors(other)).elsewhere).toBeNull()
    await endOtherSessions(caller)
    expect((await listFactors(caller)).elsewhere).toBe(0)
    setClock(after(now(), 11 * MINUTE))
    expect((await listFactors(caller)).elsewhere).toBeNull()
  })

  it('removed, counts no longer in any session', async () => {
    const { caller } = await enroll()
    const other = await elsewhere()
    await putProofs({ authenticator_app: now() }, other.session.id)
    const { rows } = await listFactors(caller)
    await expect(removeFactor(people.omar, { kind: 'app', id: rows[0]!.id })).rejects.toThrow(NotFound)
    await removeFactor(caller, { kind: 'app', id: rows[0]!.id })
    for (const one of [caller, other]) expect(Object.keys((await again(one)).session.proofs)).toEqual(['mailbox'])
  })

  it('removed as the last one, ends the recovery codes, and the mailbox is told so; not while another is left', async () => {
    const { caller } = await enroll()
    await renewRecoveryCodes(caller)
    await db().authenticatorApp.create({
      data: {
        principalId: nicole.principal.id,
        name: 'Tablet',
        secret: new Uint8Array(8),
        createdAt: now(),
        confirmedAt: now(),
      },
    })
    const said = []
    for (const { id } of (await listFactors(caller)).rows) {
      await removeFactor(caller, { kind: 'app', id })
      const { input } = await db().mail.findFirstOrThrow({
        where: { template: 'factors-changed' },
        orderBy: { createdAt: 'desc' },
      })
      said.push([
        await db().recoveryCode.count(),
        /last one: recovery codes are no longer good/.test(JSON.stringify(input)),
      ])
    }
    expect(said).toEqual([
      [10, false],
      [0, true],
    ])
  })
})

describe('recovery codes', () => {
  it('are ten of 120 bits, kept as hashes, each good once of 64 at once', async () => {
    const { caller } = await enroll()
    const { recoveryCodes } = await renewRecoveryCodes(caller)
    expect(recoveryCodes).toHaveLength(10)
    expect(recoveryCodes.every((code) => /^(?:[2-9A-HJ-NP-Z]{4}-){5}[2-9A-HJ-NP-Z]{4}$/.test(code))).toBe(true)
    expect(JSON.stringify(await db().recoveryCode.findMany())).not.toContain(recoveryCodes[0])
    const other = await elsewhere()
    expect(
      await outcomes(
        Array.from({ length: 64 }, () => spendCode(other, { recoveryCode: recoveryCodes[0]!.toLowerCase() })),
      ),
    ).toBe(1)
    expect(strengthOf((await again(other)).session.proofs)).toBe('mailbox_recovery')
    // What the right one gave back may have been spent by one that came after it.
    await db().budget.deleteMany()
    await spendCode(caller, { recoveryCode: recoveryCodes[2]! })
    expect(strengthOf((await again(caller)).session.proofs), 'an app was shown in it').toBe('mailbox_totp')
    await expect(spendCode(people.omar, { recoveryCode: recoveryCodes[1]! })).rejects.toThrow(Invalid)
  })
})

describe('a passkey', () => {
  const answer = (challenge: string) => ({
    id: 'x',
    response: { clientDataJSON: Buffer.from(JSON.stringify({ challenge })).toString('base64url') },
  })

  it('answers a challenge once of 64 at once, in its session, for its purpose, and not later than five minutes', async () => {
    const challenge = 'c'.repeat(43)
    await keepChallenge(nicole, 'show', challenge)
    await expect(takeChallenge(people.omar, 'show', answer(challenge))).rejects.toThrow(Invalid)
    await expect(takeChallenge(nicole, 'register', answer(challenge))).rejects.toThrow(Invalid)
    await expect(takeChallenge(nicole, 'show', answer('d'.repeat(43)))).rejects.toThrow(Invalid)
    expect(await outcomes(Array.from({ length: 64 }, () => takeChallenge(nicole, 'show', answer(challenge))))).toBe(1)
    await keepChallenge(nicole, 'show', 'e'.repeat(43))
    await db().webAuthnChallenge.updateMany({ data: { expiresAt: now() } })
    await expect(takeChallenge(nicole, 'show', answer('e'.repeat(43)))).rejects.toThrow(Invalid)
  })

  it.each([
    null,
    1,
    'x',
    [],
    {},
    { response: null },
    { response: { clientDataJSON: 1 } },
    { response: { clientDataJSON: '%%%' } },
    { id: 'x', response: { clientDataJSON: 'e30' } },
  ])('that is %j is refused', async (response) => {
    await expect(addPasskey(nicole, { response, name: '' })).rejects.toThrow(Invalid)
    await expect(showPasskey(nicole, { response })).rejects.toThrow(Invalid)
  })

  it('is asked only of who has one, and must be verified', async () => {
    await expect(askForPasskey(nicole)).rejects.toThrow(Conflict)
    const options = await beginPasskey(nicole)
    expect(options).toMatchObject({ rp: { id: 'localhost' }, authenticatorSelection: { userVerification: 'required' } })
    await expect(addPasskey(nicole, { response: answer(options.challenge), name: '' })).rejects.toThrow(
      /can’t be taken/,
    )
  })
})
