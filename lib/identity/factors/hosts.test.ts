import { beforeEach, describe, expect, it } from 'vitest'
import { announcement } from '../../../server/process/announce'
import type { CastName } from '../../../prisma/cast'
import { transaction } from '../../db/transaction'
import { writeFirstPolicies } from '../../access/first-policies'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { settings } from '../../env'
import { Conflict } from '../../errors'
import { type PersonCaller, systemCaller } from '../../principal'
import { hashToken } from '../../secrets'
import { again } from '../testing'
import { beginApp } from './authenticator-app'
import { keepHosts } from './hosts'
import { listFactors, removeFactor } from './manage-factors'
import { askForPasskey, beginPasskey } from './passkeys'
import { useRecoveryCode as spendCode } from './recovery-codes'
import { suggestPolicy } from './suggest-policy'

let people: Record<CastName, PersonCaller>
let nicole: PersonCaller
beforeEach(async () => {
  people = await seatCast()
  nicole = people.nicole
})

let made = 0
const passkey = (name: string, host: string | null, { principal } = nicole) =>
  db().passkey.create({
    data: {
      principalId: principal.id,
      name,
      host,
      credentialId: new Uint8Array(16).fill(++made),
      publicKey: new Uint8Array(1),
      counter: 0,
      transports: [],
      backedUp: false,
      createdAt: now(),
    },
  })

const start = () => keepHosts(systemCaller('start'))

describe('a passkey of another host', () => {
  it('is told of at each start, host by host; what was made before hosts were kept is taken for one of the present', async () => {
    await passkey('Old', null)
    expect(await start()).toEqual([])
    expect(await db().passkey.findMany({ select: { host: true } })).toEqual([{ host: 'localhost' }])
    await passkey('Laptop', 'old.example')
    await passkey('Phone', 'old.example')
    await passkey('Key', 'old.example', people.adele)
    await passkey('First', 'first.example')
    const stranded = await start()
    expect(stranded).toEqual([
      { host: 'first.example', passkeys: 1, people: 1 },
      { host: 'old.example', passkeys: 3, people: 2 },
    ])
    const said = announcement({ settings: settings(), database: 'embedded', setUp: null, applied: 0, stranded })
    expect(said).toContain('passkeys 3 of 2 people can’t be shown at localhost: they were made for old.example')
    expect(said).toContain('passkeys 1 of 1 person can’t be shown at localhost')
  })

  it('is not asked for, and no factor to offer', async () => {
    await passkey('Laptop', 'old.example')
    await expect(askForPasskey(nicole)).rejects.toThrow('made for old.example, and this is localhost')
    expect((await listFactors(nicole)).rows).toMatchObject([{ name: 'Laptop', madeFor: 'old.example' }])
    const here = await passkey('Phone', 'localhost')
    const unknown = await passkey('Key', null)
    const { allowCredentials } = await askForPasskey(nicole)
    expect(allowCredentials!.map(({ id }) => id)).toEqual(
      [here, unknown].map(({ credentialId }) => Buffer.from(credentialId).toString('base64url')),
    )
  })

  it('still keeps a mailbox alone from changing anything; a recovery code leads to a new one', async () => {
    const { id } = await passkey('Laptop', 'old.example')
    const code = '2222-3333-4444-5555-6666-7777'
    await db().recoveryCode.create({
      data: { principalId: nicole.principal.id, hash: hashToken(code.replaceAll('-', '')), createdAt: now() },
    })
    expect((await listFactors(nicole)).missing).toBe('factor')
    for (const changes of [
      () => beginApp(nicole),
      () => beginPasskey(nicole),
      () => removeFactor(nicole, { kind: 'passkey', id }),
    ])
      await expect(changes()).rejects.toThrow(Conflict)
    await spendCode(nicole, { recoveryCode: code })
    const proven = await again(nicole)
    expect((await listFactors(proven)).missing).toBeNull()
    expect((await beginPasskey(proven)).rp.id).toBe('localhost')
  })

  it('does not make an administrator ready for a policy that asks for one', async () => {
    await transaction((tx) => writeFirstPolicies(tx, now()))
    await passkey('Laptop', 'old.example', people.adele)
    expect(await suggestPolicy(people.adele)).toMatchObject({ enrolled: false })
    await passkey('Phone', 'localhost', people.adele)
    expect(await suggestPolicy(people.adele)).toMatchObject({ enrolled: true })
  })
})
