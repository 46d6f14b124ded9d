import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { now } from '../clock'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { AccessDenied, Conflict, Invalid, NotFound } from '../errors'
import { share } from '../invitations/testing'
import type { PersonCaller } from '../principal'
import { beginChange, ChangeResource, changeResource } from './change-resource'
import { deleteResource } from './delete-resource'
import { listHappenings } from './list-happenings'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const begin = (resourceId: string, as: CastName = 'megan') => beginChange(people[as], { resourceId })

/** Sends the form as it was opened, with some fields typed over. */
async function change(resourceId: string, typed: object = {}, as: CastName = 'megan') {
  const { revision, title, note, url, body } = await begin(resourceId)
  const fields = { title, note: note ?? '', url: url ?? '', body: body ?? '', ...typed }
  return changeResource(people[as], ChangeResource.parse({ resourceId, revision, ...fields }))
}

const stored = (id: string) => db().resource.findUniqueOrThrow({ where: { id } })
const changes = async (resourceId: string) =>
  (await db().auditEvent.findMany({ where: { resourceId, type: 'resource.changed' }, orderBy: { id: 'asc' } })).map(
    ({ detail }) => detail,
  )
const page = () => share(people.megan, { kind: 'page', title: 'Plan', body: '# Spring' })

describe('changeResource', () => {
  it('changes the title, the note and the address of a link, and writes down which of them', async () => {
    const { resourceId } = await share(people.megan, { title: 'Rates', note: 'Old' })
    await change(resourceId, { title: ' Rates 2027 ', note: '', url: 'https://intranet.woodgrove.example/2027' })
    expect(await stored(resourceId)).toMatchObject({
      title: 'Rates 2027',
      note: null,
      url: 'https://intranet.woodgrove.example/2027',
      body: null,
    })
    expect(await changes(resourceId)).toEqual([{ parts: ['title', 'note', 'url'], title: 'Rates 2027', was: 'Rates' }])
    const [told] = (await listHappenings(people.megan, { resourceId })).rows
    expect(told).toMatchObject({ type: 'resource.changed', parts: 'the title, the note, and the address' })
  })

  it('changes the text of a page, keeps no address with it, and tells the trail nothing of what it says', async () => {
    const { resourceId } = await page()
    await change(resourceId, { body: '# Summer\r\n', url: 'https://elsewhere.example' })
    expect(await stored(resourceId)).toMatchObject({ body: '# Summer\n', url: null })
    expect(await changes(resourceId)).toEqual([{ parts: ['body'], title: 'Plan' }])
  })

  it('calls a file by its name where its title is emptied, and a link by its host', async () => {
    const file = await db().storedFile.create({
      data: {
        name: 'Budget.pdf',
        mediaType: 'application/pdf',
        size: 1,
        sha256: Buffer.alloc(32),
        uploadedById: people.megan.principal.id,
        startedAt: now(),
        storedAt: now(),
      },
    })
    const shared = await share(people.megan, { kind: 'file', fileId: file.id, title: 'Money' })
    await change(shared.resourceId, { title: '', body: 'x', url: 'x' })
    expect(await stored(shared.resourceId)).toMatchObject({
      title: 'Budget.pdf',
      fileId: file.id,
      body: null,
      url: null,
    })
    const { resourceId } = await share(people.megan, {})
    await change(resourceId, { title: '\u200b' })
    expect((await stored(resourceId)).title).toBe('intranet.woodgrove.example')
  })

  it('writes nothing where nothing was changed', async () => {
    const { resourceId } = await page()
    await change(resourceId)
    expect(await changes(resourceId)).toEqual([])
  })

  it.each([
    ['no title', { title: ' ' }, 'title'],
    ['no text that can be seen', { body: '\u200b\n' }, 'body'],
    ['neither', { title: '', body: '' }, 'body,title'],
    ['a title that is too long', { title: 'x'.repeat(201) }, 'title'],
    ['a note that is too long', { note: 'x'.repeat(2001) }, 'note'],
    ['a text that is too long', { body: 'x'.repeat(200_001) }, 'body'],
  ])('names the fields of a page with %s', async (_, typed, fields) => {
    const { resourceId } = await page()
    const problem = await change(resourceId, typed).catch((error: unknown) => error)
    const named =
      problem instanceof Invalid
        ? Object.keys(problem.fields)
        : (problem as { issues: { path: string[] }[] }).issues.map(({ path }) => path[0]!)
    expect(named.sort().join()).toBe(fields)
    expect(await stored(resourceId)).toMatchObject({ title: 'Plan', body: '# Spring' })
  })

  it.each(['http://woodgrove.example', 'javascript:alert(1)', '', 'x'])('refuses the address %j', async (url) => {
    const { resourceId } = await share(people.megan, {})
    await expect(change(resourceId, { url })).rejects.toMatchObject({ fields: { url: expect.any(String) } })
    expect((await stored(resourceId)).url).toBe('https://intranet.woodgrove.example/rates')
  })

  it('is the sharer’s alone: not an administrator’s, not another member’s, not a guest’s who holds it', async () => {
    const { resourceId } = await share(people.megan, { addresses: people.nicole.principal.address })
    await expect(change(resourceId, { title: 'Taken' }, 'adele')).rejects.toThrow(AccessDenied)
    await expect(begin(resourceId, 'adele')).rejects.toThrow(AccessDenied)
    for (const other of ['lee', 'nicole'] as const) {
      await expect(change(resourceId, { title: 'Taken' }, other)).rejects.toThrow(NotFound)
      await expect(begin(resourceId, other)).rejects.toThrow(NotFound)
    }
    expect((await stored(resourceId)).title).toBe('Rates')
  })

  it('of 32 who send the same form at once one changes it, and the others are told and lose nothing', async () => {
    const { resourceId } = await page()
    const { revision } = await begin(resourceId)
    const send = (n: number) =>
      changeResource(people.megan, ChangeResource.parse({ resourceId, revision, title: 'Plan', body: `Text ${n}` }))
    const sent = await Promise.allSettled(Array.from({ length: 32 }, (_, n) => send(n)))
    const won = sent.filter(({ status }) => status === 'fulfilled')
    const lost = sent.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []))
    expect(won).toHaveLength(1)
    expect(
      lost.every((reason) => reason instanceof Conflict && /what you entered is still here/.test(reason.message)),
    ).toBe(true)
    expect(await changes(resourceId)).toHaveLength(1)
  })

  it('changes nothing that was deleted meanwhile, or from a form of before', async () => {
    const { resourceId } = await page()
    const { revision } = await begin(resourceId)
    await change(resourceId, { body: 'Newer' })
    const older = ChangeResource.parse({ resourceId, revision, title: 'Plan', body: 'Older' })
    await expect(changeResource(people.megan, older)).rejects.toThrow(Conflict)
    await expect(changeResource(people.megan, { ...older, revision: undefined })).rejects.toThrow(Conflict)
    await deleteResource(people.megan, { resourceId })
    await expect(changeResource(people.megan, older)).rejects.toThrow(NotFound)
    expect(await stored(resourceId)).toMatchObject({ body: 'Newer' })
  })
})
