import { beforeEach, describe, expect, it } from 'vitest'
import { cast } from '../../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../../clock'
import { db } from '../../../db/client'
import { Conflict, Invalid } from '../../../errors'
import { addMember } from '../../../people/members/add-member'
import { disableMember } from '../../../people/members/disable-member'
import { enableMember } from '../../../people/members/enable-member'
import { systemCaller } from '../../../principal'
import { answerReset } from './answer-reset'
import { completeReset } from './complete-reset'
import { requestReset } from './request-reset'
import { resetFromServer } from './reset-from-server'
import {
  aDayLater,
  apps,
  asked,
  change,
  enroll,
  mail,
  mailed,
  newest,
  people,
  promotePriya,
  seatPeople,
  successes,
} from './testing'

beforeEach(seatPeople)

describe('a voucher', () => {
  const lee = cast.lee.address
  // Lee is no sponsor: Adele, who sponsors Nicole here, has to name somebody.
  beforeEach(() => db().guest.updateMany({ data: { sponsorId: people.adele.principal.id } }))

  it('is a member whom the administrator names where they are the sponsor themselves', async () => {
    expect(await requestReset(people.adele, asked(lee))).toEqual({ voucher: lee })
    await expect(requestReset(people.adele, asked())).rejects.toThrow(Invalid)
  })

  const yesterday = () => after(now(), -DAY)
  it.each<[string, () => Promise<unknown>]>([
    ['let in yesterday', () => change('lee', { createdAt: yesterday() })],
    ['let in a minute less than seven days ago', () => change('lee', { createdAt: after(now(), -7 * DAY + 60_000) })],
    ['a guest until yesterday', () => change('lee', { memberAt: yesterday() })],
    ['let in by who asks', () => change('lee', { createdById: people.adele.principal.id })],
    [
      'made a member of a guest by who asks',
      () => change('lee', { memberAt: after(now(), -20 * DAY), memberById: people.adele.principal.id }),
    ],
    ['disabled', () => change('lee', { blockedAt: now() })],
    ['removed', () => change('lee', { removedAt: now() })],
    ['a guest', () => change('lee', { kind: 'guest' })],
    ['in the mailbox of who asks', () => change('lee', { address: 'adele+lee@woodgrove.example' })],
    ['in the mailbox of whose factors they are', () => change('lee', { address: 'nicole+lee@contoso.example' })],
  ])('is nobody who was %s', async (_, arrange) => {
    await arrange()
    const { address } = await db().principal.findUniqueOrThrow({ where: { id: people.lee.principal.id } })
    await expect(requestReset(people.adele, asked(address))).rejects.toThrow(Invalid)
    expect(await db().factorReset.count()).toBe(0)
  })

  it.each(['adele', 'nicole', 'omar'] as const)('is not %s, who asks, lost them, or is a guest', async (name) => {
    await expect(requestReset(people.adele, asked(cast[name].address))).rejects.toThrow(Invalid)
  })

  it('comes into office anew by becoming a member, or by being enabled, and is let in by who did it', async () => {
    const { principalId } = await addMember(people.adele, {
      address: cast.omar.address,
      name: null,
      administrator: false,
      guestToo: true,
    })
    await disableMember(people.adele, { principalId: people.lee.principal.id })
    await enableMember(people.adele, { principalId: people.lee.principal.id })
    const came = await db().principal.findMany({
      where: { id: { in: [principalId, people.lee.principal.id] } },
      select: { memberAt: true, memberById: true },
    })
    expect(came).toEqual([1, 2].map(() => ({ memberAt: expect.any(Date), memberById: people.adele.principal.id })))
    for (const address of [cast.omar.address, lee])
      await expect(requestReset(people.adele, asked(address))).rejects.toThrow(Invalid)
  })

  it('who sponsors and is disabled, or was let in by who asks, is replaced by another administrator', async () => {
    await promotePriya()
    await db().guest.updateMany({ data: { sponsorId: people.megan.principal.id } })
    await change('megan', { blockedAt: now() })
    expect(await requestReset(people.adele, asked())).toEqual({ voucher: cast.priya.address })
    await expect(requestReset(people.adele, asked(lee))).rejects.toThrow(/another administrator/)
    await change('megan', { blockedAt: null, createdById: people.adele.principal.id })
    expect(await requestReset(people.adele, asked())).toEqual({ voucher: cast.priya.address })
  })

  it('who is an administrator does not take away what they vouched for', async () => {
    await promotePriya()
    await requestReset(people.adele, asked(cast.priya.address))
    const resetId = await newest()
    await answerReset(people.priya, { resetId, answer: 'vouch' })
    aDayLater()
    await expect(completeReset(people.priya, { resetId })).rejects.toThrow(/You vouched/)
    await completeReset(people.adele, { resetId })
    expect(await apps()).toBe(0)
  })

  it.each<[string, () => Promise<unknown>]>([
    ['the voucher is disabled', () => change('lee', { blockedAt: now() })],
    [
      'the voucher was disabled and enabled',
      () => change('lee', { memberAt: now(), memberById: people.adele.principal.id }),
    ],
    ['who asked is no administrator', () => change('adele', { roles: { deleteMany: {} } })],
    ['who asked is disabled', () => change('adele', { blockedAt: now() })],
  ])('counts no longer where %s meanwhile: neither vouching nor removal', async (_, arrange) => {
    await promotePriya()
    await requestReset(people.adele, asked(lee))
    const resetId = await newest()
    await arrange()
    await expect(answerReset(people.lee, { resetId, answer: 'vouch' })).rejects.toThrow(Conflict)
    await db().factorReset.updateMany({ data: { vouchedAt: after(now(), -25 * HOUR) } })
    await expect(completeReset(people.priya, { resetId })).rejects.toThrow(/not in office/)
    expect([await apps(), await db().factorReset.count({ where: { completedAt: null } })]).toEqual([1, 1])
  })
})

describe('whom nobody can vouch for', () => {
  const server = systemCaller('reset-factors')
  const nicole = cast.nicole.address

  it('is told of to who asks, and goes by the command on the server; nobody else but administrators does', async () => {
    await expect(resetFromServer(server, nicole)).rejects.toThrow(/no administrator/)
    await db().principal.updateMany({
      where: { kind: 'member', roles: { none: {} } },
      data: { createdById: people.adele.principal.id },
    })
    await expect(requestReset(people.adele, asked())).rejects.toThrow(
      /npm run reset-factors -- nicole@contoso\.example/,
    )
    await resetFromServer(server, nicole)
    expect([await apps(), (await mailed()).at(-1)]).toEqual([0, mail('factors-changed', 'nicole')])
  })

  it('of administrators goes by it in any case, once of 64 at once, and ends what waited', async () => {
    const { principal } = people.adele
    await expect(resetFromServer(server, cast.megan.address)).rejects.toThrow(/no administrator/)
    await expect(resetFromServer(server, principal.address)).rejects.toThrow(/nothing to reset/)
    await enroll('adele')
    expect(await successes(Array.from({ length: 64 }, () => resetFromServer(server, principal.address)))).toBe(1)
    expect(await db().session.count({ where: { principalId: principal.id, endedAt: null } })).toBe(0)
    expect(await db().mail.findMany({ where: { recipient: principal.address } })).toMatchObject([
      { template: 'factors-changed' },
    ])
  })
})
