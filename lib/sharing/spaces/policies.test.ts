import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { decide } from '../../access/decide'
import { findTarget, strictest } from '../../access/target'
import { anew, makePolicy } from '../../access/testing'
import { now } from '../../clock'
import { db } from '../../db/client'
import { seatCast } from '../../db/testing'
import { AccessDenied, ControlRequired } from '../../errors'
import { uploaded } from '../../files/testing'
import { makeShareLink, outcomeOf } from '../../identity/testing'
import { redeemInvitation } from '../../invitations/redeem-invitation'
import { add, addThing, makeSpace, share, contentsOf } from '../../invitations/testing'
import { saveLabel } from '../../policies/labels/labels'
import { PolicyForm } from '../../policies/policy-form'
import { previewPolicy } from '../../policies/preview-policy'
import { whatIf } from '../../policies/what-if'
import type { PolicySettingsInput } from '../../policy'
import type { PersonCaller } from '../../principal'
import { linkToken } from '../../secrets'
import { findFile } from '../find-file'
import { findManagedResource } from '../find-managed-resource'
import { findShareLink } from '../find-share-link'
import { findSharedResource } from '../find-shared-resource'
import { getShare } from '../get-share'
import { getShareLink } from '../get-share-link'
import { getSharedResource } from '../get-shared-resource'
import { labelResource } from '../label-resource'
import { openFile } from '../open-file'
import { openResource } from '../open-resource'
import { redeemShareLink } from '../redeem-share-link'
import { getSpace } from './get-space'

let people: Record<CastName, PersonCaller>
let spaceId: string
let file: string
let labels: { id: string | null; name: string | null }[]

/** Megan makes a space with a file in it, which Nicole may download. There are three labels, the least sensitive first. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
  file = await put('file', { kind: 'file', fileId: await uploaded(people.megan, 'Rates.pdf') })
  await add(people.megan, spaceId, people.nicole.principal.address, { role: 'download' })
  for (const name of ['Public', 'Internal', 'Secret']) await saveLabel(people.adele, { name, note: '' })
  const made = await db().sensitivityLabel.findMany({ orderBy: { place: 'asc' }, select: { id: true, name: true } })
  labels = [{ id: null, name: null }, ...made]
})

const put = async (title: string, fields: object = {}) =>
  (await addThing(people.megan, spaceId, { title, ...fields })).resourceId
const putPage = () => put('Plan', { kind: 'page', body: 'One' })
const label = (resourceId: string, labelId: string | null) =>
  labelResource(people.megan, { resourceId, labelId: labelId ?? '' })
const named = (name: string) => labels.find((one) => one.name === name)!.id!
/** Puts a policy on guests, and returns Nicole as her next request would find her. */
const under = async (
  what: PolicySettingsInput['what'],
  controls: PolicySettingsInput['controls'] = { block: true },
) => {
  await makePolicy({ who: { guests: true }, what, controls })
  return anew(people.nicole)
}

describe('a label', () => {
  it('of a thing is at least as strict as that of its space, however it is read', async () => {
    const { shareLinkId } = await makeLink()
    for (const [ownPlace, own] of labels.entries())
      for (const [spacePlace, space] of labels.entries()) {
        await label(file, own.id)
        await label(spaceId, space.id)
        const expected = labels[Math.max(ownPlace, spacePlace)]!
        const told = `${own.name} in ${space.name}`
        expect((await findTarget(people.nicole, file))?.labelId, told).toBe(expected.id)
        expect((await findFile(people.nicole, file))?.facts.labelId, told).toBe(expected.id)
        const held = await findSharedResource(people.nicole, file)
        expect([held.facts.labelId, held.label?.name ?? null], told).toEqual([expected.id, expected.name])
        expect((await findManagedResource(people.megan, file)).labelId, told).toBe(expected.id)
        expect((await getSharedResource(people.nicole, { resourceId: file })).label, told).toBe(expected.name)
        expect((await findShareLink(db(), shareLinkId)).resource.labelId, told).toBe(expected.id)
        expect((await getShare(people.megan, { resourceId: file })).labelId, told).toBe(own.id)
        expect((await findTarget(people.nicole, spaceId))?.labelId, told).toBe(space.id)
      }
  })

  /** A link of Megan's to the file, whose token stands for its id. */
  async function makeLink() {
    const made = await makeShareLink({ resourceId: file, createdById: people.megan.principal.id, audience: 'anyone' })
    return { shareLinkId: made.token }
  }

  it('of the space stands where the two are equal, and where the thing has none', () => {
    const [low, high] = [
      { labelId: 'a', label: { name: 'Public', place: 0 } },
      { labelId: 'b', label: { name: 'Secret', place: 1 } },
    ]
    const none = { labelId: null, label: null }
    expect(strictest(none, low)).toBe(low)
    expect(strictest(low, none)).toBe(low)
    expect(strictest(low, null)).toBe(low)
    expect(strictest(low, high)).toBe(high)
    expect(strictest(high, low)).toBe(high)
    expect(strictest(none, none)).toBe(none)
  })

  it('of the space brings its policies to all that is in it, and leaves what is labeled more strictly to that one’s', async () => {
    await label(spaceId, named('Internal'))
    const page = await putPage()
    const nicole = await under({ labelIds: [named('Internal')] })
    for (const resourceId of [file, page])
      await expect(getSharedResource(nicole, { resourceId })).rejects.toThrow(AccessDenied)
    await expect(openFile(nicole, { resourceId: file, download: false })).rejects.toThrow(AccessDenied)
    await expect(getSpace(nicole, { spaceId })).rejects.toThrow(AccessDenied)
    await label(page, named('Secret'))
    expect(await openResource(nicole, { resourceId: page })).toMatchObject({ markdown: 'One' })
    await label(page, named('Public'))
    await expect(openResource(nicole, { resourceId: page })).rejects.toThrow(AccessDenied)
    await label(spaceId, null)
    expect(await openResource(nicole, { resourceId: page })).toMatchObject({ markdown: 'One' })
  })
})

describe('a policy on a space', () => {
  it('reaches the space and all that is in it, and nothing else', async () => {
    const page = await putPage()
    const other = (await makeSpace(people.megan, { name: 'Other' })).spaceId
    const { resourceId: elsewhere } = await addThing(people.megan, other, { kind: 'page', title: 'Else', body: 'Two' })
    await add(people.megan, other, people.nicole.principal.address)
    const nicole = await under({ resourceIds: [spaceId] })
    const trials = [
      getSpace(nicole, { spaceId }),
      contentsOf(nicole, { spaceId }),
      getSharedResource(nicole, { resourceId: page }),
      openResource(nicole, { resourceId: page }),
      openFile(nicole, { resourceId: file, download: false }),
      openFile(nicole, { resourceId: file, download: true }),
      addThing(nicole, spaceId),
    ]
    for (const one of await Promise.allSettled(trials))
      expect(one).toMatchObject({ status: 'rejected', reason: expect.any(AccessDenied) })
    expect(await openResource(nicole, { resourceId: elsewhere })).toMatchObject({ markdown: 'Two' })
    const { megan } = people
    expect(await openResource(await anew(megan), { resourceId: page })).toMatchObject({ markdown: 'One' })
  })

  it('reaches who holds a grant on a thing in it alone', async () => {
    const page = await putPage()
    await add(people.megan, page, people.omar.principal.address)
    await makePolicy({ who: { guests: true }, what: { resourceIds: [spaceId] }, controls: { block: true } })
    await expect(openResource(await anew(people.omar), { resourceId: page })).rejects.toThrow(AccessDenied)
  })

  it('that lets view alone refuses downloads of what is in it', async () => {
    const nicole = await under({ resourceIds: [spaceId] }, { viewOnly: true })
    expect((await openFile(nicole, { resourceId: file, download: false })).name).toBe('Rates.pdf')
    await expect(openFile(nicole, { resourceId: file, download: true })).rejects.toThrow(AccessDenied)
    expect(await getSharedResource(nicole, { resourceId: file })).toMatchObject({ mayDownload: false })
  })

  it('that leaves the space out leaves out what is in it', async () => {
    const page = await putPage()
    const nicole = await under({ allResources: true, except: { resourceIds: [spaceId] } })
    expect(await openResource(nicole, { resourceId: page })).toMatchObject({ markdown: 'One' })
    expect((await openFile(nicole, { resourceId: file, download: true })).name).toBe('Rates.pdf')
    expect((await getSpace(nicole, { spaceId })).contents?.rows).toHaveLength(2)
  })

  it('that asks for a code is met for all that is in the space by one for the space, and by one for a thing for that alone', async () => {
    const page = await putPage()
    const nicole = await under({ resourceIds: [spaceId] }, { codeForEach: true })
    const having = (...codesFor: string[]) => ({ ...nicole, session: { ...nicole.session, codesFor } })
    const view = async (caller: PersonCaller, resourceId: string) =>
      decide(caller, 'resource.view', (await findTarget(caller, resourceId))!).effect
    const views = async (caller: PersonCaller) => [
      await view(caller, spaceId),
      await view(caller, page),
      await view(caller, file),
    ]
    expect(await views(nicole)).toEqual(['challenge', 'challenge', 'challenge'])
    expect(await views(having(spaceId))).toEqual(['permit', 'permit', 'permit'])
    expect(await views(having(page))).toEqual(['challenge', 'permit', 'challenge'])
    await expect(getSpace(nicole, { spaceId })).rejects.toThrow(ControlRequired)
    await expect(openFile(having(page), { resourceId: file, download: false })).rejects.toThrow(ControlRequired)
    expect((await openFile(having(spaceId), { resourceId: file, download: true })).name).toBe('Rates.pdf')
  })

  it.each([
    ['the space', () => ({ resourceIds: [spaceId] }), 'AccessDenied'],
    ['its label', () => ({ labelIds: [named('Secret')] }), 'AccessDenied'],
    ['all but the space', () => ({ allResources: true, except: { resourceIds: [spaceId] } }), 'done'],
  ])('on %s holds for links and invitations to what is in it', async (_, what, expected) => {
    const [page, plan] = [await putPage(), await putPage()]
    await label(spaceId, named('Secret'))
    const made = { createdById: people.megan.principal.id, audience: 'anyone' } as const
    const { token } = await makeShareLink({ ...made, resourceId: page })
    await add(people.megan, plan, people.omar.principal.address)
    const { id } = await db().invitation.findFirstOrThrow({ where: { resourceId: plan } })
    await makePolicy({ who: { guests: true }, what: what(), controls: { block: true } })
    const omar = await anew(people.omar)
    expect([
      await outcomeOf(getShareLink(omar, { token })),
      await outcomeOf(redeemShareLink(omar, { token, acceptPrivacy: true })),
      await outcomeOf(redeemInvitation(omar, { token: linkToken('invitation', id), acceptPrivacy: true })),
    ]).toEqual(Array(3).fill(expected))
  })

  it('says beforehand that it touches all that is in the space, or leaves it out', async () => {
    const page = await putPage()
    await makeSpace(people.megan, { name: 'Other' })
    const draft = (more: object) =>
      previewPolicy(
        people.adele,
        PolicyForm.parse({ name: 'A policy', state: 'on', who: ['guests'], multiFactor: 'on', ...more }),
      )
    expect(await draft({ resources: 'all' })).toMatchObject({ resources: 4 })
    expect(await draft({ resources: 'chosen', resourceNames: 'Bridge' })).toMatchObject({ resources: 3 })
    expect(await draft({ resources: 'chosen', resourceNames: 'Other' })).toMatchObject({ resources: 1 })
    expect(await draft({ resources: 'chosen', resourceNames: 'Plan' })).toMatchObject({ resources: 1 })
    expect(await draft({ resources: 'all', exceptResourceNames: 'Bridge' })).toMatchObject({ resources: 1 })
    await label(spaceId, named('Internal'))
    await label(file, named('Secret'))
    await label(page, named('Public'))
    const by = (name: string) => [named(name)]
    expect(await draft({ resources: 'chosen', labelIds: by('Internal') })).toMatchObject({ resources: 2 })
    expect(await draft({ resources: 'chosen', labelIds: by('Secret') })).toMatchObject({ resources: 1 })
    expect(await draft({ resources: 'chosen', labelIds: by('Public') })).toMatchObject({ resources: 0 })
    expect(await draft({ resources: 'all', exceptLabelIds: by('Internal') })).toMatchObject({ resources: 2 })
    const both = { resources: 'chosen', resourceNames: 'Bridge', exceptLabelIds: by('Secret') }
    expect(await draft(both)).toMatchObject({ resources: 2 })
  })
})

describe('what if', () => {
  const ask = async (resource: string, person = people.nicole.principal.address) =>
    (await whatIf(await anew(people.adele), { person, resource, address: '203.0.113.7' })).answer?.sentence

  it('answers of what is in a space by the grants on that, and by the policies on it', async () => {
    await putPage()
    for (const title of ['Plan', 'Bridge']) {
      expect(await ask(title)).toBe('It would open.')
      expect(await ask(title, people.megan.principal.address)).toBe('It would open.')
      expect(await ask(title, people.omar.principal.address)).toMatch(/would not open: .*no grant/)
      expect(await ask(title, people.adele.principal.address)).toMatch(/would not open: .*no grant/)
    }
    await makePolicy({ who: { guests: true }, what: { resourceIds: [spaceId] }, controls: { multiFactor: true } })
    for (const title of ['Plan', 'Bridge'])
      expect(await ask(title)).toBe('It would open after multi-factor authentication.')
    await db().grant.updateMany({
      where: { principalId: people.nicole.principal.id },
      data: { revokedAt: now(), revokedById: people.megan.principal.id },
    })
    expect(await ask('Plan')).toMatch(/would not open: .*no grant/)
  })
})

describe('a policy on sharing', () => {
  it.each([{ block: true }, { multiFactor: true }])(
    'makes nobody a stranger to what they share or manage: %j',
    async (controls) => {
      const page = await putPage()
      const { resourceId: alone } = await share(people.megan)
      const made = { createdById: people.megan.principal.id, audience: 'anyone' } as const
      const tokens = [
        (await makeShareLink({ ...made, resourceId: alone })).token,
        (await makeShareLink({ ...made, resourceId: page })).token,
      ]
      await makePolicy({ who: { members: true }, what: { areas: ['sharing'] }, controls })
      const megan = await anew(people.megan)
      for (const token of tokens) {
        expect((await getShareLink(megan, { token })).standing).toBe('own')
        await redeemShareLink(megan, { token, acceptPrivacy: false })
      }
      expect(await db().grant.count({ where: { resourceId: { in: [alone, page] } } })).toBe(0)
      for (const resourceId of [alone, page])
        expect((await getSharedResource(megan, { resourceId })).mine, resourceId).toBe(true)
    },
  )
})
