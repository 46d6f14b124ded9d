import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, HOUR, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import type { PersonCaller } from '../../principal'
import { dropKeptForm, findKeptForm, keepForm } from './kept-form'
import { rememberBrowser } from '../sessions/known-browser.sql'

let people: Record<CastName, PersonCaller>
let browserToken: string
const path = '/shares/new?kind=page'
const values = { title: 'Plan', body: 'Line one\nLine two' }

beforeEach(async () => {
  people = await seatCast()
  browserToken = (
    await rememberBrowser(db(), { browserToken: null, address: people.megan.principal.address, at: now() })
  ).token
})

const keep = (more: Partial<Parameters<typeof keepForm>[1]> = {}) =>
  keepForm(stranger, { principalId: people.megan.principal.id, browserToken, path, form: '_r_1', values, ...more })

describe('a form that waits for its person', () => {
  it('comes back to the same person in the same browser on the same page', async () => {
    const token = await keep()
    expect(await findKeptForm(people.megan, { token: token!, path })).toEqual({ path, form: '_r_1', values })
    expect(await findKeptForm(people.megan, { token: token!, path }), 'looking consumes nothing').not.toBeNull()
  })

  it('comes back to nobody else, in no other browser and on no other page', async () => {
    const token = (await keep())!
    expect(await findKeptForm(people.priya, { token, path })).toBeNull()
    expect(await findKeptForm(people.megan, { token: 'x'.repeat(43), path })).toBeNull()
    expect(await findKeptForm(people.megan, { token, path: '/shares/new' })).toBeNull()
  })

  it('is kept in no browser that has not proven the address, for nobody unknown or blocked', async () => {
    expect(await keep({ browserToken: null })).toBeNull()
    expect(await keep({ browserToken: 'y'.repeat(43) })).toBeNull()
    expect(await keep({ principalId: people.priya.principal.id })).toBeNull()
    for (const principalId of [randomUUID(), 'nobody', '']) expect(await keep({ principalId })).toBeNull()
    await db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: now() } })
    expect(await keep()).toBeNull()
    expect(await db().keptForm.count()).toBe(0)
  })

  it('is one a person however often it is sent, and 64 at once leave one', async () => {
    await Promise.all(Array.from({ length: 64 }, (_, at) => keep({ form: `_r_${at}` })))
    expect(await db().keptForm.count()).toBe(1)
  })

  it('is sealed', async () => {
    await keep()
    const { sealed } = await db().keptForm.findFirstOrThrow()
    expect(Buffer.from(sealed).toString('latin1')).not.toContain('Line one')
  })

  it('is somebody else’s no longer when the row is handed to them', async () => {
    const token = (await keep())!
    await db().keptForm.update({
      where: { principalId: people.megan.principal.id },
      data: { principalId: people.priya.principal.id },
    })
    expect(await findKeptForm(people.priya, { token, path })).toBeNull()
  })

  it('is over after an hour, and gone once sent or once somebody else has signed in', async () => {
    const token = (await keep())!
    await dropKeptForm(people.megan, { token, others: true })
    expect(await findKeptForm(people.megan, { token, path })).not.toBeNull()
    await db().keptForm.updateMany({ data: { keptAt: after(now(), -HOUR) } })
    expect(await findKeptForm(people.megan, { token, path })).toBeNull()
    const other = (await keep())!
    await dropKeptForm(people.priya, { token: other, others: true })
    expect(await findKeptForm(people.megan, { token: other, path })).toBeNull()
    const sent = (await keep())!
    await dropKeptForm(people.megan, { token: sent })
    expect(await db().keptForm.count()).toBe(0)
  })
})
