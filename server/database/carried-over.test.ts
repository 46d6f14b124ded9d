import { randomUUID } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { type DatabaseBefore, databaseBefore } from './testing'

let before: DatabaseBefore
afterEach(() => before.end())

/** A person of whom a database of any version can hold a row. Resolves to the id. */
async function person(address: string, kind = 'member') {
  const id = randomUUID()
  await before.client.query(
    `INSERT INTO "Principal" (id, kind, address, "createdAt") VALUES ($1, $2::"PrincipalKind", $3, now())`,
    [id, kind, address],
  )
  return id
}

describe('a reset that names nobody', () => {
  const reset = (principalId: string, byId: string, voucherId: string) =>
    before.client.query(
      `INSERT INTO "FactorReset" (id, "principalId", reason, "requestedAt", "requestedById", "voucherId") VALUES (gen_random_uuid(), $1, 'Lost', now(), $2, $3)`,
      [principalId, byId, voucherId],
    )

  it('fails no update and can still be withdrawn, and no further one is made', async () => {
    before = await databaseBefore('20261129191500_resets_name_people')
    const [nicole, adele] = [await person('nicole@contoso.example', 'guest'), await person('adele@woodgrove.example')]
    await reset(nicole, adele, randomUUID())
    await before.update()
    await before.client.query(`UPDATE "FactorReset" SET "withdrawnAt" = now(), "withdrawnById" = $1`, [adele])
    await expect(reset(nicole, adele, randomUUID())).rejects.toThrow('FactorReset_voucherId_fkey')
    await reset(nicole, adele, await person('megan@woodgrove.example'))
  })
})
