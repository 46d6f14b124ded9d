import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { expect, it } from 'vitest'
import { organization } from '../../prisma/cast'
import { after, HOUR, now, SECOND } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { unseal } from '../secrets'
import { queueing, queueMail, queueMails, type MailToQueue } from './queue-mail'
import { inputs } from './testing'

const queued = async (mail: Partial<MailToQueue<'access-removed'>> = {}) => {
  const id = await transaction((tx) =>
    queueMail(tx, {
      template: 'access-removed',
      recipient: 'nicole@contoso.example',
      input: inputs['access-removed'],
      ...mail,
    }),
  )
  return db().mail.findUniqueOrThrow({ where: { id } })
}

async function round(createdById: string) {
  const review = { name: 'Every guest', settings: {}, createdAt: now(), createdById }
  const { id } = await db().reviewRound.create({
    data: { number: 1, settings: {}, startsAt: now(), review: { create: review } },
  })
  return id
}

it('keeps every part of a mail as it was given', async () => {
  const { megan, nicole } = await seatCast()
  const resource = await db().resource.create({
    data: {
      kind: 'link',
      url: 'https://contoso.example',
      title: 'One',
      sharedById: megan.principal.id,
      createdAt: now(),
    },
  })
  const held = {
    resourceId: resource.id,
    principalId: nicole.principal.id,
    role: 'view',
    grantedAt: now(),
    grantedById: megan.principal.id,
  } as const
  const { id: grantId } = await db().grant.create({ data: held })
  const [notBefore, notAfter] = [after(now(), HOUR), after(now(), 2 * HOUR)]
  const roundId = await round(megan.principal.id)
  const about = { grantId, roundId, toldAt: after(now(), -HOUR) }
  const row = await queued({ replyTo: 'megan@woodgrove.example', secret: '12345678', notBefore, notAfter, ...about })
  const { id, messageId, createdAt, sealed, input, ...rest } = row
  expect(rest).toEqual({
    template: 'access-removed',
    doubts: 0,
    recipient: 'nicole@contoso.example',
    replyTo: 'megan@woodgrove.example',
    notAfter,
    withheldAt: null,
    attempts: 0,
    nextAttemptAt: notBefore,
    lease: 0,
    uncertainSince: null,
    sentAt: null,
    droppedAt: null,
    lastError: null,
    ...about,
  })
  expect(messageId).toBe(`<${id}@localhost>`)
  expect(Math.abs(createdAt.getTime() - now().getTime())).toBeLessThan(10_000)
  expect(unseal(sealed!)).toBe('12345678')
  expect(input).toEqual({
    organization: { name: organization.name, timeZone: organization.timeZone },
    input: inputs['access-removed'],
  })
})

it('writes a withheld mail as one that the worker writes like any other, and sends to nobody', async () => {
  await seatCast()
  const { withheldAt, createdAt, nextAttemptAt, sealed, replyTo } = await queued({ withheld: true })
  expect({ withheldAt, nextAttemptAt, sealed, replyTo }).toEqual({
    withheldAt: createdAt,
    nextAttemptAt: createdAt,
    sealed: null,
    replyTo: null,
  })
})

it('is queued by the statement of what causes it, later where that says so, and only where it happened', async () => {
  const { nicole } = await seatCast()
  const at = now()
  const mail = (name: string): MailToQueue<'access-removed'> => ({
    template: 'access-removed',
    recipient: `${name}@contoso.example`,
    input: inputs['access-removed'],
    notBefore: at,
  })
  const rename = (name: string, id: string) => {
    const because = Prisma.sql`SELECT interval '2 seconds' FROM renamed`
    return db().$executeRaw`
      WITH renamed AS (UPDATE "Principal" SET name = ${name} WHERE id = ${id}::uuid RETURNING id),
      ${queueing(mail(name), { name: 'Ours', timeZone: 'Europe/Vienna' }, because)} SELECT count(*) FROM queued`
  }
  const heard = new Client(process.env.DATABASE_URL)
  await heard.connect()
  const rings: string[] = []
  heard.on('notification', ({ channel }) => rings.push(channel))
  await heard.query('LISTEN mail')
  await rename('nobody', randomUUID())
  await heard.query('SELECT 1')
  expect(rings).toEqual([])
  await rename('nicole', nicole.principal.id)
  await heard.query('SELECT 1')
  await heard.end()
  expect(rings).toEqual(['mail'])
  const [row, ...more] = await db().mail.findMany({
    where: { recipient: { in: ['nobody@contoso.example', 'nicole@contoso.example'] }, createdAt: { gte: at } },
  })
  expect(more).toEqual([])
  expect(row).toMatchObject({
    recipient: 'nicole@contoso.example',
    nextAttemptAt: after(at, 2 * SECOND),
    input: { organization: { name: 'Ours', timeZone: 'Europe/Vienna' } },
  })
})

it('rings once for many, however long it takes to make them', async () => {
  await seatCast()
  const heard = new Client(process.env.DATABASE_URL)
  await heard.connect()
  const rings: string[] = []
  heard.on('notification', ({ channel }) => rings.push(channel))
  await heard.query('LISTEN mail')
  const mails = Array.from({ length: 2500 }, (_, n) => ({
    template: 'access-removed' as const,
    recipient: `guest-${n}@contoso.example`,
    input: inputs['access-removed'],
  }))
  await transaction((tx) => queueMails(tx, mails))
  await heard.query('SELECT 1')
  await heard.end()
  expect(rings).toEqual(['mail'])
})
