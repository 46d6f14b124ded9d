import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type CastName } from '../../prisma/cast'
import { asOwner } from '../db/owner/testing'
import { seatCast } from '../db/testing'
import { AccessDenied } from '../errors'
import type { PersonCaller } from '../principal'
import { findOpenRules, listUnfitRows } from './unfit-rows'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

/** A reset that names nobody, which no verb can make. */
async function writeReset() {
  const [id, who] = [randomUUID(), people.nicole.principal.id]
  await asOwner(
    `BEGIN; SET LOCAL session_replication_role = replica;
     INSERT INTO "FactorReset" (id, "principalId", reason, "requestedAt", "requestedById", "voucherId") VALUES ('${id}', '${who}', 'Lost', now(), '${who}', '${randomUUID()}');
     COMMIT`,
  )
  return id
}

describe('rows that break a rule', () => {
  it('are named to administrators, with how many there are, what is wrong and what to do', async () => {
    expect(await listUnfitRows(people.adele)).toEqual([])
    const ids = [await writeReset(), await writeReset()].sort()
    expect(await listUnfitRows(people.adele)).toEqual([
      `Rows of FactorReset that name nobody in voucherId: 2, the first ${ids[0]}. Withdraw those that wait, and ask anew.`,
    ])
    for (const name of ['lee', 'nicole'] as const)
      await expect(listUnfitRows(people[name])).rejects.toThrow(AccessDenied)
  })

  it('are not looked for under a rule that has been validated', async () => {
    const queries: string[] = []
    const none = <Row>(query: string): Promise<Row[]> => {
      queries.push(query)
      return Promise.resolve([])
    }
    expect(await findOpenRules(none)).toEqual([])
    expect(queries).toHaveLength(1)
  })
})
