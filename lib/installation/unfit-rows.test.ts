import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import { type CastName } from '../../prisma/cast'
import { asOwner, seatCast } from '../db/testing'
import { AccessDenied } from '../errors'
import type { PersonCaller } from '../principal'
import { rowRules } from './row-rules'
import { findOpenRules, listUnfitRows, unfitInWords } from './unfit-rows'

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
      `2 rows of FactorReset name nobody in voucherId (first ${ids[0]}). Withdraw those that wait, and ask anew.`,
    ])
    for (const name of ['lee', 'nicole'] as const)
      await expect(listUnfitRows(people[name])).rejects.toThrow(AccessDenied)
  })

  it('are said in the number that they are', () => {
    const rule = { ...rowRules[0]!, first: 'x' }
    expect(unfitInWords({ ...rule, rows: 1 })).toMatch(/^1 row of Resource /)
    expect(unfitInWords({ ...rule, rows: 1000 })).toMatch(/^1,000 rows of Resource /)
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
