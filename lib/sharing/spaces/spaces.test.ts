import { Client } from 'pg'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { CastName } from '../../../prisma/cast'
import { after, DAY, now } from '../../clock'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { transaction } from '../../db/transaction'
import { AccessDenied, Conflict, Invalid, NotFound } from '../../errors'
import { uploaded } from '../../files/testing'
import { makeShareLink, outcomeOf } from '../../identity/testing'
import { add, addThing, makeSpace, contentsOf } from '../../invitations/testing'
import { saveLabel } from '../../policies/labels/labels'
import type { PersonCaller } from '../../principal'
import type { Role } from '../../role'
import { search } from '../../search/search'
import { askForDownload } from '../ask-for-download'
import { ChangeGrant, changeGrant, grantRevision } from '../change-grant'
import { lockTerms } from '../change-grant.sql'
import { beginChange, ChangeResource, changeResource } from '../change-resource'
import { CreateShareLink, createShareLink } from '../create-share-link'
import { deleteResource } from '../delete-resource'
import { getEnding } from '../get-ending'
import { getShare } from '../get-share'
import { getShareLink } from '../get-share-link'
import { getSharedResource } from '../get-shared-resource'
import { giveUpGrant } from '../give-up-grant'
import { labelResource } from '../label-resource'
import { listHappenings } from '../list-happenings'
import { listInbox } from '../list-inbox'
import { listPeople } from '../list-people'
import { mayStillOpen, openFile } from '../open-file'
import { openResource } from '../open-resource'
import { redeemShareLink } from '../redeem-share-link'
import { restoreGrant } from '../restore-grant'
import { revokeGrant } from '../revoke-grant'
import { takeBackGrant } from '../take-back-grant'
import { purgeResource } from '../trash/purge-resource'
import { AddVersion, addVersion } from '../versions/add-version'
import { listVersions } from '../versions/list-versions'
import { MOST_THINGS } from './lock-space'
import { beginAdding } from './begin-adding'
import { getSpace } from './get-space'

let people: Record<CastName, PersonCaller>
let spaceId: string

/** Megan makes a space. */
beforeEach(async () => {
  people = await seatCast()
  spaceId = (await makeSpace(people.megan)).spaceId
})

const idOf = (name: CastName) => people[name].principal.id
const addressOf = (name: CastName) => people[name].principal.address

/** Megan lets a person into the space, or gives them something in it. */
const join = (name: CastName, role: Role, resourceId = spaceId) =>
  add(people.megan, resourceId, addressOf(name), { role, ends: 'never' })
const put = async (name: CastName, fields: Record<string, unknown> = {}) =>
  (await addThing(people[name], spaceId, fields)).resourceId
const putFile = async (name: CastName, file = 'Rates.pdf', mediaType?: string) =>
  put(name, { kind: 'file', title: file, fileId: await uploaded(people[name], file, mediaType) })

const findGrant = (name: CastName, resourceId = spaceId) =>
  db().grant.findUniqueOrThrow({
    where: { resourceId_principalId: { resourceId, principalId: idOf(name) } },
  })
const revoke = async (by: CastName, name: CastName, resourceId = spaceId) =>
  revokeGrant(people[by], { grantId: (await findGrant(name, resourceId)).id })
const giveUp = async (name: CastName) => giveUpGrant(people[name], { grantId: (await findGrant(name)).id })
/** Changes a grant from a form that shows it as it is. */
async function change(by: CastName, name: CastName, fields: object, resourceId = spaceId) {
  const grant = await findGrant(name, resourceId)
  return changeGrant(
    people[by],
    ChangeGrant.parse({ grantId: grant.id, revision: grantRevision(grant), role: grant.role, ...fields }),
  )
}
const runOut = async (name: CastName, resourceId = spaceId) =>
  db().grant.update({
    where: { id: (await findGrant(name, resourceId)).id },
    data: { grantedAt: after(now(), -DAY), endsAt: now() },
  })

const managers = async () =>
  (
    await db().grant.findMany({
      where: { resourceId: spaceId, role: 'manage', revokedAt: null },
      select: { principalId: true },
    })
  ).map(({ principalId }) => principalId)
/** On whose names the space and what is in it run. */
const sharers = async () => {
  const rows = await db().resource.findMany({ where: { OR: [{ id: spaceId }, { spaceId }] } })
  return [...new Set(rows.map(({ sharedById }) => sharedById))]
}

const open = (name: CastName, resourceId: string, download = false) => openFile(people[name], { resourceId, download })
/** Checks that each of some requests is refused with an error of this kind. */
async function expectAll(
  trials: Promise<unknown>[],
  kind: typeof NotFound | typeof AccessDenied | typeof Conflict,
  who?: string,
) {
  for (const one of await Promise.allSettled(trials))
    expect(one, who).toMatchObject({ status: 'rejected', reason: expect.any(kind) })
}
const events = async (resourceId: string) =>
  (await db().auditEvent.findMany({ where: { resourceId }, orderBy: [{ at: 'asc' }, { id: 'asc' }] })).map(
    ({ type }) => type,
  )
const rowOf = (id: string) => db().resource.findUniqueOrThrow({ where: { id } })
const counts = async () => [
  await db().resource.count(),
  await db().grant.count(),
  await db().invitation.count(),
  await db().mail.count(),
  await db().principal.count(),
  await db().auditEvent.count(),
]

describe('createSpace', () => {
  it('makes its maker the first manager, and invites whoever is named, each written down', async () => {
    const made = await makeSpace(people.lee, {
      name: ' Harbor  bridge ',
      purpose: 'All about it.',
      addresses: `${addressOf('nicole')} sam@northwind.example`,
      role: 'contribute',
      ends: '30',
    })
    expect(made.outcomes.map((one) => [one.address, one.outcome])).toEqual([
      [addressOf('nicole'), 'granted'],
      ['sam@northwind.example', 'invited'],
    ])
    expect(await rowOf(made.spaceId)).toMatchObject({
      kind: 'space',
      title: 'Harbor bridge',
      note: 'All about it.',
      sharedById: idOf('lee'),
      spaceId: null,
      addedById: null,
      labelId: null,
    })
    const grants = await db().grant.findMany({ where: { resourceId: made.spaceId }, orderBy: { id: 'asc' } })
    expect(grants.map(({ principalId, role, endsAt }) => [principalId === idOf('lee'), role, endsAt === null])).toEqual(
      [
        [true, 'manage', true],
        [false, 'contribute', false],
        [false, 'contribute', false],
      ],
    )
    expect(await events(made.spaceId)).toEqual([
      'resource.created',
      'grant.given',
      'grant.given',
      'invitation.created',
      'grant.given',
      'invitation.created',
    ])
    const mails = await db().mail.findMany({ orderBy: { recipient: 'asc' } })
    expect(mails.map(({ template, recipient }) => [template, recipient])).toEqual([
      ['access-added', addressOf('nicole')],
      ['invitation', 'sam@northwind.example'],
    ])
  })

  it('makes nothing where a guest would manage it, known or not', async () => {
    const before = await counts()
    for (const addresses of [addressOf('nicole'), 'sam@northwind.example', `${addressOf('lee')} ${addressOf('omar')}`])
      await expect(makeSpace(people.megan, { addresses, role: 'manage' })).rejects.toMatchObject({
        code: 'role.members-only',
        fields: { role: expect.stringContaining('guest') },
      })
    expect(await counts()).toEqual(before)
    await makeSpace(people.megan, { addresses: addressOf('lee'), role: 'manage' })
  })

  it('needs a name, and says everything that is wrong at once', async () => {
    const before = await counts()
    for (const name of ['', '  ', '\u200b\u2800'])
      await expect(makeSpace(people.megan, { name })).rejects.toMatchObject({
        fields: { name: 'Give the space a name.' },
      })
    const wrong = makeSpace(people.megan, { name: '', addresses: 'x', ends: 'date' })
    await expect(wrong).rejects.toMatchObject({
      fields: { name: expect.any(String), addresses: expect.any(String), endsOn: expect.any(String) },
    })
    expect(await counts()).toEqual(before)
  })

  it('is for members', async () => {
    await expect(makeSpace(people.nicole)).rejects.toThrow(AccessDenied)
    await expect(makeSpace(stranger as unknown as PersonCaller)).rejects.toThrow(AccessDenied)
  })
})

describe('addToSpace', () => {
  it.each([
    ['lee', 'view', false],
    ['lee', 'download', false],
    ['lee', 'contribute', true],
    ['lee', 'manage', true],
    ['nicole', 'view', false],
    ['nicole', 'download', false],
    ['nicole', 'contribute', true],
  ] as const)('lets %s with the role %s: %s', async (name, role, allowed) => {
    await join(name, role)
    if (allowed) {
      expect(await beginAdding(people[name], { spaceId, kind: 'page' })).toMatchObject({
        kind: 'page',
        title: 'Bridge',
      })
      const resourceId = await put(name)
      expect(await rowOf(resourceId)).toMatchObject({
        spaceId,
        sharedById: idOf('megan'),
        addedById: idOf(name),
        deletedAt: null,
      })
      const [event] = await db().auditEvent.findMany({ where: { resourceId } })
      expect(event).toMatchObject({ type: 'resource.created', callerId: idOf(name), detail: { spaceId } })
    } else {
      await expect(put(name)).rejects.toThrow(AccessDenied)
      await expect(beginAdding(people[name], { spaceId })).rejects.toThrow(AccessDenied)
      expect(await db().resource.count({ where: { spaceId } })).toBe(0)
    }
  })

  it('finds no space for people who are not in it, administrators too, nor for whoever was', async () => {
    await join('lee', 'contribute')
    await join('nicole', 'contribute')
    await join('omar', 'contribute')
    await revoke('megan', 'lee')
    await runOut('nicole')
    await giveUp('omar')
    for (const name of ['lee', 'nicole', 'omar', 'priya', 'adele'] as const) {
      await expect(put(name), name).rejects.toThrow(NotFound)
      await expect(beginAdding(people[name], { spaceId }), name).rejects.toThrow(NotFound)
    }
    await expect(addThing(stranger as unknown as PersonCaller, spaceId)).rejects.toThrow(NotFound)
    expect(await db().resource.count({ where: { spaceId } })).toBe(0)
  })

  it('adds to spaces alone, and no space to one', async () => {
    const thing = await put('megan')
    for (const id of [thing, '', 'x', '00000000-0000-4000-8000-000000000000'])
      await expect(addThing(people.megan, id)).rejects.toThrow(NotFound)
    await expect(async () => put('megan', { kind: 'space', title: 'Inner' })).rejects.toThrow('Choose what to share.')
    const inner = { kind: 'space' as const, title: 'Inner', sharedById: idOf('megan'), createdAt: now() }
    await expect(
      db().resource.create({ data: { ...inner, spaceId, addedById: idOf('megan') }, select: { id: true } }),
    ).rejects.toThrow('Resource_space_holds_things')
    await deleteResource(people.megan, { resourceId: spaceId })
    await expect(put('megan')).rejects.toThrow(NotFound)
  })

  it('takes only a file that its adder uploaded', async () => {
    await join('nicole', 'contribute')
    const fileId = await uploaded(people.omar, 'Rates.pdf')
    await expect(put('nicole', { kind: 'file', fileId })).rejects.toThrow(Invalid)
    await expect(put('megan', { kind: 'file', fileId })).rejects.toThrow(Invalid)
    await join('omar', 'contribute')
    await put('omar', { kind: 'file', fileId })
    await expect(put('omar', { kind: 'file', fileId })).rejects.toThrow(Invalid)
  })

  it('takes no label, which is the managers’ to give, also from a forged form', async () => {
    const { id: labelId } = await db().sensitivityLabel.create({
      data: { name: 'Secret', place: 0, createdAt: now() },
      select: { id: true },
    })
    await join('nicole', 'contribute')
    const thing = await put('nicole', { labelId })
    expect((await db().resource.findUniqueOrThrow({ where: { id: thing } })).labelId).toBeNull()
  })

  it('goes on while people are let in, among them whoever adds: 32 of each at once', async () => {
    await join('lee', 'contribute')
    const letIn = (n: number) =>
      add(people.megan, spaceId, `${addressOf('lee')} sam.${n}@northwind.example`, { role: 'view' })
    const tries = await Promise.allSettled([
      ...Array.from({ length: 32 }, (_, n) => letIn(n)),
      ...Array.from({ length: 32 }, () => put('lee')),
    ])
    expect(tries.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []))).toEqual([])
    expect(await db().resource.count({ where: { spaceId } })).toBe(32)
    expect((await findGrant('lee')).role).toBe('contribute')
  })

  it('fills a space up to its limit, also 32 at once, and what is deleted makes room', async () => {
    await db().$executeRaw`
      INSERT INTO "Resource" (id, kind, title, url, "sharedById", "addedById", "spaceId", "createdAt", "deletedAt")
      SELECT gen_random_uuid(), 'link', 'Link ' || n, 'https://x.example', ${idOf('megan')}::uuid, ${idOf('megan')}::uuid, ${spaceId}::uuid,
        ${now()}, CASE WHEN n > ${MOST_THINGS - 2}::int THEN ${now()}::timestamptz END
      FROM generate_series(1, ${MOST_THINGS + 100}::int) n`
    const tries = await Promise.allSettled(Array.from({ length: 32 }, () => put('megan')))
    const refused = tries.filter((one) => one.status === 'rejected')
    expect(refused).toHaveLength(30)
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'space.full' })
    expect(await db().resource.count({ where: { spaceId, deletedAt: null } })).toBe(MOST_THINGS)
    const { id: resourceId } = await db().resource.findFirstOrThrow({ where: { spaceId, deletedAt: null } })
    await deleteResource(people.megan, { resourceId })
    await put('megan')
    await expect(put('megan')).rejects.toThrow(Conflict)
  })
})

describe('what is in a space', () => {
  it.each([
    ['lee', 'view', false],
    ['nicole', 'view', false],
    ['lee', 'download', true],
    ['nicole', 'download', true],
    ['lee', 'contribute', true],
    ['nicole', 'contribute', true],
    ['lee', 'manage', true],
  ] as const)('is opened by %s with the role %s, and downloaded: %s', async (name, role, downloads) => {
    const [pdf, table] = [await putFile('megan'), await putFile('megan', 'Rates.xlsx', 'application/octet-stream')]
    const [link, page] = [await put('megan'), await put('megan', { kind: 'page', title: 'Plan', body: 'One' })]
    await join(name, role)
    expect((await open(name, pdf)).name).toBe('Rates.pdf')
    const expected = downloads ? 'done' : 'AccessDenied'
    expect([
      await outcomeOf(open(name, pdf, true)),
      await outcomeOf(open(name, table)),
      await outcomeOf(open(name, table, true)),
    ]).toEqual([expected, expected, expected])
    expect(await openResource(people[name], { resourceId: link })).toMatchObject({ kind: 'link' })
    expect(await openResource(people[name], { resourceId: page })).toMatchObject({ markdown: 'One' })
    expect(await getSharedResource(people[name], { resourceId: pdf })).toMatchObject({
      role,
      mayDownload: downloads,
      mine: role === 'manage',
      grant: null,
      space: { id: spaceId, title: 'Bridge' },
      controls: [],
    })
  })

  it('is opened by itself: a space has no content to open', async () => {
    await expectAll(
      [openResource(people.megan, { resourceId: spaceId }), open('megan', spaceId), open('megan', spaceId, true)],
      NotFound,
    )
    expect(await getSharedResource(people.megan, { resourceId: spaceId })).toMatchObject({
      content: { kind: 'space' },
      role: 'manage',
      mine: true,
      space: null,
    })
    expect((await getShare(people.megan, { resourceId: spaceId })).content).toEqual({ kind: 'space' })
  })

  it('counts what is opened on the grant that it is opened through', async () => {
    const [pdf, page] = [await putFile('megan'), await put('megan', { kind: 'page', title: 'Plan', body: 'One' })]
    await join('nicole', 'view')
    await open('nicole', pdf)
    await openResource(people.nicole, { resourceId: page })
    expect(await findGrant('nicole')).toMatchObject({ openCount: 2, firstOpenedAt: expect.any(Date) })
    await join('nicole', 'download', pdf)
    await open('nicole', pdf, true)
    expect([(await findGrant('nicole')).openCount, (await findGrant('nicole', pdf)).openCount]).toEqual([2, 1])
    await getSpace(people.nicole, { spaceId })
    expect((await findGrant('nicole')).openCount).toBe(3)
    expect((await events(page)).at(-1)).toBe('resource.opened')
    expect((await events(spaceId)).at(-1)).toBe('resource.opened')
  })

  it.each([
    ['is revoked', () => revoke('megan', 'nicole')],
    ['has run out', () => runOut('nicole')],
    ['is given up', () => giveUp('nicole')],
  ])('closes to its holder at once where the grant on the space %s', async (_, end) => {
    await join('nicole', 'download')
    const [pdf, link] = [await putFile('megan'), await put('megan')]
    const asked = { resourceId: pdf, download: true }
    const opened = await openFile(people.nicole, asked)
    expect(await mayStillOpen(people.nicole, asked, opened)).toBe(true)
    await end()
    expect(await mayStillOpen(people.nicole, asked, opened)).toBe(false)
    await expectAll(
      [
        openFile(people.nicole, asked),
        openResource(people.nicole, { resourceId: link }),
        getSharedResource(people.nicole, { resourceId: link }),
        getSharedResource(people.nicole, { resourceId: spaceId }),
        getSpace(people.nicole, { spaceId }),
        contentsOf(people.nicole, { spaceId }),
      ],
      NotFound,
    )
    expect(await search(people.nicole, { q: 'rates' })).toEqual([])
  })

  it.each([
    ['view', 'download', true],
    ['download', 'view', true],
    ['contribute', 'view', true],
    ['view', 'view', false],
  ] as const)(
    'of a grant on the space (%s) and one of its own (%s) gives the more: download %s',
    async (space, own, downloads) => {
      const pdf = await putFile('megan')
      await join('nicole', space)
      await join('nicole', own, pdf)
      expect((await open('nicole', pdf)).name).toBe('Rates.pdf')
      expect(await outcomeOf(open('nicole', pdf, true))).toBe(downloads ? 'done' : 'AccessDenied')
      const shown = await getSharedResource(people.nicole, { resourceId: pdf })
      expect([shown.role, shown.mayDownload]).toEqual([downloads && own === 'view' ? space : own, downloads])
    },
  )

  it('opens for as long as one of the two grants is in force, and names the space to whoever is in it alone', async () => {
    const pdf = await putFile('megan')
    await join('nicole', 'view')
    await join('nicole', 'download', pdf)
    await runOut('nicole', pdf)
    expect(await getSharedResource(people.nicole, { resourceId: pdf })).toMatchObject({
      role: 'view',
      mayDownload: false,
    })
    expect(await outcomeOf(open('nicole', pdf, true))).toBe('AccessDenied')
    await join('nicole', 'download', pdf)
    await revoke('megan', 'nicole')
    const shown = await getSharedResource(people.nicole, { resourceId: pdf })
    expect(shown).toMatchObject({ role: 'download', mayDownload: true, space: null })
    expect(await outcomeOf(open('nicole', pdf, true))).toBe('done')
    expect(JSON.stringify([shown, await search(people.nicole, { q: 'rates' })])).not.toContain('Bridge')
    await expect(getSpace(people.nicole, { spaceId })).rejects.toThrow(NotFound)
  })

  it('is not there for people who are not in the space, and an administrator manages it unopened', async () => {
    const [pdf, link] = [await putFile('megan'), await put('megan')]
    for (const name of ['lee', 'omar', 'adele'] as const)
      await expectAll(
        [
          open(name, pdf),
          open(name, pdf, true),
          openResource(people[name], { resourceId: link }),
          getSharedResource(people[name], { resourceId: link }),
          getSpace(people[name], { spaceId }),
          contentsOf(people[name], { spaceId }),
        ],
        NotFound,
        name,
      )
    expect(await getShare(people.adele, { resourceId: link })).toMatchObject({
      content: { kind: 'link', url: null },
      mine: false,
    })
    await expect(getShare(people.lee, { resourceId: link })).rejects.toThrow(NotFound)
  })

  it('is asked for once for each file through the space, of whoever manages that', async () => {
    const [first, second] = [await putFile('megan'), await putFile('megan', 'Plan.pdf')]
    await join('lee', 'manage')
    await join('nicole', 'view')
    await join('omar', 'contribute')
    const ask = (name: CastName, resourceId: string) => askForDownload(people[name], { resourceId })
    await giveUp('megan')
    expect(await ask('nicole', first)).toEqual({ told: 'sharer' })
    await ask('nicole', second)
    await expectAll([ask('nicole', first), ask('omar', first), ask('nicole', spaceId)], Conflict)
    await expectAll([ask('priya', first), ask('megan', first)], NotFound)
    const mails = await db().mail.findMany({ where: { template: 'download-asked-for' }, select: { recipient: true } })
    expect(mails).toEqual(Array(2).fill({ recipient: addressOf('lee') }))
  })

  it('names no other guest to a guest, wherever they look', async () => {
    await join('nicole', 'contribute')
    await join('omar', 'contribute')
    const [hers, his] = [await put('nicole'), await put('omar')]
    const megans = await put('megan')
    const addersFor = async (name: CastName) => {
      const { rows } = await contentsOf(people[name], { spaceId })
      return [hers, his, megans].map((id) => rows.find(({ resourceId }) => resourceId === id)!.addedBy?.id ?? null)
    }
    expect(await addersFor('omar')).toEqual([null, idOf('omar'), idOf('megan')])
    expect(await addersFor('nicole')).toEqual([idOf('nicole'), null, idOf('megan')])
    expect(await addersFor('megan')).toEqual([idOf('nicole'), idOf('omar'), idOf('megan')])
    expect((await getSharedResource(people.omar, { resourceId: hers })).sharer.address).toBe(addressOf('megan'))
    const seen = [
      await getSpace(people.omar, { spaceId }),
      await getSharedResource(people.omar, { resourceId: hers }),
      await openResource(people.omar, { resourceId: hers }),
      await search(people.omar, { q: 'rates' }),
      await search(people.omar, { q: 'nicole' }),
      await listInbox(people.omar),
    ]
    expect(JSON.stringify(seen)).not.toMatch(/nicole/i)
    expect(JSON.stringify(seen)).not.toContain(idOf('nicole'))
    await deleteResource(people.megan, { resourceId: hers })
    expect(JSON.stringify(await getEnding(people.omar, { resourceId: hers }))).not.toMatch(/nicole/i)
  })
})

describe('governing what is in a space', () => {
  const edit = async (by: CastName, resourceId: string) => {
    const { revision, url } = await beginChange(people[by], { resourceId })
    return changeResource(people[by], ChangeResource.parse({ resourceId, revision, url, title: 'Changed' }))
  }
  async function makeLabel() {
    await saveLabel(people.adele, { name: 'Secret', note: '' })
    return (await db().sensitivityLabel.findFirstOrThrow()).id
  }
  const link = (by: CastName, resourceId: string) =>
    createShareLink(people[by], CreateShareLink.parse({ resourceId, audience: 'anyone' }))

  it('is every manager’s, whoever made the space and whoever added the thing', async () => {
    await join('lee', 'manage')
    await join('omar', 'contribute')
    const [thing, file] = [await put('omar'), await putFile('omar')]
    await edit('lee', thing)
    const labelId = await makeLabel()
    await labelResource(people.lee, { resourceId: thing, labelId })
    await add(people.lee, thing, addressOf('nicole'))
    expect((await listPeople(people.lee, { resourceId: thing })).rows[0]?.person.id).toBe(idOf('nicole'))
    await change('lee', 'nicole', { ends: '30' }, thing)
    await revoke('lee', 'nicole', thing)
    await restoreGrant(people.lee, { grantId: (await findGrant('nicole', thing)).id })
    await link('lee', thing)
    expect((await listHappenings(people.lee, { resourceId: thing })).rows.length).toBeGreaterThan(3)
    const fileId = await uploaded(people.lee, 'Rates 2027.pdf')
    await addVersion(people.lee, AddVersion.parse({ resourceId: file, fileId }))
    const [, first] = (await listVersions(people.lee, { resourceId: file })).rows
    expect(first?.madeBy.address).toBe(addressOf('omar'))
    expect((await openFile(people.lee, { resourceId: file, download: true, version: 1 })).name).toBe('Rates.pdf')
    expect(await getShare(people.lee, { resourceId: thing })).toMatchObject({
      mine: true,
      space: { id: spaceId, title: 'Bridge' },
      content: { url: expect.stringContaining('https://') },
    })
    await deleteResource(people.lee, { resourceId: thing })
    expect(await rowOf(thing)).toMatchObject({ title: 'Changed', labelId, deletedById: idOf('lee') })
  })

  it.each(['omar', 'priya', 'lee'] as const)('is not %s’s, who added it, or managed the space before', async (name) => {
    await join('omar', 'contribute')
    await join('priya', 'contribute')
    await join('lee', 'manage')
    const file = await putFile(name)
    const thing = await put(name)
    await add(people.megan, thing, addressOf('nicole'))
    const fileId = await uploaded(people.megan, 'Rates 2027.pdf')
    await addVersion(people.megan, AddVersion.parse({ resourceId: file, fileId }))
    await change('megan', 'lee', { role: 'contribute' })
    await expectAll(
      [
        edit(name, thing),
        labelResource(people[name], { resourceId: thing, labelId: '' }),
        add(people[name], thing, addressOf('nicole')),
        add(people[name], spaceId, addressOf('nicole')),
        listPeople(people[name], { resourceId: thing }),
        revoke(name, 'nicole', thing),
        change(name, 'nicole', { ends: '30' }, thing),
        link(name, thing),
        link(name, spaceId),
        listHappenings(people[name], { resourceId: thing }),
        getShare(people[name], { resourceId: thing }),
        deleteResource(people[name], { resourceId: thing }),
        deleteResource(people[name], { resourceId: spaceId }),
        addVersion(people[name], AddVersion.parse({ resourceId: file, fileId: file })),
        listVersions(people[name], { resourceId: file }),
        openFile(people[name], { resourceId: file, download: true, version: 1 }),
      ],
      NotFound,
    )
    expect((await open(name, file)).name).toBe('Rates 2027.pdf')
  })

  it('is the administrators’ as anywhere: they end, label and delete, and neither give, change nor open', async () => {
    const [thing, file] = [await put('megan'), await putFile('megan')]
    await add(people.megan, thing, addressOf('nicole'))
    await join('omar', 'contribute')
    await expectAll(
      [
        edit('adele', thing),
        add(people.adele, thing, addressOf('omar')),
        add(people.adele, spaceId, addressOf('lee')),
        link('adele', thing),
        listVersions(people.adele, { resourceId: file }),
      ],
      AccessDenied,
    )
    await expect(open('adele', file)).rejects.toThrow(NotFound)
    const labelId = await makeLabel()
    await labelResource(people.adele, { resourceId: thing, labelId })
    expect(await rowOf(thing)).toMatchObject({ labelId })
    await revoke('adele', 'nicole', thing)
    await change('adele', 'omar', { role: 'view' })
    await revoke('adele', 'omar')
    await deleteResource(people.adele, { resourceId: thing })
    await deleteResource(people.adele, { resourceId: spaceId })
  })
})

describe('a share link to what is in a space', () => {
  const standing = async (name: CastName, token: string) => (await getShareLink(people[name], { token })).standing

  it('is the managers’ own, who take no place on it, and lets others in', async () => {
    await join('lee', 'manage')
    const thing = await put('megan')
    const { token } = await makeShareLink({
      resourceId: thing,
      createdById: idOf('megan'),
      audience: 'anyone',
      maxPeople: 1,
    })
    expect([await standing('megan', token), await standing('lee', token)]).toEqual(['own', 'own'])
    await redeemShareLink(people.megan, { token, acceptPrivacy: false })
    expect(await db().grant.count({ where: { resourceId: thing } })).toBe(0)
    expect(await standing('omar', token)).toBe('new')
    await redeemShareLink(people.omar, { token, acceptPrivacy: false })
    expect(await getSharedResource(people.omar, { resourceId: thing })).toMatchObject({ space: null, role: 'view' })
    await expect(getSpace(people.omar, { spaceId })).rejects.toThrow(NotFound)
  })

  it('brings nobody back who was taken out of the space', async () => {
    await join('omar', 'view')
    const made = { createdById: idOf('megan'), audience: 'anyone' } as const
    const { token } = await makeShareLink({ resourceId: await put('megan'), ...made })
    expect(await standing('omar', token)).toBe('new')
    await revoke('megan', 'omar')
    expect(await standing('omar', token)).toBe('taken')
    await expect(redeemShareLink(people.omar, { token, acceptPrivacy: false })).rejects.toThrow(AccessDenied)
  })

  it('to the space itself gives at most download, and leaves a manager as they are', async () => {
    const made = { createdById: idOf('megan'), audience: 'anyone' } as const
    const { token } = await makeShareLink({ resourceId: spaceId, ...made })
    expect([await standing('megan', token), await standing('omar', token)]).toEqual(['held', 'new'])
    await redeemShareLink(people.megan, { token, acceptPrivacy: false })
    await redeemShareLink(people.omar, { token, acceptPrivacy: false })
    expect([(await findGrant('megan')).role, (await findGrant('omar')).role]).toEqual(['manage', 'view'])
    await revoke('megan', 'omar')
    await expect(redeemShareLink(people.omar, { token, acceptPrivacy: false })).rejects.toThrow(AccessDenied)
  })
})

describe('the role of a grant', () => {
  it('on a thing is at most download, on a link and a page view, whatever a forged form says', async () => {
    const things = { file: await putFile('megan'), link: await put('megan') }
    for (const role of ['contribute', 'manage'] as const)
      for (const [kind, resourceId] of Object.entries(things)) {
        const expected = kind === 'file' ? 'download' : 'view'
        for (const name of ['lee', 'nicole'] as const) {
          await join(name, role, resourceId)
          expect((await findGrant(name, resourceId)).role).toBe(expected)
          await change('megan', name, { role: 'view' }, resourceId)
          await change('megan', name, { role }, resourceId)
          expect((await findGrant(name, resourceId)).role).toBe(expected)
          await revoke('megan', name, resourceId)
        }
      }
    for (const role of ['contribute', 'manage', 'own', ''])
      expect(CreateShareLink.safeParse({ resourceId: spaceId, role }).success).toBe(false)
  })

  it('is never a manager’s for a guest', async () => {
    await join('nicole', 'contribute')
    await expect(join('omar', 'manage')).rejects.toMatchObject({ code: 'role.members-only' })
    await expect(change('megan', 'nicole', { role: 'manage' })).rejects.toMatchObject({ code: 'role.members-only' })
    expect(await managers()).toEqual([idOf('megan')])
    expect((await findGrant('nicole')).role).toBe('contribute')
  })

  it('of a manager never ends by itself', async () => {
    await add(people.megan, spaceId, addressOf('lee'), { role: 'manage', ends: '30' })
    expect((await findGrant('lee')).endsAt).toBeNull()
    await change('megan', 'lee', { role: 'manage', ends: '90' })
    expect((await findGrant('lee')).endsAt).toBeNull()
    await change('megan', 'lee', { role: 'contribute', ends: '30' })
    expect((await findGrant('lee')).endsAt).not.toBeNull()
    await change('megan', 'lee', { role: 'manage' })
    expect(await findGrant('lee')).toMatchObject({ role: 'manage', endsAt: null })
  })
})

describe('the last manager', () => {
  const refused = { code: 'space.last-manager' }

  it('can’t go, be taken out nor be lowered, by anybody', async () => {
    await put('megan')
    await join('nicole', 'contribute')
    const before = await counts()
    await expect(giveUp('megan')).rejects.toMatchObject(refused)
    for (const by of ['megan', 'adele'] as const) {
      await expect(revoke(by, 'megan')).rejects.toMatchObject(refused)
      for (const role of ['view', 'download', 'contribute'] as const)
        await expect(change(by, 'megan', { role })).rejects.toMatchObject(refused)
    }
    expect(await counts()).toEqual(before)
    expect(await findGrant('megan')).toMatchObject({ role: 'manage', endsAt: null, revokedAt: null })
  })

  it('is whoever is in office: one who is disabled or was taken out manages nothing', async () => {
    await join('lee', 'manage')
    await join('priya', 'manage')
    await revoke('megan', 'priya')
    await db().principal.update({ where: { id: idOf('lee') }, data: { blockedAt: now() } })
    await expect(giveUp('megan')).rejects.toMatchObject(refused)
    await db().principal.update({ where: { id: idOf('lee') }, data: { blockedAt: null } })
    await giveUp('megan')
    expect(await sharers()).toEqual([idOf('lee')])
  })

  it('hands the space and all in it over to who has managed it longest, and back to nobody', async () => {
    await join('lee', 'manage')
    await join('priya', 'manage')
    await put('megan')
    await put('priya')
    await revoke('megan', 'priya')
    expect(await sharers()).toEqual([idOf('megan')])
    await restoreGrant(people.megan, { grantId: (await findGrant('priya')).id })
    await giveUp('megan')
    expect(await sharers()).toEqual([idOf('lee')])
    await takeBackGrant(people.megan, { grantId: (await findGrant('megan')).id })
    expect(await sharers()).toEqual([idOf('lee')])
    const added = await put('megan')
    expect(await rowOf(added)).toMatchObject({ sharedById: idOf('lee'), addedById: idOf('megan') })
    await change('megan', 'lee', { role: 'view' })
    expect(await sharers()).toEqual([idOf('megan')])
  })

  it('hands over by a revocation of somebody else, in whatever was added meanwhile too', async () => {
    await join('lee', 'manage')
    const adding = Array.from({ length: 16 }, () => put('lee'))
    await Promise.all([...adding, revoke('lee', 'megan')])
    expect(await sharers()).toEqual([idOf('lee')])
    expect(await managers()).toEqual([idOf('lee')])
  })

  it('can’t be taken out by somebody who read another role of theirs before', async () => {
    await join('lee', 'contribute')
    const [megan, lee] = [await findGrant('megan'), await findGrant('lee')]
    const revoking = await transaction(async (tx) => {
      await lockTerms(tx, lee.id)
      // Reads what lee may do, and waits for the row.
      const begun = outcomeOf(revoke('adele', 'lee'))
      await vi.waitFor(async () => {
        const [row] = await db().$queryRaw<{ waiting: boolean }[]>`
          SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock') AS waiting`
        expect(row!.waiting).toBe(true)
      })
      await tx.grant.update({ where: { id: lee.id }, data: { role: 'manage', endsAt: null } })
      const gone = { revokedAt: now(), revokedById: idOf('megan') }
      await tx.grant.update({ where: { id: megan.id }, data: gone })
      return { begun }
    })
    expect(await revoking.begun).toBe('Conflict')
    expect(await managers()).toEqual([idOf('lee')])
  })

  it('of two is left, however 32 try at once', async () => {
    await join('lee', 'manage')
    await put('megan')
    const doing: (() => Promise<unknown>)[] = [
      () => giveUp('megan'),
      () => giveUp('lee'),
      () => revoke('adele', 'megan'),
      () => revoke('adele', 'lee'),
      () => change('adele', 'megan', { role: 'view' }),
      () => change('adele', 'lee', { role: 'contribute' }),
      () => revoke('megan', 'lee'),
      () => revoke('lee', 'megan'),
    ]
    const tries = await Promise.allSettled(Array.from({ length: 32 }, (_, n) => doing[n % doing.length]!()))
    for (const one of tries)
      if (one.status === 'rejected')
        expect(['Conflict', 'NotFound', 'AccessDenied']).toContain((one.reason as Error).name)
    const left = await managers()
    expect(left).toHaveLength(1)
    expect(await sharers()).toEqual(left)
  })
})

describe('deleting a space', () => {
  const mailsTo = (name: CastName) =>
    db().mail.findMany({ where: { recipient: addressOf(name), template: 'access-removed' } })

  it('deletes what is in it, keeps its files for the trash, and tells every holder once', async () => {
    await join('nicole', 'view')
    await join('omar', 'contribute')
    const [file, page] = [await putFile('omar'), await put('megan', { kind: 'page', title: 'Plan', body: 'One' })]
    const second = await uploaded(people.megan, 'Rates 2027.pdf')
    await addVersion(people.megan, AddVersion.parse({ resourceId: file, fileId: second }))
    await join('lee', 'view', page)
    const gone = await put('megan')
    await deleteResource(people.megan, { resourceId: gone })
    const goneAt = (await rowOf(gone)).deletedAt
    await db().mail.deleteMany()
    await deleteResource(people.megan, { resourceId: spaceId })

    const things = await db().resource.findMany({ where: { OR: [{ id: spaceId }, { spaceId }] } })
    expect(things).toHaveLength(4)
    for (const { deletedAt, deletedById } of things)
      expect([deletedAt, deletedById]).toEqual([expect.any(Date), idOf('megan')])
    expect((await rowOf(gone)).deletedAt).toEqual(goneAt)
    for (const { discardedAt } of await db().storedFile.findMany()) expect(discardedAt).toBeNull()
    expect(await db().storedFile.count()).toBe(2)
    for (const name of ['nicole', 'omar', 'lee'] as const) expect(await mailsTo(name), name).toHaveLength(1)
    const told = async (resourceId: string) =>
      (await db().auditEvent.findMany({ where: { resourceId, type: 'resource.deleted' } })).map(({ detail }) => detail)
    expect([await told(spaceId), await told(file), await told(page), await told(gone)]).toEqual([
      [{ kind: 'space', title: 'Bridge', people: 3 }],
      [{ kind: 'file', title: 'Rates.pdf', people: 0 }],
      [{ kind: 'page', title: 'Plan', people: 1 }],
      [{ kind: 'link', title: 'Rates', people: 0 }],
    ])
    for (const name of ['megan', 'nicole', 'omar', 'adele'] as const)
      await expectAll(
        [
          getSpace(people[name], { spaceId }),
          contentsOf(people[name], { spaceId }),
          getSharedResource(people[name], { resourceId: page }),
          openResource(people[name], { resourceId: page }),
          open(name, file),
          getShare(people[name], { resourceId: page }),
          put(name),
        ],
        NotFound,
        name,
      )
    expect(await search(people.megan, { q: 'plan' })).toEqual([])
  })

  it('takes no more statements for many things than for few, so that a full space is deleted and purged, too', async () => {
    const query = vi.spyOn(Client.prototype, 'query')
    const statements = async (things: number) => {
      const { spaceId: id } = await makeSpace(people.megan)
      for (let n = 0; n < things; n++) {
        const fileId = await uploaded(people.megan, `Rates ${n}.pdf`)
        await addThing(people.megan, id, { kind: 'file', fileId })
      }
      query.mockClear()
      await deleteResource(people.megan, { resourceId: id })
      const deleting = query.mock.calls.length
      query.mockClear()
      await purgeResource(people.megan, { resourceId: id })
      return { deleting, purging: query.mock.calls.length }
    }
    try {
      const few = await statements(2)
      const many = await statements(32)
      for (const act of ['deleting', 'purging'] as const) {
        expect(few[act], act).toBeGreaterThan(0)
        expect(many[act] - few[act], act).toBeLessThan(30)
      }
    } finally {
      query.mockRestore()
    }
    expect(await db().storedFile.count({ where: { discardedAt: null } })).toBe(0)
  })

  it('has one winner of 32, and leaves nothing behind that was added at the same moment', async () => {
    await join('lee', 'contribute')
    const thing = await put('megan')
    await db().mail.deleteMany()
    const deleting = Array.from({ length: 32 }, () => deleteResource(people.megan, { resourceId: spaceId }))
    const adding = Array.from({ length: 16 }, () => put('lee'))
    const ended = await Promise.allSettled([...deleting, ...adding])
    const tries = ended.slice(0, deleting.length)
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db().resource.count({ where: { spaceId, deletedAt: null } })).toBe(0)
    expect((await events(thing)).filter((type) => type === 'resource.deleted')).toHaveLength(1)
    expect((await events(spaceId)).filter((type) => type === 'resource.deleted')).toHaveLength(1)
    expect(await mailsTo('lee')).toHaveLength(1)
  })
})
