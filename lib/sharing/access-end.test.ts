import { Temporal } from 'temporal-polyfill'
import { beforeEach, expect, it } from 'vitest'
import { seatCast } from '../db/testing'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import { readAccessEnd } from './access-end'

beforeEach(async () => void (await seatCast()))

const day = Temporal.Now.plainDateISO('UTC').add({ days: 200 }).toString()

it.each(['UTC', 'Pacific/Kiritimati', 'Pacific/Auckland', 'America/Los_Angeles', 'Pacific/Pago_Pago'])(
  'keeps a chosen day as its last second on clocks in %s',
  async (timeZone) => {
    await db().organization.update({ where: { id: 1 }, data: { timeZone } })
    const end = await transaction((tx) => readAccessEnd(tx, { ends: 'date', endsOn: day }))
    expect(Temporal.Instant.from(end!.toISOString()).toZonedDateTimeISO(timeZone).toPlainDateTime().toString()).toBe(
      `${day}T23:59:59`,
    )
  },
)
