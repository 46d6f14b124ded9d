import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { asOwner } from '../db/owner/testing'
import { environment, seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { Browser } from '../identity/testing'
import { type PersonCaller, systemCaller } from '../principal'
import { acceptTerms } from '../terms/accepting/accept-terms'
import { getTermsStep } from '../terms/accepting/get-terms-step'
import { askGuests, makeTerms, nextRequest, open, sharePage } from '../terms/testing'
import { listAuditEvents } from './list-audit-events'
import { recordAuditEvent, recordAuditEvents } from './record-audit-event'

const SAM = 'sam@northwind.example'
const job = systemCaller('deliver-mail')

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await asOwner(
    'BEGIN; SET LOCAL session_replication_role = replica; DELETE FROM "AuditEvent"; DELETE FROM "SignIn"; DELETE FROM "TrailOrigin"; COMMIT',
  )
})

/** Somebody unknown asks for a code, Nicole signs in, agrees to terms and opens what they stood before. */
async function live() {
  await new Browser().ask(SAM)
  await new Browser().signIn(people.nicole.principal.address)
  await askGuests(await makeTerms(people.adele))
  const resourceId = await sharePage(people.megan, people.nicole.principal.id)
  const caller = await nextRequest(people.nicole)
  const reference = (await open(caller, resourceId))!
  await acceptTerms(caller, {
    reference,
    ...(await getTermsStep(caller, { reference, wanted: ['en'], language: null })),
  })
  await open(await nextRequest(people.nicole), resourceId)
  for (const recipient of [SAM, people.nicole.principal.address])
    await transaction((tx) => recordAuditEvent(tx, job, 'mail.sent', { detail: { ...letter, recipient } }))
}

const letter = { mailId: randomUUID(), template: 'invitation', reason: null }

const dump = async () =>
  JSON.stringify([
    await db().auditEvent.findMany(),
    await db().signIn.findMany(),
    (await db().termsAcceptance.findMany()).map((row) => ({ ...row, sha256: '' })),
  ])
const beside = async () =>
  (await db().trailOrigin.findMany()).filter(
    ({ address, networkAddress, userAgent }) => address || networkAddress || userAgent,
  )
const told = async (query: object = {}) =>
  (await listAuditEvents(people.adele, query)).rows.map(({ words }) => words.map(({ text }) => text).join(''))

/** What erasing does to all that stands beside a person's rows, as the owner. */
const empty = (person: string) =>
  asOwner(
    `UPDATE "TrailOrigin" o SET address = CASE WHEN named THEN NULL ELSE address END, "networkAddress" = CASE WHEN caused THEN NULL ELSE "networkAddress" END,
       "userAgent" = CASE WHEN caused THEN NULL ELSE "userAgent" END
     FROM (
       SELECT id, "principalId" = $1 AS named, coalesce("callerId", "principalId") = $1 AS caused FROM "AuditEvent" WHERE "callerId" = $1 OR "principalId" = $1
       UNION ALL SELECT id, false, true FROM "SignIn" WHERE "principalId" = $1
       UNION ALL SELECT id, false, true FROM "TermsAcceptance" WHERE "principalId" = $1
     ) rows WHERE rows.id = o.id`,
    [person],
  )

describe('the trail', () => {
  it('holds no address, network or browser of anybody, and tells as before', async () => {
    await live()
    const rows = await dump()
    for (const said of [/@/, environment.networkAddress, 'Mozilla']) expect(rows).not.toMatch(said)
    const lines = await told()
    for (const line of [
      `Somebody not signed in asked for a code for ${SAM}; none was sent`,
      'nicole@contoso.example proved the address with a code',
      `Foyer mailed ${SAM} an invitation`,
      'Foyer mailed nicole@contoso.example an invitation',
    ])
      expect(lines).toContain(line)
    expect(await told({ person: SAM })).toEqual([
      `Foyer mailed ${SAM} an invitation`,
      `Somebody not signed in asked for a code for ${SAM}; none was sent`,
    ])
    expect((await listAuditEvents(people.adele, { person: SAM, kind: 'passcode.requested' })).rows).toMatchObject([
      environment,
    ])
  })

  it('names an address that nobody here is known by with one pseudonym, and leads nowhere from it', async () => {
    await live()
    const named = await db().auditEvent.findMany({
      where: {
        OR: [
          { type: 'passcode.requested', principalId: { not: people.nicole.principal.id } },
          { type: 'mail.sent', principalId: { not: people.nicole.principal.id } },
        ],
      },
    })
    expect(named).toHaveLength(2)
    expect(new Set(named.map(({ principalId }) => principalId)).size).toBe(1)
    const [row] = (await listAuditEvents(people.adele, { person: SAM })).rows
    expect(row!.words.filter(({ about }) => about)).toEqual([])
  })

  it('keeps nothing of a person once what stands beside their rows is emptied, and all of everybody else', async () => {
    await live()
    const { id } = people.nicole.principal
    const others = (await beside()).length
    await empty(id)
    const left = await beside()
    expect(left.length).toBeLessThan(others)
    expect(left.map(({ address }) => address)).not.toContain(people.nicole.principal.address)
    const mine = [
      ...(await db().auditEvent.findMany({ where: { callerId: id } })),
      ...(await db().auditEvent.findMany({ where: { callerId: null, principalId: id } })),
      ...(await db().signIn.findMany()),
      ...(await db().termsAcceptance.findMany()),
    ]
    expect(mine.length).toBeGreaterThan(6)
    const ids = new Set(mine.map((row) => row.id))
    expect(left.filter((row) => ids.has(row.id))).toEqual([])
    expect(left.some(({ address }) => address === SAM)).toBe(true)
    // Her rows are all still there, and hers.
    expect(await told({ person: 'nicole@contoso.example' })).toContain('nicole@contoso.example signed in')
  })

  it('keeps nothing of a stranger either, and no search by the address finds them', async () => {
    await live()
    const [row] = await db().auditEvent.findMany({
      where: { type: 'mail.sent', principalId: { not: people.nicole.principal.id } },
    })
    await empty(row!.principalId!)
    expect(JSON.stringify(await beside())).not.toContain(SAM)
    expect(await told({ person: SAM })).toEqual([])
    expect(await told()).toContain('Somebody not signed in asked for a code; none was sent')
  })

  it('takes many at once with their addresses, each its own', async () => {
    const addresses = Array.from({ length: 1000 }, (_, n) => `g${n}@tailspin.example`)
    await transaction((tx) =>
      recordAuditEvents(
        tx,
        job,
        'mail.dropped',
        addresses.map((recipient) => ({ detail: { ...letter, recipient } })),
      ),
    )
    const kept = await db().$queryRaw<
      { address: string; who: string }[]
    >`SELECT o.address, e."principalId"::text AS who FROM "AuditEvent" e JOIN "TrailOrigin" o USING (id) WHERE e.type = 'mail.dropped' ORDER BY e.id`
    expect(kept.map(({ address }) => address)).toEqual(addresses)
    expect(new Set(kept.map(({ who }) => who)).size).toBe(1000)
  })
})
