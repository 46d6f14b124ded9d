import { expect, it } from 'vitest'
import { organization } from '../../prisma/cast'
import { after, HOUR, now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { transaction } from '../db/transaction'
import { unseal } from '../secrets'
import { queueMail, type MailToQueue } from './queue-mail'
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
  const row = await queued({ replyTo: 'megan@woodgrove.example', secret: '12345678', notBefore, notAfter, grantId })
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
    grantId,
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
