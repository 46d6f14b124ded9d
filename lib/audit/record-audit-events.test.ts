import { expect, it } from 'vitest'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { systemCaller } from '../principal'
import { recordAuditEvents } from './record-audit-event'

it('writes many at once as it writes few, and in their order', async () => {
  const { megan, nicole } = await seatCast()
  const subjects = (count: number, of: string) => Array.from({ length: count }, (_, n) => ({ principalId: nicole.principal.id, detail: n % 2 ? { of, n } : undefined }))
  await transaction((tx) => recordAuditEvents(tx, megan, 'grant.revoked', subjects(3, 'few')))
  await transaction((tx) => recordAuditEvents(tx, megan, 'grant.restored', subjects(5000, 'many')))
  await transaction((tx) => recordAuditEvents(tx, systemCaller('a-job'), 'grant.given', subjects(101, 'job')))
  const found = (type: string) => db().auditEvent.findMany({ where: { type }, orderBy: { id: 'asc' } })
  const [few, many, job] = [await found('grant.revoked'), await found('grant.restored'), await found('grant.given')]
  const shape = ({ id: _, at: __, type: ___, detail: ____, ...rest }: (typeof few)[number]) => rest
  expect(many).toHaveLength(5000)
  expect(shape(many[17]!)).toEqual(shape(few[1]!))
  expect(many.map(({ detail }) => detail)).toEqual(subjects(5000, 'many').map(({ detail }) => detail ?? null))
  expect(job[0]).toMatchObject({ callerKind: 'system', callerName: 'a-job', callerId: null, networkAddress: null })
  expect(many[0]!.id > few[2]!.id && many[0]!.id[14] === '7').toBe(true)
})
