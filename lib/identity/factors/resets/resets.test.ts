import { beforeEach, describe, expect, it } from 'vitest'
import { cast, type CastName } from '../../../../prisma/cast'
import { after, DAY, HOUR, now } from '../../../clock'
import { db } from '../../../db/client'
import { seatCast, stranger } from '../../../db/testing'
import { Conflict, Invalid, NotFound } from '../../../errors'
import { addMember } from '../../../people/members/add-member'
import { disableMember } from '../../../people/members/disable-member'
import { enableMember } from '../../../people/members/enable-member'
import { type PersonCaller, systemCaller } from '../../../principal'
import { linkToken } from '../../../secrets'
import { setClock } from '../../testing'
import { listFactors } from '../manage-factors'
import { answerReset } from './answer-reset'
import { completeReset } from './complete-reset'
import { getReset } from './get-reset'
import { requestReset } from './request-reset'
import { resetFromServer } from './reset-from-server'
import { getStop, stopReset } from './stop-reset'
import { withdrawReset } from './withdraw-reset'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await db().principal.updateMany({ data: { createdAt: after(now(), -30 * DAY) } })
  await enroll(people.nicole)
})

const enroll = ({ principal }: PersonCaller) => db().authenticatorApp.create({ data: { principalId: principal.id, name: 'Phone', secret: new Uint8Array(8), createdAt: now(), confirmedAt: now() } })

const change = (name: CastName, data: object) => db().principal.update({ where: { id: people[name].principal.id }, data })

/** Priya administers, too. */
const promotePriya = async () => {
  await change('priya', { administrator: true })
  people.priya = { ...people.priya, principal: { ...people.priya.principal, administrator: true } }
}

const asked = (voucher = '') => ({ principalId: people.nicole.principal.id, reason: 'Her phone was stolen', voucher })
const newest = async () => (await db().factorReset.findFirstOrThrow({ orderBy: { requestedAt: 'desc' } })).id

/** Adele asks; Megan, the sponsor, may have vouched by then. */
async function ask({ vouched = false } = {}) {
  await requestReset(people.adele, asked())
  const resetId = await newest()
  if (vouched) await answerReset(people.megan, { resetId, answer: 'vouch' })
  return { resetId, token: linkToken('factor-reset', resetId) }
}

const aDayLater = () => setClock(after(now(), DAY))
const apps = () => db().authenticatorApp.count()
const outcomes = async (tries: Promise<unknown>[]) => (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled').length
const mailed = async () => (await db().mail.findMany({ where: { template: { startsWith: 'factor' } }, orderBy: { createdAt: 'asc' } })).map(({ template, recipient }) => `${template} ${recipient}`)

describe('lost factors', () => {
  it('are taken away by an administrator a day after the sponsor vouched, with every session, and the person is told each time', async () => {
    await expect(requestReset(people.megan, asked())).rejects.toThrow('You may not do this')
    await expect(requestReset(people.adele, asked('lee@woodgrove.example'))).rejects.toThrow(/The sponsor answers/)
    const { resetId } = await ask()
    for (const nobody of [people.adele, people.lee, people.nicole]) await expect(answerReset(nobody, { resetId, answer: 'vouch' })).rejects.toThrow(NotFound)
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    const at = now()
    setClock(at)
    await db().session.updateMany({ data: { expiresAt: after(at, 2 * DAY) } })
    await answerReset(people.megan, { resetId, answer: 'vouch' })
    await expect(answerReset(people.megan, { resetId, answer: 'vouch' })).rejects.toThrow(Conflict)
    for (const time of [at, after(at, DAY - 1)]) {
      setClock(time)
      await expect(completeReset(people.adele, { resetId })).rejects.toThrow(/a day has not gone by/)
    }
    expect([await apps(), (await getReset(people.megan, { resetId })).state]).toEqual([1, 'vouched'])
    expect((await listFactors(people.nicole)).reset).toMatchObject({ vouched: { at, removableFrom: after(at, DAY) } })
    setClock(after(at, DAY))
    for (const nobody of [people.megan, people.lee, people.nicole]) await expect(completeReset(nobody, { resetId })).rejects.toThrow('You may not do this')
    await completeReset(people.adele, { resetId })
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    expect([await apps(), (await getReset(people.megan, { resetId })).state]).toEqual([0, 'completed'])
    expect(await db().session.count({ where: { principalId: people.nicole.principal.id, endedAt: null } })).toBe(0)
    const [megan, nicole, adele] = ['megan', 'nicole', 'adele'].map((name) => cast[name as CastName].address)
    expect(await mailed()).toEqual([`factor-reset-asked ${megan}`, `factor-reset-told ${nicole}`, `factor-reset-told ${nicole}`, `factor-reset-ended ${adele}`, `factors-changed ${nicole}`, `factor-reset-ended ${megan}`])
  })

  it.each([
    ['nobody vouches within seven days of the question', {}],
    ['nobody takes them away within seven days of the vouching', { vouched: true }],
  ])('stay where %s', async (_, how) => {
    const { resetId, token } = await ask(how)
    setClock(after(now(), 7 * DAY))
    await expect(answerReset(people.megan, { resetId, answer: 'vouch' })).rejects.toThrow(Conflict)
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    await expect(stopReset(stranger, { token })).rejects.toThrow(Conflict)
    expect([(await getReset(people.megan, { resetId })).state, await apps()]).toEqual(['ran out', 1])
  })

  it.each([{}, { vouched: true }])('stay where an administrator withdraws the reset (%j); voucher and person see it and are told', async (how) => {
    const { resetId } = await ask(how)
    for (const nobody of [people.megan, people.lee, people.nicole]) await expect(withdrawReset(nobody, { resetId })).rejects.toThrow('You may not do this')
    await withdrawReset(people.adele, { resetId })
    await expect(withdrawReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    aDayLater()
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    expect([(await getReset(people.megan, { resetId })).state, (await listFactors(people.nicole)).reset, await apps()]).toEqual(['withdrawn', null, 1])
    expect((await mailed()).slice(-2)).toEqual([`factor-reset-ended ${cast.megan.address}`, `factor-reset-told ${cast.nicole.address}`])
  })

  it.each([{}, { vouched: true }])('stay where the voucher declines, also after having vouched (%j), and who asked is told', async (how) => {
    const { resetId } = await ask(how)
    await answerReset(people.megan, { resetId, answer: 'decline' })
    aDayLater()
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    expect([(await getReset(people.megan, { resetId })).state, await apps()]).toEqual(['declined', 1])
    expect((await mailed()).at(-1)).toBe(`factor-reset-ended ${cast.adele.address}`)
  })

  it('are asked for once, however many ask at once: what was asked before is withdrawn', async () => {
    expect(await outcomes(Array.from({ length: 20 }, () => requestReset(people.adele, asked())))).toBe(20)
    expect(await db().factorReset.count({ where: { withdrawnAt: null } })).toBe(1)
  })
})

describe('the mailed link', () => {
  it.each([{}, { vouched: true }])('stops a reset without a session (%j), and those who took part and the other administrators are told', async (how) => {
    await promotePriya()
    const { resetId, token } = await ask(how)
    await stopReset(stranger, { token })
    await expect(stopReset(stranger, { token })).rejects.toThrow(Conflict)
    await expect(answerReset(people.megan, { resetId, answer: 'vouch' })).rejects.toThrow(Conflict)
    aDayLater()
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    expect([(await getStop(stranger, { token })).state, await apps()]).toEqual(['stopped', 1])
    expect((await mailed()).slice(-3).sort()).toEqual(['adele', 'megan', 'priya'].map((name) => `factor-reset-ended ${cast[name as CastName].address}`))
    expect(await db().auditEvent.findFirst({ where: { type: 'factor-reset.stopped' }, orderBy: { at: 'desc' } })).toMatchObject({ callerKind: 'anonymous', principalId: people.nicole.principal.id })
  })

  it('changes nothing by being looked at, and tells a stranger neither who it is nor who takes part', async () => {
    const { token } = await ask({ vouched: true })
    const before = [await db().factorReset.findMany(), await db().mail.count(), await db().auditEvent.count()]
    for (let time = 0; time < 10; time++) expect(JSON.stringify(await getStop(stranger, { token }))).not.toMatch(/nicole|Nicole|megan|Megan|adele|Adele|phone/)
    expect([await db().factorReset.findMany(), await db().mail.count(), await db().auditEvent.count()]).toEqual(before)
  })

  it('is of one reset alone, is kept as a hash, and is never made up', async () => {
    const { resetId, token } = await ask()
    expect(JSON.stringify([await db().factorReset.findMany(), await db().mail.findMany()])).not.toContain(token)
    for (const made of ['', 'x', resetId, linkToken('invitation', resetId), linkToken('share-link', resetId), `${token}x`, token.slice(0, -1)]) {
      await expect(getStop(stranger, { token: made })).rejects.toThrow(NotFound)
      await expect(stopReset(stranger, { token: made })).rejects.toThrow(NotFound)
    }
    await requestReset(people.adele, asked())
    await expect(stopReset(stranger, { token })).rejects.toThrow(Conflict)
  })

  it('or the removal: one of 64 at once, and what is told is what happened', async () => {
    const { resetId, token } = await ask({ vouched: true })
    aDayLater()
    const tries = Array.from({ length: 64 }, (_, at) => (at % 2 ? stopReset(stranger, { token }) : completeReset(people.adele, { resetId })))
    expect(await outcomes(tries)).toBe(1)
    const { state } = await getStop(stranger, { token })
    expect([state, await apps()]).toEqual(state === 'stopped' ? ['stopped', 1] : ['completed', 0])
  })

  it('or the vouching, or the withdrawal: one ending of 64 at once', async () => {
    const { resetId, token } = await ask()
    const acts = [() => stopReset(stranger, { token }), () => withdrawReset(people.adele, { resetId }), () => answerReset(people.megan, { resetId, answer: 'decline' })]
    expect(await outcomes(Array.from({ length: 64 }, (_, at) => acts[at % 3]!()))).toBe(1)
  })
})

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
    ['made a member of a guest by who asks', () => change('lee', { memberAt: after(now(), -20 * DAY), memberById: people.adele.principal.id })],
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
    const { principalId } = await addMember(people.adele, { address: cast.omar.address, name: null, administrator: false })
    await disableMember(people.adele, { principalId: people.lee.principal.id })
    await enableMember(people.adele, { principalId: people.lee.principal.id })
    const came = await db().principal.findMany({ where: { id: { in: [principalId, people.lee.principal.id] } }, select: { memberAt: true, memberById: true } })
    expect(came).toEqual([1, 2].map(() => ({ memberAt: expect.any(Date), memberById: people.adele.principal.id })))
    for (const address of [cast.omar.address, lee]) await expect(requestReset(people.adele, asked(address))).rejects.toThrow(Invalid)
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
    ['the voucher was disabled and enabled', () => change('lee', { memberAt: now(), memberById: people.adele.principal.id })],
    ['who asked is no administrator', () => change('adele', { administrator: false })],
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
    await db().principal.updateMany({ where: { kind: 'member', administrator: false }, data: { createdById: people.adele.principal.id } })
    await expect(requestReset(people.adele, asked())).rejects.toThrow(/npm run reset-factors -- nicole@contoso\.example/)
    await resetFromServer(server, nicole)
    expect([await apps(), (await mailed()).at(-1)]).toEqual([0, `factors-changed ${nicole}`])
  })

  it('of administrators goes by it in any case, once of 64 at once, and ends what waited', async () => {
    const { principal } = people.adele
    await expect(resetFromServer(server, cast.megan.address)).rejects.toThrow(/no administrator/)
    await expect(resetFromServer(server, principal.address)).rejects.toThrow(/nothing to reset/)
    await enroll(people.adele)
    expect(await outcomes(Array.from({ length: 64 }, () => resetFromServer(server, principal.address)))).toBe(1)
    expect(await db().session.count({ where: { principalId: principal.id, endedAt: null } })).toBe(0)
    expect(await db().mail.findMany({ where: { recipient: principal.address } })).toMatchObject([{ template: 'factors-changed' }])
  })
})
