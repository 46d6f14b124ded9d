import { beforeEach, describe, expect, it } from 'vitest'
import { after, DAY, now } from '../../../clock'
import { db } from '../../../db/client'
import { stranger } from '../../../db/testing'
import { Conflict, NotFound } from '../../../errors'
import { linkToken } from '../../../secrets'
import { setClock } from '../../testing'
import { listFactors } from '../manage-factors'
import { answerReset } from './answer-reset'
import { completeReset } from './complete-reset'
import { getReset } from './get-reset'
import { requestReset } from './request-reset'
import { getStop, stopReset } from './stop-reset'
import { aDayLater, apps, ask, asked, mail, mailed, people, promotePriya, seatPeople, successes } from './testing'
import { withdrawReset } from './withdraw-reset'

beforeEach(seatPeople)

describe('lost factors', () => {
  it('are taken away by an administrator a day after the sponsor vouched, with every session, and the person is told each time', async () => {
    await expect(requestReset(people.megan, asked())).rejects.toThrow('You may not do this')
    await expect(requestReset(people.adele, asked('lee@woodgrove.example'))).rejects.toThrow(/The sponsor answers/)
    const { resetId } = await ask()
    for (const nobody of [people.adele, people.lee, people.nicole])
      await expect(answerReset(nobody, { resetId, answer: 'vouch' })).rejects.toThrow(NotFound)
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
    for (const nobody of [people.megan, people.lee, people.nicole])
      await expect(completeReset(nobody, { resetId })).rejects.toThrow('You may not do this')
    await completeReset(people.adele, { resetId })
    await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
    expect([await apps(), (await getReset(people.megan, { resetId })).state]).toEqual([0, 'completed'])
    expect(await db().session.count({ where: { principalId: people.nicole.principal.id, endedAt: null } })).toBe(0)
    expect(await mailed()).toEqual([
      mail('factor-reset-asked', 'megan'),
      mail('factor-reset-told', 'nicole'),
      mail('factor-reset-told', 'nicole'),
      mail('factor-reset-ended', 'adele'),
      mail('factors-changed', 'nicole'),
      mail('factor-reset-ended', 'megan'),
    ])
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

  it.each([{}, { vouched: true }])(
    'stay where an administrator withdraws the reset (%j); voucher and person see it and are told',
    async (how) => {
      const { resetId } = await ask(how)
      for (const nobody of [people.megan, people.lee, people.nicole])
        await expect(withdrawReset(nobody, { resetId })).rejects.toThrow('You may not do this')
      await withdrawReset(people.adele, { resetId })
      await expect(withdrawReset(people.adele, { resetId })).rejects.toThrow(Conflict)
      aDayLater()
      await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
      expect([
        (await getReset(people.megan, { resetId })).state,
        (await listFactors(people.nicole)).reset,
        await apps(),
      ]).toEqual(['withdrawn', null, 1])
      expect((await mailed()).slice(-2)).toEqual([
        mail('factor-reset-ended', 'megan'),
        mail('factor-reset-told', 'nicole'),
      ])
    },
  )

  it.each([{}, { vouched: true }])(
    'stay where the voucher declines, also after having vouched (%j), and who asked is told',
    async (how) => {
      const { resetId } = await ask(how)
      await answerReset(people.megan, { resetId, answer: 'decline' })
      aDayLater()
      await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
      expect([(await getReset(people.megan, { resetId })).state, await apps()]).toEqual(['declined', 1])
      expect((await mailed()).at(-1)).toBe(mail('factor-reset-ended', 'adele'))
    },
  )

  it('are asked for once, however many ask at once: what was asked before is withdrawn', async () => {
    expect(await successes(Array.from({ length: 20 }, () => requestReset(people.adele, asked())))).toBe(20)
    expect(await db().factorReset.count({ where: { withdrawnAt: null } })).toBe(1)
  })
})

describe('the mailed link', () => {
  it.each([{}, { vouched: true }])(
    'stops a reset without a session (%j), and those who took part and the other administrators are told',
    async (how) => {
      await promotePriya()
      const { resetId, token } = await ask(how)
      await stopReset(stranger, { token })
      await expect(stopReset(stranger, { token })).rejects.toThrow(Conflict)
      await expect(answerReset(people.megan, { resetId, answer: 'vouch' })).rejects.toThrow(Conflict)
      aDayLater()
      await expect(completeReset(people.adele, { resetId })).rejects.toThrow(Conflict)
      expect([(await getStop(stranger, { token })).state, await apps()]).toEqual(['stopped', 1])
      expect((await mailed()).slice(-3).sort()).toEqual(
        (['adele', 'megan', 'priya'] as const).map((name) => mail('factor-reset-ended', name)),
      )
      expect(
        await db().auditEvent.findFirst({ where: { type: 'factor-reset.stopped' }, orderBy: { at: 'desc' } }),
      ).toMatchObject({ callerKind: 'anonymous', principalId: people.nicole.principal.id })
    },
  )

  it('changes nothing by being looked at, and tells a stranger neither who it is nor who takes part', async () => {
    const { token } = await ask({ vouched: true })
    const before = [await db().factorReset.findMany(), await db().mail.count(), await db().auditEvent.count()]
    for (let time = 0; time < 10; time++)
      expect(JSON.stringify(await getStop(stranger, { token }))).not.toMatch(
        /nicole|Nicole|megan|Megan|adele|Adele|phone/,
      )
    expect([await db().factorReset.findMany(), await db().mail.count(), await db().auditEvent.count()]).toEqual(before)
  })

  it('is of one reset alone, is kept as a hash, and is never made up', async () => {
    const { resetId, token } = await ask()
    expect(JSON.stringify([await db().factorReset.findMany(), await db().mail.findMany()])).not.toContain(token)
    for (const made of [
      '',
      'x',
      resetId,
      linkToken('invitation', resetId),
      linkToken('share-link', resetId),
      `${token}x`,
      token.slice(0, -1),
    ]) {
      await expect(getStop(stranger, { token: made })).rejects.toThrow(NotFound)
      await expect(stopReset(stranger, { token: made })).rejects.toThrow(NotFound)
    }
    await requestReset(people.adele, asked())
    await expect(stopReset(stranger, { token })).rejects.toThrow(Conflict)
  })

  it('or the removal: one of 64 at once, and what is told is what happened', async () => {
    const { resetId, token } = await ask({ vouched: true })
    aDayLater()
    const tries = Array.from({ length: 64 }, (_, at) =>
      at % 2 ? stopReset(stranger, { token }) : completeReset(people.adele, { resetId }),
    )
    expect(await successes(tries)).toBe(1)
    const { state } = await getStop(stranger, { token })
    expect([state, await apps()]).toEqual(state === 'stopped' ? ['stopped', 1] : ['completed', 0])
  })

  it('or the vouching, or the withdrawal: one ending of 64 at once', async () => {
    const { resetId, token } = await ask()
    const acts = [
      () => stopReset(stranger, { token }),
      () => withdrawReset(people.adele, { resetId }),
      () => answerReset(people.megan, { resetId, answer: 'decline' }),
    ]
    expect(await successes(Array.from({ length: 64 }, (_, at) => acts[at % 3]!()))).toBe(1)
  })
})
