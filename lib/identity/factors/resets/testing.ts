import { cast, type CastName } from '../../../../prisma/cast'
import { after, DAY, now } from '../../../clock'
import { db } from '../../../db/client'
import { makeAdministrator, seatCast } from '../../../db/testing'
import type { PersonCaller } from '../../../principal'
import { linkToken } from '../../../secrets'
import { setClock } from '../../testing'
import { answerReset } from './answer-reset'
import { requestReset } from './request-reset'

export let people: Record<CastName, PersonCaller>

/** The named people, all of them here for a month; Nicole has an app to lose. */
export async function seatPeople() {
  people = await seatCast()
  await db().principal.updateMany({ data: { createdAt: after(now(), -30 * DAY) } })
  await enroll('nicole')
}

export const enroll = (name: CastName) =>
  db().authenticatorApp.create({
    data: {
      principalId: people[name].principal.id,
      name: 'Phone',
      secret: new Uint8Array(8),
      createdAt: now(),
      confirmedAt: now(),
    },
  })

export const change = (name: CastName, data: object) =>
  db().principal.update({ where: { id: people[name].principal.id }, data })

/** Priya administers, too. */
export async function promotePriya() {
  await makeAdministrator(people.priya.principal.id)
  people.priya = { ...people.priya, principal: { ...people.priya.principal, administrator: true } }
}

export const asked = (voucher = '') => ({
  principalId: people.nicole.principal.id,
  reason: 'Her phone was stolen',
  voucher,
})
export const newest = async () => (await db().factorReset.findFirstOrThrow({ orderBy: { requestedAt: 'desc' } })).id

/** Adele asks; Megan, the sponsor, may have vouched by then. */
export async function ask({ vouched = false } = {}) {
  await requestReset(people.adele, asked())
  const resetId = await newest()
  if (vouched) await answerReset(people.megan, { resetId, answer: 'vouch' })
  return { resetId, token: linkToken('factor-reset', resetId) }
}

export const aDayLater = () => setClock(after(now(), DAY))

/** Of apps, whoever has them. */
export const apps = () => db().authenticatorApp.count()

/** How many came to a good end. */
export const successes = async (tries: Promise<unknown>[]) =>
  (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length

export const mailed = async () =>
  (await db().mail.findMany({ where: { template: { startsWith: 'factor' } }, orderBy: { createdAt: 'asc' } })).map(
    ({ template, recipient }) => `${template} ${recipient}`,
  )

/** What `mailed` tells of one mail. */
export const mail = (template: string, to: CastName) => `${template} ${cast[to].address}`
