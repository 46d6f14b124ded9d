import { parse } from 'csv-parse/sync'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { AccessDenied, NotFound } from '../../errors'
import type { PersonCaller } from '../../principal'
import { applyRounds } from '../applying/apply-rounds'
import { closeStages } from '../running/close-stages'
import { downloadResults } from './download-results'
import { stopRound } from '../administering/stop-round'
import { answer, job, share, stageOf, startReview } from '../testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
  await share(people, '=HYPERLINK("//evil.example")', 'lee', 'nicole', { openedDaysAgo: 94 })
  await share(people, 'Q3 plan', 'megan', 'nicole', { openedDaysAgo: 3 })
  await share(people, 'Q3 plan', 'megan', 'omar')
})

const ids = async (roundId: string) =>
  (await db().reviewItem.findMany({ where: { roundId }, orderBy: { id: 'asc' } })).map((item) => item.id)
const downloads = (roundId: string) =>
  db().auditEvent.findMany({
    where: { type: 'review-round.downloaded', detail: { path: ['roundId'], equals: roundId } },
  })

/** A whole download, made of batches of two so that there are several. */
async function download(roundId: string, format: 'csv' | 'json', caller = people.adele) {
  const { parts, fileName } = await downloadResults(caller, { roundId, format }, 2)
  let text = ''
  for await (const part of parts) text += part
  return { text, fileName }
}

const rowsOf = (text: string) => parse(text, { bom: true, columns: true }) as Record<string, string>[]

describe('a download', () => {
  it('says while the round runs what stands, and afterwards what was done', async () => {
    const { roundId } = await startReview(people)
    const [one, two] = await ids(roundId)
    await answer(roundId, one!, 'deny')
    await answer(roundId, two!, 'approve')
    const running = rowsOf((await download(roundId, 'csv')).text)
    expect(running.map((row) => [row.Address, row.Resource, row.Outcome, row.Result])).toEqual([
      ['nicole@contoso.example', '\'=HYPERLINK("//evil.example")', 'Deny', ''],
      ['nicole@contoso.example', 'Q3 plan', 'Approve', ''],
      ['omar@fabrikam.example', 'Q3 plan', 'Not reviewed', ''],
    ])
    await stopRound(people.adele, { roundId })
    await applyRounds(job)
    const applied = rowsOf((await download(roundId, 'csv')).text)
    expect(applied.map(({ Result }) => Result)).toEqual(['Removed', 'Kept', 'Kept'])
    expect(applied[0]).toMatchObject({
      Kind: 'Page',
      Role: 'Can view',
      'Invited by': 'Lee Gu',
      Recommendation: 'Deny',
      'Result at': expect.stringMatching(/^20\d\d-.*Z$/),
    })
  })

  it('says of a guest as a whole that they are blocked before they are removed', async () => {
    const { roundId } = await startReview(people, {
      subject: 'guest',
      stages: [stageOf({ reviewers: 'members', memberIds: [people.megan.principal.id] })],
    })
    await answer(roundId, (await ids(roundId))[0]!, 'deny')
    await stopRound(people.adele, { roundId })
    await applyRounds(job)
    expect(rowsOf((await download(roundId, 'csv')).text).map(({ Result }) => Result)).toEqual([
      'Blocked, then removed',
      'Kept',
    ])
  })

  it('in JSON is one document with every answer ever given', async () => {
    const { roundId } = await startReview(people, { stages: [stageOf(), stageOf({ reviewers: 'sponsors' })] })
    const [one] = await ids(roundId)
    await answer(roundId, one!, 'approve')
    await answer(roundId, one!, 'deny')
    const { text, fileName } = await download(roundId, 'json')
    const read = JSON.parse(text)
    expect(fileName).toBe('Every guest, round 1.json')
    expect(read).toMatchObject({
      review: { name: 'Every guest', setUpBy: { address: 'adele@woodgrove.example' } },
      round: { id: roundId, number: 1, status: 'in-progress' },
      counts: { items: 3, denied: 1, notReviewed: 2 },
    })
    expect(read.settings).toContainEqual({ label: 'If nobody answers', words: 'Nothing changes.' })
    expect(read.items.map(({ id }: { id: number }) => id)).toEqual(await ids(roundId))
    expect(read.items[0]).toMatchObject({
      answer: 'deny',
      outcome: 'deny',
      decisions: [
        { answer: 'approve', stage: 1 },
        { answer: 'deny', stage: 1 },
      ],
    })
  })

  it('of a round without items is a head alone', async () => {
    const { roundId } = await startReview(people, { scope: { domains: ['nowhere.example'] } })
    expect(rowsOf((await download(roundId, 'csv')).text)).toEqual([])
    expect(JSON.parse((await download(roundId, 'json')).text).items).toEqual([])
  })

  it('names what an earlier stage said until the later one answers', async () => {
    const { roundId } = await startReview(people, { stages: [stageOf(), stageOf({ reviewers: 'sponsors' })] })
    const [one] = await ids(roundId)
    await answer(roundId, one!, 'deny')
    await stopStage(roundId)
    expect(rowsOf((await download(roundId, 'csv')).text)[0]).toMatchObject({
      Answer: 'Deny',
      Outcome: 'Deny',
      'Answered at': expect.stringMatching(/Z$/),
    })
    await answer(roundId, one!, 'approve')
    expect(rowsOf((await download(roundId, 'csv')).text)[0]).toMatchObject({ Answer: 'Approve', Outcome: 'Approve' })
  })

  it('goes into the trail with who and in which form', async () => {
    const { roundId } = await startReview(people)
    await download(roundId, 'csv')
    expect(await downloads(roundId)).toMatchObject([
      { callerId: people.adele.principal.id, detail: { roundId, number: 1, format: 'csv' } },
    ])
  })
})

describe('nobody but an administrator', () => {
  it.each(['megan', 'nicole'] as const)('downloads: %s', async (name) => {
    const { roundId } = await startReview(people)
    for (const format of ['csv', 'json'] as const)
      await expect(download(roundId, format, people[name])).rejects.toThrow(AccessDenied)
    expect(await downloads(roundId)).toEqual([])
  })

  it('not signed in, and of a round that is none', async () => {
    const { roundId } = await startReview(people)
    await expect(downloadResults(stranger, { roundId, format: 'csv' })).rejects.toThrow(AccessDenied)
    await expect(download('nonsense', 'csv')).rejects.toThrow(NotFound)
  })
})

/** The first stage is over, and all of it goes on to the second. */
async function stopStage(roundId: string) {
  await db().reviewRound.update({
    where: { id: roundId },
    data: { stageEndsAt: [new Date(Date.now() - 1), new Date(Date.now() + 86_400_000)] },
  })
  await closeStages(job)
}
