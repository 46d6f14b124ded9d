import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { asOwner } from '../../db/owner/testing'
import { environment, seatCast } from '../../db/testing'
import { findCaller } from '../../identity/sessions/find-caller'
import { unblockGuest } from '../../people/guests/unblock-guest'
import { Conflict } from '../../errors'
import type { PersonCaller } from '../../principal'
import { endGrants } from '../../sharing/end-grants'
import { giveUpGrant } from '../../sharing/give-up-grant'
import { restoreGrant } from '../../sharing/restore-grant'
import { revokeGrant } from '../../sharing/revoke-grant'
import { takeBackGrant } from '../../sharing/take-back-grant'
import { hashToken, newToken } from '../../secrets'
import { applyRounds } from './apply-rounds'
import { closeStages } from '../running/close-stages'
import { removeDeniedGuests } from './remove-denied-guests'
import { getReport } from '../results/get-report'
import type { ReviewAnswer } from '../rounds/settings'
import { answer, job, share, stageOf, startReview } from '../testing'
import { systemCaller } from '../../principal'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const remover = systemCaller('remove-denied-guests')
const id = (name: CastName) => people[name].principal.id
const roundOf = (roundId: string) => db().reviewRound.findUniqueOrThrow({ where: { id: roundId } })
const itemsIn = (roundId: string) => db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })
const liveGrants = () => db().grant.count({ where: { revokedAt: null } })
const mails = async (template: string) =>
  (await db().mail.findMany({ where: { template }, orderBy: { recipient: 'asc' } })).map(({ recipient, input }) => ({
    recipient,
    input: (input as { input: Record<string, unknown> }).input,
  }))
const since = async (at: Date) =>
  (await db().auditEvent.findMany({ where: { at: { gte: at } }, orderBy: { id: 'asc' } })).map(({ type }) => type)
const goTo = (time: Date) => vi.useFakeTimers({ toFake: ['Date'], now: time })

/** Answers items in their order, and goes to the end of the round. */
async function answerAll(
  { roundId, round }: Awaited<ReturnType<typeof startReview>>,
  answers: (ReviewAnswer | null)[],
) {
  const items = await itemsIn(roundId)
  for (const [n, given] of answers.entries()) if (given) await answer(roundId, items[n]!.id, given)
  goTo(round.stageEndsAt.at(-1)!)
  await closeStages(job)
}

describe('applying what was answered', () => {
  it('ends the denied grants with their invitations, tells each guest once, and keeps everything else', async () => {
    for (const title of ['Budget', 'Plan', 'Report']) await share(people, title, 'megan', 'nicole')
    const { resourceId } = await share(people, 'Plan', 'megan', 'omar')
    const offer = {
      resourceId,
      principalId: id('omar'),
      invitedById: id('megan'),
      createdAt: now(),
      expiresAt: after(now(), DAY),
      tokenHash: hashToken(newToken()),
    }
    await db().invitation.create({ data: offer })
    const review = await startReview(people, { toldIds: [id('priya'), id('lee')] })
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await answerAll(review, ['deny', 'approve', 'deny', 'deny'])
    const at = now()
    await applyRounds(job)
    expect(await db().grant.findMany({ where: { revokedAt: null }, include: { resource: true } })).toMatchObject([
      { principalId: id('nicole'), resource: { title: 'Plan' } },
    ])
    expect((await db().invitation.findFirst())!.withdrawnAt).toEqual(at)
    expect((await itemsIn(review.roundId)).map(({ result }) => result)).toEqual(['applied', null, 'applied', 'applied'])
    expect(await roundOf(review.roundId)).toMatchObject({ appliedAt: at, removedCount: 3, failedCount: 0 })
    expect((await since(at)).filter((type) => type !== 'review-round.ended').sort()).toEqual([
      'grant.revoked',
      'grant.revoked',
      'grant.revoked',
      'review-item.applied',
      'review-item.applied',
      'review-item.applied',
      'review-round.applied',
    ])
    expect(await mails('access-removed')).toEqual([])
    const told = await mails('review-access-ended')
    expect(
      told.map(({ recipient, input }) => [
        recipient,
        (input.ended as { resource: { title: string } }[]).map(({ resource }) => resource.title),
      ]),
    ).toEqual([
      ['nicole@contoso.example', ['Budget', 'Report']],
      ['omar@fabrikam.example', ['Plan']],
    ])
    const outcome = {
      items: 4,
      approved: 1,
      denied: 3,
      dontKnow: 0,
      applied: { removed: 3, failed: 0, perGuest: false },
    }
    expect(await mails('review-ended')).toMatchObject([
      { recipient: 'adele@woodgrove.example', input: { ...outcome, administrator: true } },
      { recipient: 'priya@woodgrove.example', input: { ...outcome, administrator: false } },
    ])
  })

  it('finds nothing left of what ended meanwhile, and ends what was revoked and given again', async () => {
    const ended = await share(people, 'Ended', 'megan', 'nicole')
    const again = await share(people, 'Given again', 'megan', 'nicole')
    const gone = await share(people, 'Gone', 'megan', 'nicole')
    const revoked = await share(people, 'Revoked', 'megan', 'nicole')
    const review = await startReview(people, { ifUnanswered: 'remove' })
    await db().grant.update({ where: { id: ended.grantId }, data: { endsAt: now() } })
    await db().grant.update({ where: { id: again.grantId }, data: { grantedAt: now(), role: 'download' } })
    await db().resource.update({ where: { id: gone.resourceId }, data: { deletedAt: now() } })
    await db().grant.update({ where: { id: revoked.grantId }, data: { revokedAt: now() } })
    await answerAll(review, [])
    await applyRounds(job)
    expect((await itemsIn(review.roundId)).map(({ result }) => result)).toEqual([
      'ended_before',
      'applied',
      'ended_before',
      'ended_before',
    ])
    expect(await roundOf(review.roundId)).toMatchObject({ removedCount: 1, failedCount: 0 })
  })

  it('says of what was denied and given up that it was given up, not that the review removed it', async () => {
    const { grantId } = await share(people, 'Plan', 'megan', 'nicole')
    const review = await startReview(people)
    const item = (await itemsIn(review.roundId))[0]!
    await answer(review.roundId, item.id, 'deny')
    await giveUpGrant(people.nicole, { grantId })
    const at = now()
    await answerAll(review, [])
    await applyRounds(job)
    const [applied] = await itemsIn(review.roundId)
    expect(applied).toMatchObject({ result: 'ended_before', resultById: id('nicole'), resultReason: 'given up' })
    expect(applied!.resultAt!.getTime()).toBeLessThanOrEqual(at.getTime())
    expect(await roundOf(review.roundId)).toMatchObject({ removedCount: 0 })
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
  })

  it('says of what was denied and had ended who had ended it', async () => {
    const { grantId } = await share(people, 'Plan', 'megan', 'nicole')
    const review = await startReview(people)
    await answer(review.roundId, (await itemsIn(review.roundId))[0]!.id, 'deny')
    await db().grant.update({ where: { id: grantId }, data: { revokedAt: now(), revokedById: id('megan') } })
    await answerAll(review, [])
    await applyRounds(job)
    expect(await itemsIn(review.roundId)).toMatchObject([{ result: 'nothing_left', resultById: id('megan') }])
  })

  it('says of what is kept, but had ended before, when, by whom and why, whatever is given anew later', async () => {
    const [revoked, up, over, gone, byReview] = [
      await share(people, 'A', 'megan', 'nicole'),
      await share(people, 'B', 'megan', 'nicole'),
      await share(people, 'C', 'megan', 'nicole'),
      await share(people, 'D', 'megan', 'nicole'),
      await share(people, 'E', 'megan', 'nicole'),
    ]
    await share(people, 'F', 'megan', 'nicole')
    await share(people, 'G', 'megan', 'omar')
    const review = await startReview(people)
    const at = now()
    await revokeGrant(people.megan, revoked)
    await giveUpGrant(people.nicole, up)
    await db().grant.update({ where: { id: over.grantId }, data: { endsAt: at } })
    await db().resource.update({ where: { id: gone.resourceId }, data: { deletedAt: at, deletedById: id('megan') } })
    await transaction((tx) => endGrants(tx, job, [byReview.grantId], { cause: 'access review: Another' }))
    await db().principal.update({ where: { id: id('omar') }, data: { removedAt: at, removedById: id('adele') } })
    await answerAll(review, Array(7).fill('approve'))
    await applyRounds(job)
    await db().grant.updateMany({ data: { revokedAt: null, revokedById: null, undoUntil: null, endsAt: null } })
    const items = await itemsIn(review.roundId)
    expect(items.map(({ result, resultById, resultReason }) => [result, resultById, resultReason])).toEqual([
      ['ended_before', id('megan'), null],
      ['ended_before', id('nicole'), 'given up'],
      ['ended_before', null, 'it ran out'],
      ['ended_before', id('megan'), 'what was shared was deleted'],
      ['ended_before', null, 'access review: Another'],
      [null, null, null],
      ['ended_before', id('adele'), 'the guest was removed'],
    ])
    expect(
      items.filter(({ resultAt }) => resultAt && resultAt.getTime() >= at.getTime() && resultAt < now()),
    ).toHaveLength(6)
    expect(await roundOf(review.roundId)).toMatchObject({ removedCount: 0, failedCount: 0 })
    const report = await getReport(people.adele, { roundId: review.roundId })
    expect(report.items.map(({ done, resultReason }) => [done, resultReason])).toEqual([
      ['Ended before', 'by Megan Bowen'],
      ['Ended before', 'by Nicole Baker: given up'],
      ['Ended before', 'it ran out'],
      ['Ended before', 'by Megan Bowen: what was shared was deleted'],
      ['Ended before', 'access review: Another'],
      ['Kept', null],
      ['Ended before', 'by Adele Vance: the guest was removed'],
    ])
  })

  it('is a no to what was given up, run out or revoked a moment ago: nobody brings it back but by giving it anew', async () => {
    const [up, over, revoked] = [
      await share(people, 'A', 'megan', 'nicole'),
      await share(people, 'B', 'megan', 'nicole'),
      await share(people, 'C', 'megan', 'nicole'),
    ]
    const review = await startReview(people, { ifUnanswered: 'remove' })
    goTo(after(review.round.stageEndsAt[0]!, -1))
    await giveUpGrant(people.nicole, up)
    await revokeGrant(people.megan, revoked)
    await db().grant.update({ where: { id: over.grantId }, data: { endsAt: now() } })
    await answerAll(review, [])
    await applyRounds(job)
    await expect(takeBackGrant(people.nicole, up)).rejects.toThrow(Conflict)
    await expect(restoreGrant(people.megan, revoked)).rejects.toThrow('given anew')
    expect((await itemsIn(review.roundId)).map(({ result }) => result)).toEqual([
      'ended_before',
      'ended_before',
      'ended_before',
    ])
    expect(await db().grant.findMany()).toMatchObject(
      Array(3).fill({ revokedAt: now(), revokedById: null, undoUntil: null }),
    )
    expect(
      (await mails('review-access-ended')).map(({ input }) =>
        (input.ended as { resource: { title: string } }[]).map(({ resource }) => resource.title),
      ),
    ).toEqual([['A']])
  })

  it('is not undone by the sharer', async () => {
    const { grantId } = await share(people, 'Plan', 'megan', 'nicole')
    await answerAll(await startReview(people), ['deny'])
    await applyRounds(job)
    await expect(restoreGrant(people.megan, { grantId })).rejects.toThrow('given anew')
    expect(await liveGrants()).toBe(0)
  })

  it('wins over 20 who take back at once what they gave up', async () => {
    const { grantId } = await share(people, 'Plan', 'megan', 'nicole')
    const review = await startReview(people)
    await answerAll(review, ['deny'])
    await giveUpGrant(people.nicole, { grantId })
    const back = () => Array.from({ length: 10 }, () => takeBackGrant(people.nicole, { grantId }))
    await Promise.allSettled([...back(), applyRounds(job), ...back()])
    expect(await db().grant.findUniqueOrThrow({ where: { id: grantId } })).toMatchObject({
      revokedAt: now(),
      revokedById: null,
    })
    await expect(takeBackGrant(people.nicole, { grantId })).rejects.toThrow(Conflict)
  })

  it('says nothing to somebody who never heard of the access', async () => {
    const { grantId } = await share(people, 'Plan', 'megan', 'nicole')
    const row = { recipient: 'nicole@contoso.example', input: {}, createdAt: now(), nextAttemptAt: now(), grantId }
    await db().mail.create({ data: { ...row, template: 'invitation', messageId: '<a@localhost>' } })
    await share(people, 'Plan', 'megan', 'omar')
    await db().guest.update({ where: { principalId: id('omar') }, data: { privacyAcceptedAt: null } })
    await answerAll(await startReview(people), ['deny', 'deny'])
    await applyRounds(job)
    expect(await liveGrants()).toBe(0)
    expect(await mails('review-access-ended')).toEqual([])
    expect((await db().mail.findFirstOrThrow({ where: { grantId } })).droppedAt).toEqual(now())
  })

  it('tells each sharer in office once of what their guests lost, 20 by name', async () => {
    for (let n = 0; n < 22; n += 1) await share(people, `Page ${n}`, 'megan', n % 2 ? 'nicole' : 'omar')
    await share(people, 'Plan', 'priya', 'nicole')
    await share(people, 'Left', 'lee', 'nicole')
    const kept = await share(people, 'Given up', 'priya', 'omar')
    const review = await startReview(people, {
      ifUnanswered: 'remove',
      stages: [stageOf({ reviewers: 'members', memberIds: [id('adele')] })],
    })
    await giveUpGrant(people.omar, kept)
    await db().principal.update({ where: { id: id('lee') }, data: { blockedAt: now() } })
    await answerAll(review, [])
    await applyRounds(job)
    const told = (await mails('review-guests-ended')).map(({ recipient, input }) => [
      recipient,
      (input.ended as unknown[]).length,
      input.more,
    ])
    expect(told).toEqual([
      ['megan@woodgrove.example', 20, 2],
      ['priya@woodgrove.example', 1, 0],
    ])
    expect((await mails('review-guests-ended'))[1]!.input).toMatchObject({
      review: 'Every guest',
      ended: [{ guest: { address: 'nicole@contoso.example' }, resource: { title: 'Plan' } }],
    })
  })

  it('names 20 things and counts the rest', async () => {
    for (let n = 0; n < 23; n += 1) await share(people, `Page ${n}`, 'megan', 'nicole')
    await answerAll(await startReview(people, { ifUnanswered: 'remove' }), [])
    await applyRounds(job)
    const [told] = await mails('review-access-ended')
    expect([(told!.input.ended as unknown[]).length, told!.input.more]).toEqual([20, 3])
  })

  it('waits for an administrator where it is not to happen by itself, and tells them so', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const review = await startReview(people, { autoApply: false })
    await answerAll(review, ['deny'])
    await applyRounds(job)
    expect(await liveGrants()).toBe(1)
    expect(await mails('review-ended')).toMatchObject([
      { recipient: 'adele@woodgrove.example', input: { applied: null } },
    ])
    await db().reviewRound.update({ where: { id: review.roundId }, data: { applyingAt: now() } })
    await applyRounds(job)
    expect(await liveGrants()).toBe(0)
  })

  it('happens once though 20 do it at once', async () => {
    for (let n = 0; n < 8; n += 1) await share(people, `Page ${n}`, 'megan', n % 2 ? 'nicole' : 'omar')
    const review = await startReview(people, { ifUnanswered: 'remove' })
    await answerAll(review, [])
    await Promise.all(Array.from({ length: 20 }, () => applyRounds(job)))
    expect(await roundOf(review.roundId)).toMatchObject({ removedCount: 8 })
    expect(await db().auditEvent.count({ where: { type: 'grant.revoked', at: { gte: now() } } })).toBe(8)
    expect((await mails('review-access-ended')).map(({ recipient }) => recipient)).toEqual([
      'nicole@contoso.example',
      'omar@fabrikam.example',
    ])
    expect(await mails('review-ended')).toHaveLength(1)
  })

  it('marks what can’t be done as failed, with the reason, and does the rest with one mail a guest', async () => {
    for (const title of ['A', 'B', 'C']) await share(people, title, 'megan', 'nicole')
    const { id: grantId } = await db().grant.findFirstOrThrow({ where: { resource: { title: 'B' } } })
    await share(people, 'A', 'megan', 'omar')
    const review = await startReview(people, { ifUnanswered: 'remove' })
    await answerAll(review, [])
    await asOwner(
      `CREATE FUNCTION stubborn() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'this one stays'; END $$`,
    )
    await asOwner(
      `CREATE TRIGGER stubborn BEFORE UPDATE ON "Grant" FOR EACH ROW WHEN (OLD.id = '${grantId}') EXECUTE FUNCTION stubborn()`,
    )
    await applyRounds(job)
    await asOwner('DROP FUNCTION stubborn CASCADE')
    const items = await itemsIn(review.roundId)
    expect(items.map(({ result }) => result)).toEqual(['applied', 'failed', 'applied', 'applied'])
    expect(items[1]!.resultReason).toContain('this one stays')
    expect(await roundOf(review.roundId)).toMatchObject({ removedCount: 3, failedCount: 1, appliedAt: now() })
    expect((await mails('review-access-ended')).map(({ recipient }) => recipient)).toEqual([
      'nicole@contoso.example',
      'omar@fabrikam.example',
    ])
  })
})

describe('a guest who was denied as a whole', () => {
  const guests = { subject: 'guest' as const, stages: [stageOf({ reviewers: 'sponsors' })] }

  it('is blocked at once and removed 30 days later to the millisecond', async () => {
    await share(people, 'Plan', 'megan', 'nicole')
    const token = newToken()
    await db().session.create({
      data: {
        ...environment,
        principalId: id('nicole'),
        tokenHash: hashToken(token),
        startedAt: now(),
        expiresAt: after(now(), 30 * DAY),
      },
    })
    await answerAll(await startReview(people, guests), ['deny', 'approve'])
    await applyRounds(job)
    expect((await findCaller(environment, token)).kind).toBe('anonymous')
    expect(await mails('review-access-ended')).toEqual([])
    expect(await mails('review-guests-ended')).toMatchObject([
      {
        recipient: 'megan@woodgrove.example',
        input: { ended: [{ guest: { address: 'nicole@contoso.example' }, resource: null }], more: 0 },
      },
    ])
    expect(await db().guest.findMany({ where: { removalDueAt: { not: null } } })).toMatchObject([
      { principalId: id('nicole'), removalDueAt: after(now(), 30 * DAY) },
    ])
    goTo(after(now(), 30 * DAY - 1))
    await removeDeniedGuests(remover)
    expect(await liveGrants()).toBe(1)
    goTo(after(now(), 1))
    await Promise.all(Array.from({ length: 20 }, () => removeDeniedGuests(remover)))
    expect(await liveGrants()).toBe(0)
    expect(await db().principal.findUniqueOrThrow({ where: { id: id('nicole') } })).toMatchObject({
      removedAt: now(),
      blockedAt: null,
    })
    expect((await since(now())).sort()).toEqual(['grant.revoked', 'guest.removed'])
  })

  it('stays when an administrator unblocks them before', async () => {
    await answerAll(await startReview(people, guests), ['deny'])
    await applyRounds(job)
    await unblockGuest(people.adele, { principalId: id('nicole') })
    goTo(after(now(), 31 * DAY))
    await removeDeniedGuests(remover)
    expect(await db().principal.findUniqueOrThrow({ where: { id: id('nicole') } })).toMatchObject({
      removedAt: null,
      blockedAt: null,
    })
  })

  it('is left alone when they became a member meanwhile, and is gone already when they were removed', async () => {
    const review = await startReview(people, guests)
    await db().principal.update({ where: { id: id('nicole') }, data: { kind: 'member' } })
    await db().principal.update({ where: { id: id('omar') }, data: { removedAt: now() } })
    await answerAll(review, ['deny', 'deny'])
    await applyRounds(job)
    expect(await itemsIn(review.roundId)).toMatchObject([
      { result: 'failed', resultReason: 'became a member meanwhile' },
      { result: 'nothing_left' },
    ])
    expect(await db().principal.count({ where: { kind: 'member', blockedAt: { not: null } } })).toBe(0)
  })
})
