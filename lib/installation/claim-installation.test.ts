import { randomBytes, randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { systemCaller } from '../principal'
import { seal, secretCheck } from '../secrets'
import { claimInstallation, findMisfit, isItsSecret } from './claim-installation'

const caller = systemCaller('start')
const other = new Uint8Array(randomBytes(32))
let megan: string
beforeEach(async () => void (megan = (await seatCast()).megan.principal.id))

const app = (secret: Uint8Array<ArrayBuffer>) =>
  db().authenticatorApp.create({ data: { principalId: megan, name: 'Phone', secret, createdAt: now() } })
const claimed = (check: Uint8Array<ArrayBuffer> = secretCheck(), fileStoreId: string = randomUUID()) =>
  db().installation.create({ data: { secretCheck: check, fileStoreId, createdAt: now() } })
const never = () => {
  throw new Error('There is one already.')
}

describe('a database that belongs to no secret and no store yet', () => {
  it('fits whatever comes, and belongs to the first: the store that is there', async () => {
    const id = randomUUID()
    expect(await findMisfit(caller, null)).toBeNull()
    expect(await claimInstallation(caller, id, never)).toBeNull()
    expect(await claimInstallation(caller, id, never)).toBeNull()
    expect(await claimInstallation(caller, randomUUID(), never)).toEqual({ what: 'files', fileStoreId: id })
  })

  it('has a store made where there is none', async () => {
    const id = randomUUID()
    expect(await claimInstallation(caller, null, () => id)).toBeNull()
    expect((await db().installation.findFirst())?.fileStoreId).toBe(id)
  })

  it('belongs to one of twenty that begin at once', async () => {
    const all = await Promise.all(Array.from({ length: 20 }, () => claimInstallation(caller, null, randomUUID)))
    expect(all.filter((misfit) => misfit === null)).toHaveLength(1)
    expect(new Set(all.flatMap((misfit) => misfit?.what ?? []))).toEqual(new Set(['files']))
  })

  it('is not given to a secret that opens nothing of what is sealed there, and belongs to nobody then', async () => {
    await app(other)
    expect(await claimInstallation(caller, null, never)).toEqual({ what: 'secret', fileStoreId: null })
    expect([await db().installation.count(), await isItsSecret(caller)]).toEqual([0, false])
  })

  it('is given to one that opens something, though some of it is damaged', async () => {
    await app(other)
    await app(seal('a secret of an app', 'factor'))
    expect(await claimInstallation(caller, null, randomUUID)).toBeNull()
  })
})

describe('a database that belongs to a secret and a store', () => {
  it('fits these alone', async () => {
    const { fileStoreId } = await claimed()
    expect([await findMisfit(caller, fileStoreId), await isItsSecret(caller)]).toEqual([null, true])
    for (const found of [null, randomUUID(), ''])
      expect(await findMisfit(caller, found)).toEqual({ what: 'files', fileStoreId })
  })

  it('does not fit another secret, whatever the store', async () => {
    const { fileStoreId } = await claimed(other)
    expect(await claimInstallation(caller, fileStoreId, never)).toEqual({ what: 'secret', fileStoreId })
    expect(await isItsSecret(caller)).toBe(false)
  })
})
