import { generateKeyPairSync } from 'node:crypto'
import { SettingsService } from '@simplewebauthn/server'
import { TOTP } from 'otpauth'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, MINUTE, now } from '../../clock'
import { db } from '../../db/client'
import { putProofs, seatCast } from '../../db/testing'
import { Conflict, Invalid } from '../../errors'
import type { PersonCaller } from '../../principal'
import { strengthOf } from '../../proof'
import { again as asFound, countEvents, forgetFactors } from '../testing'
import { beginApp, confirmApp, findAppToScan, showApp } from './authenticator-app'
import { listFactors, removeFactor } from './manage-factors'
import { AddPasskey, addPasskey, askForPasskey, beginPasskey, ShowPasskey, showPasskey } from './passkeys'
import { renewRecoveryCodes, useRecoveryCode as spendCode } from './recovery-codes'
import { type Algorithm, type Answer, Authenticator, cbor, type Departure, FLAGS, packed, stated } from './testing'

Object.assign(process.env, {
  PUBLIC_URL: 'https://share.woodgrove.example',
  SMTP_URL: 'smtp://127.0.0.1:9',
  MAIL_FROM: 'foyer@woodgrove.example',
})
const ORIGIN = 'https://share.woodgrove.example'
const { present, verified, attested, backedUp, backupEligible, extensions } = FLAGS

let people: Record<CastName, PersonCaller>
let nicole: PersonCaller
let device: Authenticator
beforeEach(async () => {
  people = await seatCast()
  nicole = people.nicole
  device = new Authenticator(ORIGIN)
})

/** As the form's door takes it. */
const parsed = <Output>(
  schema: { safeParse: (input: unknown) => { success: true; data: Output } | { success: false } },
  answer: unknown,
  more = {},
) => {
  const read = schema.safeParse({ response: typeof answer === 'string' ? answer : JSON.stringify(answer), ...more })
  if (!read.success) throw new Invalid('form.invalid', { response: 'not read' })
  return read.data
}
const add = async (caller: PersonCaller, answer: unknown) =>
  addPasskey(caller, parsed(AddPasskey, answer, { name: 'Laptop' }))
const show = async (caller: PersonCaller, answer: unknown) => showPasskey(caller, parsed(ShowPasskey, answer))

const challengeToMake = async (caller: PersonCaller) => (await beginPasskey(caller)).challenge
const challengeToShow = async (caller: PersonCaller) => (await askForPasskey(caller)).challenge

/** Puts a person's passkey there, and their session back to where only the mailbox was proven. */
async function enroll(caller: PersonCaller, authenticator: Authenticator) {
  await add(caller, authenticator.make(await challengeToMake(caller)))
  await forgetFactors(caller.session.id)
}

/** The person, having just shown a factor. */
const proven = (caller: PersonCaller): PersonCaller => ({
  ...caller,
  session: { ...caller.session, proofs: { ...caller.session.proofs, passkey: now() } },
})

/** Another session of the same person. */
async function elsewhere(): Promise<PersonCaller> {
  const { session } = nicole
  const { environment, principal } = nicole
  const made = await db().session.create({
    data: {
      ...environment,
      principalId: principal.id,
      tokenHash: new Uint8Array(32),
      startedAt: session.startedAt,
      expiresAt: session.expiresAt,
      proofs: { mailbox: session.startedAt },
    },
  })
  return { ...nicole, session: { ...made, proofs: { mailbox: session.startedAt }, browserOpen: true } }
}

/** All that an answer could have changed. */
const everything = async () => ({
  passkeys: await db().passkey.findMany({ orderBy: { id: 'asc' } }),
  sessions: await db().session.findMany({ orderBy: { id: 'asc' } }),
  mails: await db().mail.count(),
  gains: await db().auditEvent.count({ where: { type: { in: ['factor.added', 'session.strengthened'] } } }),
})

const unused = () => db().webAuthnChallenge.count({ where: { usedAt: null } })

/** Refused with a sentence, and nothing gained by it. */
async function expectRefused(answering: () => Promise<unknown>, challenge: 'is used up' | 'stays') {
  const [before, waiting] = [await everything(), await unused()]
  const error = await answering().then(
    () => null,
    (reason: unknown) => reason,
  )
  expect(error instanceof Invalid || error instanceof Conflict, String(error)).toBe(true)
  expect((error as Error).message).toMatch(/\w{3,}/)
  expect(await everything()).toEqual(before)
  expect(await unused()).toBe(challenge === 'stays' ? waiting : waiting - 1)
}

const flip = (at: number) => (bytes: Uint8Array) => {
  const changed = Buffer.from(bytes)
  changed[at < 0 ? changed.length + at : at]! ^= 1
  return changed
}
/** Something of the JSON, as it arrives. */
const sent = (change: (answer: Answer) => unknown): Departure => ({ answer: change })
const field = (name: string, change: (text: string) => unknown) =>
  sent((answer) => ({ ...answer, response: { ...answer.response, [name]: change(answer.response[name] as string) } }))
const without = (name: string) => field(name, () => undefined)
const rewritten = (name: string, change: (bytes: Buffer) => Uint8Array) =>
  field(name, (text) => Buffer.from(change(Buffer.from(text, 'base64url'))).toString('base64url'))
const editClient = (change: (client: Record<string, unknown>) => unknown) =>
  rewritten('clientDataJSON', (bytes) =>
    Buffer.from(JSON.stringify(change(JSON.parse(bytes.toString()) as Record<string, unknown>))),
  )
const cut = (bytes: number) => (whole: Buffer) => whole.subarray(0, whole.length - bytes)
const another = generateKeyPairSync('ec', { namedCurve: 'P-256' })

/** Wrong in making and in showing alike. */
const wrongBoth: Record<string, Departure> = {
  'an origin of another site': { client: { origin: 'https://woodgrove-share.example' } },
  'the origin over http': { client: { origin: 'http://share.woodgrove.example' } },
  'the origin of a subdomain': { client: { origin: 'https://a.share.woodgrove.example' } },
  'the origin of the parent domain': { client: { origin: 'https://woodgrove.example' } },
  'the origin at another port': { client: { origin: 'https://share.woodgrove.example:8443' } },
  'the origin with its port spelled out': { client: { origin: 'https://share.woodgrove.example:443' } },
  'the origin with a dot at its end': { client: { origin: 'https://share.woodgrove.example.' } },
  'the origin in capitals': { client: { origin: 'https://SHARE.woodgrove.example' } },
  'the origin with a slash': { client: { origin: 'https://share.woodgrove.example/' } },
  'the origin behind a name': { client: { origin: 'https://share.woodgrove.example@evil.example' } },
  'the origin null': { client: { origin: 'null' } },
  'the origin as a list': { client: { origin: [ORIGIN] } },
  'no origin': { client: { origin: undefined } },
  'the origin of an app': { client: { origin: 'android:apk-key-hash:AAAA' } },
  'a frame of another site': { client: { crossOrigin: true, topOrigin: 'https://evil.example' } },
  'a frame, of whichever site': { client: { crossOrigin: true } },
  'a frame in words': { client: { crossOrigin: 'true' } },
  'a top origin outside a frame': { client: { topOrigin: ORIGIN } },
  'another relying party': { rpId: 'evil.example' },
  'the parent domain as relying party': { rpId: 'woodgrove.example' },
  'the origin as relying party': { rpId: ORIGIN },
  'another type': { client: { type: 'webauthn.something' } },
  'no type': { client: { type: undefined } },
  'a payment': { client: { type: 'payment.get' } },
  'a token binding that is none': { client: { tokenBinding: { status: 'x' } } },
  'another id than rawId': sent((answer) => ({ ...answer, rawId: 'AAAA' })),
  'no id': sent(({ response, type }) => ({ response, type })),
  'an id that is a number': sent((answer) => ({ ...answer, id: 1, rawId: 1 })),
  'an id in base64 with its padding': sent((answer) => ({ ...answer, id: `${answer.id}=`, rawId: `${answer.rawId}=` })),
  'the id of another passkey': sent((answer) => ({ ...answer, id: 'AAAA', rawId: 'AAAA' })),
  'another kind of credential': sent((answer) => ({ ...answer, type: 'password' })),
  'no kind of credential': sent((answer) => ({ ...answer, type: undefined })),
}

/** Wrong in its client data such that no challenge of ours can be read in it. */
const wrongChallenge: Record<string, Departure> = {
  'a challenge that was never asked': { client: { challenge: 'c'.repeat(43) } },
  'a challenge cut short': { client: { challenge: 'c'.repeat(12) } },
  'a challenge that is empty': { client: { challenge: '' } },
  'a challenge that is a number': { client: { challenge: 1 } },
  'no challenge': { client: { challenge: undefined } },
  'a challenge with its padding': { written: (json) => json.replace(/"challenge":"([^"]+)"/, '"challenge":"$1="') },
  'a challenge whose spare bits are set': {
    written: (json) =>
      json.replace(
        /"challenge":"([^"]+)(.)"/,
        (_, start: string, last: string) => `"challenge":"${start}${spare(last)}"`,
      ),
  },
  'client data that is no JSON': { written: (json) => json.slice(0, -1) },
  'client data that is a list': { written: (json) => `[${json}]` },
  'client data with a byte-order mark': { written: (json) => `\ufeff${json}` },
  'client data that is null': { written: () => 'null' },
  'no client data': without('clientDataJSON'),
  'client data that is no text': field('clientDataJSON', () => 1),
  'no response': sent((answer) => ({ ...answer, response: undefined })),
  null: sent(() => null),
  'a list': sent((answer) => [answer]),
  'no JSON': sent(() => '{"id":'),
  'more than a device ever says': sent((answer) => ({ ...answer, more: 'x'.repeat(20_000) })),
  'thousands of brackets': sent(() => '['.repeat(19_000)),
}

const SIGNS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** The same bytes by another sign: of the last one of 43, two bits stand for nothing. */
const spare = (last: string) => SIGNS[SIGNS.indexOf(last) ^ 1]!

const wrongMade: Record<string, Departure> = {
  'the type of showing': { client: { type: 'webauthn.get' } },
  'nobody at the device': { flags: verified | attested },
  'nobody verified': { flags: present | attested },
  'no passkey in it': { flags: present | verified },
  'a backup of what can’t be backed up': { flags: present | verified | attested | backedUp },
  'extensions announced and left out': { flags: present | verified | attested | extensions },
  'bytes left over': { extra: Buffer.from([0]) },
  'an algorithm we did not ask for': { key: [[3, -35]] },
  'an algorithm in words': { key: [[3, 'ES256']] },
  'no attestation and yet a statement': { attestation: stated('none', [['alg', -7]]) },
  'an attestation of no format': { attestation: stated('homemade') },
  'an attestation by another key': { attestation: packed(), signer: another.privateKey },
  'an attestation with a bit flipped': { attestation: packed(), signature: flip(-1) },
  'an attestation with no signature': { attestation: packed(), signature: () => Buffer.alloc(0) },
  'an attestation of an unknown algorithm': { attestation: packed([], 1) },
  'an attestation by a certificate that is none': { attestation: packed([['x5c', cbor('x')]]) },
  'CBOR cut short': { attestationBytes: cut(20) },
  'CBOR cut to a byte': { attestationBytes: (bytes) => bytes.subarray(0, 1) },
  'no CBOR': { attestationBytes: () => Buffer.from('hello') },
  'CBOR that announces four gigabytes': { attestationBytes: () => Buffer.from('a163666d747affffffff', 'hex') },
  'no attestation object': without('attestationObject'),
  'client data changed after the attestation': {
    attestation: packed(),
    ...editClient((client) => ({ ...client, more: 1 })),
  },
  'an id longer than one may be': {
    credentialId: Buffer.alloc(1024, 1),
    ...sent((answer) => ({
      ...answer,
      id: Buffer.alloc(1024, 1).toString('base64url'),
      rawId: Buffer.alloc(1024, 1).toString('base64url'),
    })),
  },
  'an empty id': { credentialId: Buffer.alloc(0), ...sent((answer) => ({ ...answer, id: '', rawId: '' })) },
  'another id inside than outside': { credentialId: Buffer.alloc(32, 7) },
}

const wrongShown: Record<string, Departure> = {
  'the type of making': { client: { type: 'webauthn.create' } },
  'nobody at the device': { flags: verified },
  'nobody verified': { flags: present },
  'nobody at all': { flags: 0 },
  'a backup of what can’t be backed up': { flags: present | verified | backedUp },
  'a signature with a bit flipped': { signature: flip(-1) },
  'a signature with its first bit flipped': { signature: flip(0) },
  'a signature cut short': { signature: (bytes) => cut(1)(bytes) },
  'an empty signature': { signature: () => Buffer.alloc(0) },
  'a signature by another key': { signer: another.privateKey },
  'no signature': without('signature'),
  'a signature in plain base64': field('signature', () => '+/+/'),
  'a counter that stands still': { counter: 1 },
  'a counter that goes back to nothing': { counter: 0 },
  'a counter changed after signing': rewritten('authenticatorData', flip(36)),
  'flags changed after signing': {
    flags: present,
    ...rewritten('authenticatorData', (bytes) => ((bytes[32]! |= verified), bytes)),
  },
  'a relying party changed after signing': {
    rpId: 'evil.example',
    ...rewritten('authenticatorData', (bytes) => Buffer.concat([cbor('x'), bytes]).subarray(0, 37)),
  },
  'an origin changed after signing': {
    client: { origin: 'https://evil.example' },
    ...editClient((client) => ({ ...client, origin: ORIGIN })),
  },
  'client data with a field added after signing': editClient((client) => ({ ...client, more: 1 })),
  'client data written anew with other spaces': rewritten('clientDataJSON', (bytes) =>
    Buffer.from(bytes.toString().replaceAll(',', ', ')),
  ),
  'authenticator data cut short': rewritten('authenticatorData', cut(1)),
  'authenticator data with bytes left over': { extra: Buffer.from([0]) },
  'authenticator data that is empty': field('authenticatorData', () => ''),
  'no authenticator data': without('authenticatorData'),
  'extensions announced and left out': { flags: present | verified | extensions },
  'a passkey made nowhere': sent((answer) => ({ ...answer, id: 'A'.repeat(43), rawId: 'A'.repeat(43) })),
  'the user handle of another': field('userHandle', () => Buffer.from(people.omar.principal.id).toString('base64url')),
  'a user handle that is a number': field('userHandle', () => 1),
}

describe('a passkey is not taken', () => {
  it.each(Object.entries({ ...wrongBoth, ...wrongMade }))('when made with %s', async (_, departure) => {
    const answer = device.make(await challengeToMake(nicole), departure)
    await expectRefused(() => add(nicole, answer), 'is used up')
  })

  it.each(Object.entries(wrongChallenge))('when made with %s', async (_, departure) => {
    const answer = device.make(await challengeToMake(nicole), departure)
    await expectRefused(() => add(nicole, answer), 'stays')
  })

  it.each(Object.entries({ ...wrongBoth, ...wrongShown }))('when shown with %s', async (_, departure) => {
    await enroll(nicole, device)
    const answer = device.show(await challengeToShow(nicole), departure)
    const refusals = await countEvents('factor.refused')
    await expectRefused(() => show(nicole, answer), 'is used up')
    expect(await countEvents('factor.refused')).toBe(refusals + 1)
  })

  it.each(Object.entries(wrongChallenge))('when shown with %s', async (_, departure) => {
    await enroll(nicole, device)
    const answer = device.show(await challengeToShow(nicole), departure)
    await expectRefused(() => show(nicole, answer), 'stays')
  })

  it('when its challenge was answered before, even wrongly', async () => {
    await enroll(nicole, device)
    const challenge = await challengeToShow(nicole)
    await expectRefused(() => show(nicole, device.show(challenge, { flags: present })), 'is used up')
    await expectRefused(() => show(nicole, device.show(challenge)), 'stays')
    const answer = device.show(await challengeToShow(nicole))
    await show(nicole, answer)
    await expectRefused(() => show(nicole, answer), 'stays')
  })

  it('when its challenge has run out', async () => {
    const made = device.make(await challengeToMake(nicole))
    await db().webAuthnChallenge.updateMany({ data: { expiresAt: now() } })
    await expectRefused(() => add(nicole, made), 'stays')
    await enroll(nicole, device)
    const shown = device.show(await challengeToShow(nicole))
    await db().webAuthnChallenge.updateMany({ data: { expiresAt: now() } })
    await expectRefused(() => show(nicole, shown), 'stays')
  })

  it('for a challenge of the other purpose', async () => {
    await enroll(nicole, device)
    const toMake = await challengeToMake(proven(nicole))
    await expectRefused(() => show(nicole, device.show(toMake)), 'stays')
    const toShow = await challengeToShow(nicole)
    await expectRefused(() => add(proven(nicole), new Authenticator(ORIGIN).make(toShow)), 'stays')
  })

  it('for a challenge of another person, or another session of one’s own', async () => {
    const omars = new Authenticator(ORIGIN)
    await enroll(people.omar, omars)
    await enroll(nicole, device)
    const other = await elsewhere()
    for (const asked of [people.omar, other]) {
      const challenge = await challengeToShow(asked)
      await expectRefused(() => show(nicole, device.show(challenge)), 'stays')
    }
  })

  it('where it is another person’s', async () => {
    const omars = new Authenticator(ORIGIN)
    await enroll(people.omar, omars)
    await enroll(nicole, device)
    const challenge = await challengeToShow(nicole)
    await expectRefused(() => show(nicole, omars.show(challenge)), 'is used up')
    const again = await challengeToShow(nicole)
    const asNicoles = device.show(again, { signer: omars.keys.privateKey })
    await expectRefused(() => show(nicole, asNicoles), 'is used up')
  })

  it('a second time, by its person or by another', async () => {
    await enroll(nicole, device)
    for (const person of [proven(nicole), people.omar]) {
      const challenge = await challengeToMake(person)
      await expectRefused(() => add(person, device.make(challenge)), 'is used up')
    }
  })

  it('without the fresh proof it was begun with', async () => {
    await enroll(nicole, device)
    const challenge = await challengeToMake(proven(nicole))
    await expectRefused(() => add(nicole, new Authenticator(ORIGIN).make(challenge)), 'stays')
  })
})

/** What departs from the usual and is taken all the same, with the reason. */
const harmlessBoth: Record<string, Departure> = {
  'fields in the client data that came after us (WebAuthn 5.8.1 has them ignored)': {
    client: { other_keys_can_be_added_here: 'x' },
  },
  'no word of frames (older browsers)': { client: { crossOrigin: undefined } },
  'fields in the JSON that nobody reads': sent((answer) => ({ ...answer, constructor: 'x', more: { deep: [1] } })),
  'no client extension results, which nobody reads': sent((answer) => ({
    ...answer,
    clientExtensionResults: undefined,
  })),
}

const harmlessMade: Record<string, Departure> = {
  'a backup in somebody’s cloud (it is said in the list)': {
    flags: present | verified | attested | backupEligible | backedUp,
  },
  'an attestation by its own key (no more than none)': { attestation: packed() },
  'an attestation that names another algorithm (no less than none)': { attestation: packed([], -257) },
  'transports that are none (they only help the browser ask)': field('transports', () => [
    'usb',
    'carrier pigeon',
    1,
    { a: 1 },
  ]),
  'transports that are no list': field('transports', () => 'usb'),
  'no transports': without('transports'),
  'a key that is on no curve (it can never be shown, and nobody but its person is the poorer)': {
    key: [
      [-2, Buffer.alloc(32, 1)],
      [-3, Buffer.alloc(32, 2)],
    ],
  },
}

const harmlessShown: Record<string, Departure> = {
  'a counter far ahead': { counter: 2 ** 32 - 1 },
  'its own user handle': field('userHandle', () => Buffer.from(nicole.principal.id).toString('base64url')),
  'no user handle': field('userHandle', () => null),
  'padding around the signed bytes, which stay the same': field('authenticatorData', (text) => `${text}==`),
}

describe('where there is a passkey', () => {
  /** Nicole has an app, then a passkey too, and codes for the day it is lost. */
  async function enrollAll() {
    await beginApp(nicole)
    const { secret } = (await findAppToScan(nicole))!
    const code = () => new TOTP({ secret: secret.replaceAll(' ', '') }).generate()
    await confirmApp(nicole, { code: code(), name: 'Phone' })
    await db().authenticatorApp.updateMany({ data: { lastStep: null } })
    await add(await again(), device.make(await challengeToMake(await again())))
    const { recoveryCodes } = await renewRecoveryCodes(await again())
    await forgetFactors()
    return { code, recoveryCodes }
  }
  const again = () => asFound(nicole)
  const removal = async () =>
    removeFactor(await again(), { kind: 'passkey', id: (await db().passkey.findFirstOrThrow()).id })

  it('the code of an app changes no factor, and a passkey does', async () => {
    const { code } = await enrollAll()
    await showApp(nicole, { code: code() })
    expect((await listFactors(await again())).missing).toBe('passkey')
    await expectRefused(removal, 'stays')
    await expectRefused(async () => beginApp(await again()), 'stays')
    await expectRefused(async () => renewRecoveryCodes(await again()), 'stays')
    await show(nicole, device.show(await challengeToShow(nicole)))
    await removal()
    expect(await db().passkey.count()).toBe(0)
  })

  it('nor does the code of an app in a session where the passkey was shown long ago', async () => {
    const { code } = await enrollAll()
    await show(nicole, device.show(await challengeToShow(nicole)))
    await putProofs({ passkey: after(now(), -11 * MINUTE) }, nicole.session.id)
    await showApp(await again(), { code: code() })
    expect(strengthOf((await again()).session.proofs)).toBe('passkey')
    await expectRefused(removal, 'stays')
  })

  it('a recovery code stands in for a lost one, and the app is enough from then on', async () => {
    const { code, recoveryCodes } = await enrollAll()
    await spendCode(nicole, { recoveryCode: recoveryCodes[0]! })
    await removal()
    await showApp(await again(), { code: code() })
    expect((await listFactors(await again())).missing).toBeNull()
  })
})

describe('a passkey is taken', () => {
  it.each(['ES256', 'RS256', 'EdDSA'] as Algorithm[])('that signs with %s', async (algorithm) => {
    device = new Authenticator(ORIGIN, algorithm)
    await enroll(nicole, device)
    await show(nicole, device.show(await challengeToShow(nicole)))
    expect(strengthOf((await asFound(nicole)).session.proofs)).toBe('passkey')
    expect(await db().passkey.findFirst()).toMatchObject({
      counter: 2n,
      transports: ['internal'],
      principalId: nicole.principal.id,
    })
  })

  it.each(Object.entries({ ...harmlessBoth, ...harmlessMade }))('when made with %s', async (_, departure) => {
    await add(nicole, device.make(await challengeToMake(nicole), departure))
    const { transports } = await db().passkey.findFirstOrThrow()
    expect(['usb', 'internal']).toEqual(expect.arrayContaining(transports))
  })

  it.each(Object.entries({ ...harmlessBoth, ...harmlessShown }))('when shown with %s', async (_, departure) => {
    await enroll(nicole, device)
    await show(nicole, device.show(await challengeToShow(nicole), departure))
    expect(strengthOf((await asFound(nicole)).session.proofs)).toBe('passkey')
  })

  it('of whatever make, without asking any maker over the network', () => {
    for (const identifier of ['android-key', 'android-safetynet', 'apple', 'packed', 'tpm', 'fido-u2f'] as const)
      expect(SettingsService.getRootCertificates({ identifier })).toEqual([])
  })

  it('that never counts, as synced ones don’t', async () => {
    await add(nicole, device.make(await challengeToMake(nicole), { counter: 0 }))
    for (let time = 0; time < 2; time++) await show(nicole, device.show(await challengeToShow(nicole), { counter: 0 }))
  })

  it('once of 64 at once, for one challenge or for as many with the same count', async () => {
    await enroll(nicole, device)
    const answer = device.show(await challengeToShow(nicole))
    const shown = await Promise.allSettled(Array.from({ length: 64 }, () => show(nicole, answer)))
    expect(shown.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    const challenges = await Promise.all(Array.from({ length: 64 }, () => challengeToShow(nicole)))
    const copies = await Promise.allSettled(
      challenges.map((challenge) => show(nicole, device.show(challenge, { counter: 9 }))),
    )
    expect(copies.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('once of 64 made at once', async () => {
    const answer = device.make(await challengeToMake(nicole))
    const made = await Promise.allSettled(Array.from({ length: 64 }, () => add(nicole, answer)))
    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db().passkey.count()).toBe(1)
  })
})
