import { randomUUID } from 'node:crypto'
import { Readable } from 'node:stream'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied, NotFound } from '../errors'
import { storeFile } from '../files/store-file'
import type { Caller, PersonCaller } from '../principal'
import { beginShare } from '../sharing/begin-share'
import { ChangeGrant, changeGrant, grantRevision } from '../sharing/change-grant'
import { CreateShareLink, createShareLink } from '../sharing/create-share-link'
import { deleteResource } from '../sharing/delete-resource'
import { getShare } from '../sharing/get-share'
import { giveUpGrant } from '../sharing/give-up-grant'
import { listHappenings } from '../sharing/list-happenings'
import { listPeople } from '../sharing/list-people'
import { listShareLinks } from '../sharing/list-share-links'
import { listShares } from '../sharing/list-shares'
import { openFile } from '../sharing/open-file'
import { redeemShareLink } from '../sharing/redeem-share-link'
import { restoreGrant } from '../sharing/restore-grant'
import { revokeGrant } from '../sharing/revoke-grant'
import { revokeShareLink } from '../sharing/revoke-share-link'
import { takeBackGrant } from '../sharing/take-back-grant'
import { Invite, invite } from './invite'
import { resendInvitation } from './resend-invitation'
import { ShareResource, shareResource } from './share-resource'
import { share } from './testing'

type Scene = {
  resourceId: string
  grants: Record<'nicole' | 'priya' | 'sam', string>
  shareLinkId: string
  token: string
}
type Name = CastName | 'stranger'
type Answer = 'ok' | 'not here' | 'denied' | 'conflict'

let people: Record<CastName, PersonCaller>
let scene: Scene

/** Megan shares a file with Nicole (a guest), Sam (invited), and Priya (a member, revoked), and by link. Lee and Omar have nothing. */
beforeEach(async () => {
  people = await seatCast()
  const { megan } = people
  const file = await db().storedFile.create({
    data: {
      name: 'a.pdf',
      mediaType: 'application/pdf',
      size: 3,
      sha256: new Uint8Array(32),
      uploadedById: megan.principal.id,
      startedAt: now(),
      storedAt: now(),
    },
  })
  const { resourceId } = await share(megan, {
    kind: 'file',
    fileId: file.id,
    addresses: 'nicole@contoso.example priya@woodgrove.example sam@northwind.example',
  })
  await db().mail.updateMany({ data: { createdAt: new Date(0) } })
  const grants = await db().grant.findMany({
    where: { resourceId },
    select: { id: true, principal: { select: { address: true } } },
  })
  const idOf = (address: string) => grants.find(({ principal }) => principal.address.startsWith(address))!.id
  const { shareLinkId, url } = await createShareLink(megan, CreateShareLink.parse({ resourceId, audience: 'anyone' }))
  await revokeGrant(megan, { grantId: idOf('priya') })
  scene = {
    resourceId,
    shareLinkId,
    token: url.split('/').at(-1)!,
    grants: { nicole: idOf('nicole'), priya: idOf('priya'), sam: idOf('sam') },
  }
})

const toView = async (caller: Caller) => {
  const grant = await db().grant.findUniqueOrThrow({ where: { id: scene.grants.nicole } })
  return changeGrant(caller, ChangeGrant.parse({ grantId: grant.id, revision: grantRevision(grant), role: 'view' }))
}
const callerOf = (name: Name): Caller => (name === 'stranger' ? stranger : people[name])
const everybody: Name[] = ['stranger', 'nicole', 'omar', 'lee', 'adele', 'megan']

const verbs: Record<string, [ask: (caller: Caller) => Promise<unknown>, answers: Record<string, Answer>]> = {
  shareResource: [
    (caller) => shareResource(caller, ShareResource.parse({ kind: 'link', url: 'https://a.example', title: 'A' })),
    { stranger: 'denied', nicole: 'denied', omar: 'denied', lee: 'ok', adele: 'ok', megan: 'ok' },
  ],
  beginShare: [
    (caller) => beginShare(caller, {}),
    { stranger: 'denied', nicole: 'denied', omar: 'denied', lee: 'ok', adele: 'ok', megan: 'ok' },
  ],
  listShares: [
    (caller) => listShares(caller),
    { stranger: 'denied', nicole: 'denied', omar: 'denied', lee: 'ok', adele: 'ok', megan: 'ok' },
  ],
  storeFile: [
    (caller) => storeFile(caller, { name: 'a.txt', size: 0, body: Readable.from([]) }),
    { stranger: 'denied', nicole: 'denied', omar: 'denied', lee: 'ok', adele: 'ok', megan: 'ok' },
  ],
  invite: [
    (caller) => invite(caller, Invite.parse({ resourceId: scene.resourceId, addresses: 'omar@fabrikam.example' })),
    { stranger: 'not here', nicole: 'not here', omar: 'not here', lee: 'not here', adele: 'denied', megan: 'ok' },
  ],
  resendInvitation: [
    (caller) => resendInvitation(caller, { grantId: scene.grants.sam }),
    { stranger: 'not here', nicole: 'not here', omar: 'not here', lee: 'not here', adele: 'denied', megan: 'ok' },
  ],
  createShareLink: [
    (caller) => createShareLink(caller, CreateShareLink.parse({ resourceId: scene.resourceId })),
    { stranger: 'not here', nicole: 'not here', omar: 'not here', lee: 'not here', adele: 'denied', megan: 'ok' },
  ],
  ...Object.fromEntries(
    Object.entries({
      changeGrant: (caller: Caller) => toView(caller),
      revokeGrant: (caller: Caller) => revokeGrant(caller, { grantId: scene.grants.nicole }),
      revokeShareLink: (caller: Caller) => revokeShareLink(caller, { shareLinkId: scene.shareLinkId, people: 'go' }),
      deleteResource: (caller: Caller) => deleteResource(caller, { resourceId: scene.resourceId }),
      getShare: (caller: Caller) => getShare(caller, scene),
      listPeople: (caller: Caller) => listPeople(caller, scene),
      listShareLinks: (caller: Caller) => listShareLinks(caller, scene),
      listHappenings: (caller: Caller) => listHappenings(caller, scene),
    }).map(([name, ask]) => [
      name,
      [ask, { stranger: 'not here', nicole: 'not here', omar: 'not here', lee: 'not here', adele: 'ok', megan: 'ok' }],
    ]),
  ),
  restoreGrant: [
    (caller) => restoreGrant(caller, { grantId: scene.grants.priya }),
    { stranger: 'not here', nicole: 'not here', omar: 'not here', lee: 'not here', adele: 'conflict', megan: 'ok' },
  ],
  'openFile, to look at it': [
    (caller) => openFile(caller, { resourceId: scene.resourceId, download: false }),
    { stranger: 'not here', nicole: 'ok', omar: 'not here', lee: 'not here', adele: 'not here', megan: 'ok' },
  ],
  'openFile, to keep it': [
    (caller) => openFile(caller, { resourceId: scene.resourceId, download: true }),
    { stranger: 'not here', nicole: 'ok', omar: 'not here', lee: 'not here', adele: 'not here', megan: 'ok' },
  ],
  giveUpGrant: [
    (caller) => giveUpGrant(caller, { grantId: scene.grants.nicole }),
    { stranger: 'denied', nicole: 'ok', omar: 'not here', lee: 'not here', adele: 'not here', megan: 'not here' },
  ],
  takeBackGrant: [
    async (caller) => {
      await giveUpGrant(people.nicole, { grantId: scene.grants.nicole })
      return takeBackGrant(caller, { grantId: scene.grants.nicole })
    },
    { stranger: 'denied', nicole: 'ok', omar: 'conflict', lee: 'conflict', adele: 'conflict', megan: 'conflict' },
  ],
  redeemShareLink: [
    (caller) => redeemShareLink(caller, { token: scene.token, acceptPrivacy: true }),
    { stranger: 'denied', nicole: 'ok', omar: 'ok', lee: 'ok', adele: 'ok', megan: 'ok' },
  ],
}

const cells = Object.entries(verbs).flatMap(([verb, [, answers]]) =>
  everybody.map((name) => [verb, name, answers[name]!] as const),
)

const answerOf = (promise: Promise<unknown>): Promise<Answer> =>
  promise.then(
    () => 'ok',
    (error: Error) => {
      if (error instanceof NotFound) return 'not here'
      if (error instanceof AccessDenied) return 'denied'
      if (error.name === 'Conflict') return 'conflict'
      throw error
    },
  )

const state = async () =>
  JSON.stringify(
    await Promise.all([
      db().resource.findMany(),
      db().grant.findMany({
        orderBy: { id: 'asc' },
        omit: { firstOpenedAt: true, lastOpenedAt: true, openCount: true },
      }),
      db().invitation.count(),
      db().shareLink.findMany(),
      db().mail.count(),
      db().principal.count(),
    ]),
    (_key, value) => (typeof value === 'bigint' ? String(value) : value),
  )

describe('who may do what', () => {
  it.each(cells)('%s, asked by %s: %s', async (verb, name, answer) => {
    const before = await state()
    expect(await answerOf(verbs[verb]![0](callerOf(name)))).toBe(answer)
    if (answer !== 'ok' && verb !== 'takeBackGrant') expect(await state()).toBe(before)
  })

  it('gives the same answer for what is not there as for what is not theirs', async () => {
    const ids = [randomUUID(), 'not-an-id', '', `${scene.resourceId}'`]
    for (const resourceId of ids) {
      for (const caller of [people.lee, people.adele, people.nicole, stranger]) {
        await expect(getShare(caller, { resourceId })).rejects.toThrow(NotFound)
        await expect(openFile(caller, { resourceId, download: true })).rejects.toThrow(NotFound)
      }
    }
  })

  it('shows an administrator who can open something, but not what it says', async () => {
    const link = await share(people.megan, { note: 'n' })
    expect((await getShare(people.adele, link)).content).toEqual({ kind: 'link', url: null })
    const page = await share(people.megan, { kind: 'page', title: 'P', body: 'secret' })
    expect((await getShare(people.adele, page)).content).toEqual({ kind: 'page', body: null })
    expect((await getShare(people.megan, page)).content).toEqual({ kind: 'page', body: 'secret' })
    const rows = (await listPeople(people.adele, scene)).rows
    expect(rows.map(({ invitationUrl }) => invitationUrl)).toEqual([null, null])
    expect((await listShareLinks(people.adele, scene)).map(({ url }) => url)).toEqual([null])
  })

  it('lets "Can view" look, and not keep', async () => {
    await toView(people.megan)
    expect((await openFile(people.nicole, { resourceId: scene.resourceId, download: false })).shown).toBe('pdf')
    await expect(openFile(people.nicole, { resourceId: scene.resourceId, download: true })).rejects.toThrow(
      AccessDenied,
    )
    await db().storedFile.updateMany({ data: { mediaType: 'application/octet-stream' } })
    await expect(openFile(people.nicole, { resourceId: scene.resourceId, download: false })).rejects.toThrow(
      AccessDenied,
    )
  })
})
