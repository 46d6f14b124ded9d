import { randomBytes } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { anew, makePolicy } from '../access/testing'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import { environment, seatCast, stranger } from '../db/testing'
import { transaction } from '../db/transaction'
import { AccessDenied, Conflict, ControlRequired, Invalid, NotFound } from '../errors'
import { noPolicies } from '../policy'
import type { Caller, PersonCaller } from '../principal'
import { hashToken } from '../secrets'
import { askForShareLink } from './ask-for-share-link'
import { CreateShareLink, createShareLink } from './create-share-link'
import { getShareLink } from './get-share-link'
import { giveGrant } from './give-grant'
import { giveUpGrant } from './give-up-grant'
import { listShareLinks } from './list-share-links'
import { redeemShareLink } from './redeem-share-link'
import { revokeGrant } from './revoke-grant'
import { revokeShareLink } from './revoke-share-link'
import { takeBackGrant } from './take-back-grant'
import { blockGuest } from '../people/guests/block-guest'
import { removeGuest } from '../people/guests/remove-guest'
import { unblockGuest } from '../people/guests/unblock-guest'

let people: Record<CastName, PersonCaller>
let resourceId: string

beforeEach(async () => {
  people = await seatCast()
  resourceId = (
    await db().resource.create({
      data: { kind: 'page', title: 'Plan', body: 'x', sharedById: people.megan.principal.id, createdAt: now() },
    })
  ).id
})

async function create(fields: Record<string, unknown> = {}) {
  const { shareLinkId, url } = await createShareLink(
    people.megan,
    CreateShareLink.parse({ resourceId, audience: 'anyone', ...fields }),
  )
  return { shareLinkId, token: url.slice('http://localhost:3000/links/'.length) }
}

const redeem = (caller: PersonCaller, token: string) => redeemShareLink(caller, { token, acceptPrivacy: true })
const link = () => db().shareLink.findFirstOrThrow()
const grantOf = ({ principal }: PersonCaller) => db().grant.findFirst({ where: { principalId: principal.id } })

/** Guests of other organizations who have proven their addresses. */
async function crowd(size: number, addressOf = (n: number) => `g${n}@crowd.example`): Promise<PersonCaller[]> {
  const made = await db().principal.createManyAndReturn({
    data: Array.from({ length: size }, (_, n) => ({
      kind: 'guest' as const,
      address: addressOf(n),
      createdAt: now(),
      provenAt: now(),
    })),
  })
  await db().guest.createMany({
    data: made.map(({ id }) => ({ principalId: id, invitedAt: now(), privacyAcceptedAt: now(), privacyVersion: 1 })),
  })
  const at = now()
  const sessions = await db().session.createManyAndReturn({
    data: made.map(({ id }) => ({
      ...environment,
      principalId: id,
      tokenHash: new Uint8Array(randomBytes(32)),
      startedAt: at,
      expiresAt: after(at, DAY),
    })),
  })
  return made.map((principal, n) => ({
    kind: 'person',
    principal: { ...principal, administrator: false },
    session: { ...sessions[n]!, proofs: { mailbox: at } },
    environment,
    policies: noPolicies,
  }))
}

describe('askForShareLink', () => {
  const asked = () => db().mail.findMany({ where: { template: 'share-link-asked-for' } })
  const ask = (caller: Caller, token: string) => askForShareLink(caller, { token })
  const shut = {
    ended: (id: string) => db().shareLink.update({ where: { id }, data: { endsAt: now() } }),
    revoked: (id: string) => db().shareLink.update({ where: { id }, data: { revokedAt: now() } }),
    full: (id: string) => db().shareLink.update({ where: { id }, data: { maxPeople: 1, peopleCount: 1 } }),
    deleted: () => db().resource.updateMany({ data: { deletedAt: now() } }),
  }

  it.each(['ended', 'revoked', 'full', 'deleted'] as const)(
    'asks the sharer of a link that is %s, three times a day however many strangers ask',
    async (how) => {
      const { token, shareLinkId } = await create()
      await shut[how](shareLinkId)
      const answers = await Promise.all(Array.from({ length: 20 }, () => ask(stranger, token)))
      expect(answers.every(({ told }) => told === 'sharer')).toBe(true)
      const mails = await asked()
      expect(mails.map(({ recipient, replyTo }) => ({ recipient, replyTo }))).toEqual(
        Array(3).fill({ recipient: 'megan@woodgrove.example', replyTo: null }),
      )
      expect(mails[0]!.input).toMatchObject({
        input: { asker: null, resourceId: how === 'deleted' ? null : resourceId },
      })
      expect(await db().auditEvent.count({ where: { type: 'share-link.asked-for', resourceId } })).toBe(3)
    },
  )

  it('names who asks in a session of theirs, once a day for each mailbox, whatever strangers have asked', async () => {
    const { token, shareLinkId } = await create()
    await shut.ended(shareLinkId)
    for (let n = 0; n < 5; n += 1) await ask(stranger, token)
    await Promise.all(Array.from({ length: 20 }, () => ask(people.omar, token)))
    const mails = (await asked()).filter(({ replyTo }) => replyTo !== null)
    expect(mails).toMatchObject([
      { replyTo: 'omar@fabrikam.example', input: { input: { asker: { address: 'omar@fabrikam.example' } } } },
    ])
    for (const tag of await crowd(20, (n) => `omar+${n}@crowd.example`)) await ask(tag, token)
    expect((await asked()).filter(({ replyTo }) => replyTo !== null)).toHaveLength(2)
  })

  it('mails no more than twenty questions a day of those who proved an address', async () => {
    const { token, shareLinkId } = await create()
    await shut.ended(shareLinkId)
    await Promise.all((await crowd(64)).map((caller) => ask(caller, token)))
    expect(await asked()).toHaveLength(20)
  })

  it('is there for whom the sharer revoked, who reads that their access ended and comes in no more', async () => {
    const { token } = await create()
    await redeem(people.omar, token)
    await revokeGrant(people.megan, { grantId: (await grantOf(people.omar))!.id })
    expect(await getShareLink(people.omar, { token })).toMatchObject({ standing: 'taken', resource: null })
    await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
    expect(await ask(people.omar, token)).toEqual({ told: 'sharer' })
  })

  it('reaches administrators once the sharer has left, and says so', async () => {
    const { token } = await create()
    await db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: now() } })
    expect(await ask(stranger, token)).toEqual({ told: 'others' })
    expect(await asked()).toMatchObject([
      { recipient: 'adele@woodgrove.example', input: { input: { maker: { address: 'megan@woodgrove.example' } } } },
    ])
  })

  it('does nothing by a link that is open, that is for others, or that nobody made', async () => {
    const { token } = await create({ audience: 'domains', domains: 'contoso.example' })
    for (const caller of [stranger, people.omar, people.nicole])
      expect(await ask(caller, token)).toEqual({ told: 'unasked' })
    expect(await ask(stranger, randomBytes(32).toString('base64url'))).toEqual({ told: 'unasked' })
    expect(await asked()).toEqual([])
    expect(await db().budget.count()).toBe(0)
  })
})

describe('createShareLink', () => {
  it('keeps only the hash of a 256-bit token', async () => {
    const { token } = await create()
    expect(Buffer.from(token, 'base64url')).toHaveLength(32)
    expect(Buffer.from((await link()).tokenHash)).toEqual(Buffer.from(hashToken(token)))
    expect(JSON.stringify(await db().auditEvent.findMany({ where: { resourceId } }))).not.toContain(token)
  })

  it('takes exact mail domains', async () => {
    await create({ audience: 'domains', domains: '@Contoso.example, FABRIKAM.example\ncontoso.example' })
    expect((await link()).domains).toEqual(['contoso.example', 'fabrikam.example'])
  })

  it.each([
    ['domains', ''],
    ['domains', 'contoso'],
    ['domains', '*.contoso.example'],
    ['domains', 'a@contoso.example'],
    ['domains', 'contoso.example nоrthwind.example'],
  ])('refuses %s %j', async (audience, domains) => {
    const refusal = await create({ audience, domains }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Invalid)
    expect((refusal as Invalid).fields.domains).toMatch(/\.$/)
    expect(await db().shareLink.count()).toBe(0)
  })

  it('counts people from 1 to 10,000, or not at all', () => {
    for (const wrong of ['0', '-1', '1.5', '1e2', '10001', 'x', 'NaN'])
      expect(
        CreateShareLink.safeParse({ resourceId, maxPeople: wrong }).error?.issues.map(({ message }) => message),
      ).toEqual(['Enter a number from 1 to 10,000, or nothing for no limit.'])
    expect(CreateShareLink.parse({ resourceId, maxPeople: '' }).maxPeople).toBeNull()
    expect(CreateShareLink.parse({ resourceId, maxPeople: '7' }).maxPeople).toBe(7)
  })
})

describe('redeemShareLink', () => {
  it('lets somebody in, counts them, and tells the sharer', async () => {
    const { token, shareLinkId } = await create({ role: 'download' })
    expect(await redeem(people.omar, token)).toEqual({ resourceId })
    // A page can only be viewed.
    expect(await grantOf(people.omar)).toMatchObject({
      role: 'view',
      shareLinkId,
      grantedById: people.megan.principal.id,
    })
    expect((await link()).peopleCount).toBe(1)
    expect(await db().mail.findFirst()).toMatchObject({
      template: 'share-link-redeemed',
      recipient: 'megan@woodgrove.example',
      replyTo: 'omar@fabrikam.example',
    })
    expect((await db().auditEvent.findMany({ where: { resourceId } })).map(({ type }) => type).sort()).toEqual([
      'grant.given',
      'share-link.created',
      'share-link.redeemed',
    ])
  })

  it('never lets in one too many of 64 at once', async () => {
    const { token } = await create({ maxPeople: 5 })
    const tries = await Promise.allSettled((await crowd(64)).map((caller) => redeem(caller, token)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(tries.filter((one) => one.status === 'rejected' && one.reason instanceof Conflict)).toHaveLength(59)
    expect((await link()).peopleCount).toBe(5)
    expect(await db().grant.count()).toBe(5)
  })

  it('tells the sharer once that the link is full, by the mail about the last of 64 at once', async () => {
    const { token } = await create({ maxPeople: 3 })
    await Promise.allSettled((await crowd(64)).map((caller) => redeem(caller, token)))
    const mails = await db().mail.findMany({ where: { template: 'share-link-redeemed' } })
    const filled = mails.map(({ input }) => (input as { input: { filled: number | null } }).input.filled)
    expect(filled.sort()).toEqual([3, null, null])
  })

  it('counts one person once, however many tabs', async () => {
    const { token } = await create({ maxPeople: 3 })
    const tries = await Promise.all(Array.from({ length: 32 }, () => redeem(people.omar, token)))
    expect(tries).toHaveLength(32)
    expect((await link()).peopleCount).toBe(1)
    expect(await db().mail.count()).toBe(1)
  })

  it('gives one mailbox one place, however many addresses it comes by, 64 at once', async () => {
    const { token } = await create({ maxPeople: 2 })
    const tags = await crowd(64, (n) => `omar+${n}@crowd.example`)
    const tries = await Promise.allSettled(tags.map((caller) => redeem(caller, token)))
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(64)
    expect((await link()).peopleCount).toBe(1)
    await redeem(people.nicole, token)
    expect((await link()).peopleCount).toBe(2)
    await expect(redeem(people.omar, token)).rejects.toThrow(Conflict)
  })

  it('gives a mailbox whose access was taken away nothing under another address', async () => {
    const { token } = await create()
    const [first, second] = (await crowd(2, (n) => `omar+${n}@crowd.example`)) as [PersonCaller, PersonCaller]
    await redeem(first, token)
    await revokeGrant(people.megan, { grantId: (await grantOf(first))!.id })
    await expect(redeem(second, token)).rejects.toThrow(AccessDenied)
    expect(await grantOf(second)).toBeNull()
  })

  it('leaves access that is there as it is, and takes no place for it', async () => {
    const principalId = people.nicole.principal.id
    await transaction((tx) => giveGrant(tx, people.megan, { resourceId, principalId, role: 'download', endsAt: null }))
    const { token } = await create({ role: 'view', maxPeople: 1 })
    await redeem(people.nicole, token)
    expect(await grantOf(people.nicole)).toMatchObject({ role: 'download', endsAt: null, shareLinkId: null })
    expect((await link()).peopleCount).toBe(0)
  })

  it('lets the sharer through without access of their own', async () => {
    const { token } = await create()
    await redeem(people.megan, token)
    expect(await db().grant.count()).toBe(0)
  })

  it('asks for the privacy statement once', async () => {
    await db().guest.updateMany({ data: { privacyVersion: null, privacyAcceptedAt: null } })
    const { token } = await create()
    await expect(redeemShareLink(people.omar, { token, acceptPrivacy: false })).rejects.toThrow(Invalid)
    expect(await db().grant.count()).toBe(0)
    await redeem(people.omar, token)
    await redeemShareLink(people.omar, { token, acceptPrivacy: false })
    expect(
      (await db().guest.findUniqueOrThrow({ where: { principalId: people.omar.principal.id } })).privacyVersion,
    ).toBe(1)
  })

  it('admits exact domains only', async () => {
    const { token } = await create({ audience: 'domains', domains: 'contoso.example' })
    await redeem(people.nicole, token)
    await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
    await expect(redeem(people.lee, token)).rejects.toThrow(AccessDenied)
    for (const [n, address] of [
      'x@sub.contoso.example',
      'x@evilcontoso.example',
      'x@contoso.example.evil.example',
    ].entries()) {
      const [person] = await crowd(n + 1).then((all) => all.slice(-1))
      await expect(redeem({ ...person!, principal: { ...person!.principal, address } }, token)).rejects.toThrow(
        AccessDenied,
      )
      await db().principal.deleteMany({ where: { address: { endsWith: '@crowd.example' } } })
    }
  })

  it('brings in nobody new for invited people', async () => {
    const { token } = await create({ audience: 'invited' })
    await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
    await transaction((tx) =>
      giveGrant(tx, people.megan, { resourceId, principalId: people.omar.principal.id, role: 'view', endsAt: null }),
    )
    await redeem(people.omar, token)
  })

  it('does not give back what the sharer took away, but lets return who gave it up', async () => {
    const { token } = await create({ maxPeople: 2 })
    await redeem(people.omar, token)
    const { id: grantId } = (await grantOf(people.omar))!
    await giveUpGrant(people.omar, { grantId })
    await redeem(people.omar, token)
    expect((await link()).peopleCount).toBe(1)
    await revokeGrant(people.megan, { grantId })
    await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
  })

  it('is lost for good, of 32 tabs and two links, once the sharer has revoked what was given up', async () => {
    const [one, other] = [await create(), await create()]
    await redeem(people.omar, one.token)
    const { id: grantId } = (await grantOf(people.omar))!
    await giveUpGrant(people.omar, { grantId })
    const doing = (n: number) =>
      n === 16 ? revokeGrant(people.megan, { grantId }) : redeem(people.omar, n % 2 ? one.token : other.token)
    const tries = await Promise.allSettled(Array.from({ length: 32 }, (_, n) => doing(n)))
    expect(tries[16]!.status).toBe('fulfilled')
    expect(await grantOf(people.omar)).toMatchObject({ revokedById: people.megan.principal.id })
    for (const { token } of [one, other]) await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
  })

  it('lets somebody in once by two links at once', async () => {
    const links = [await create(), await create()]
    await Promise.all(Array.from({ length: 32 }, (_, n) => redeem(people.omar, links[n % 2]!.token)))
    expect((await db().shareLink.findMany()).reduce((sum, { peopleCount }) => sum + peopleCount, 0)).toBe(1)
    expect(await db().mail.count()).toBe(1)
  })

  it.each([
    [
      'blocks',
      () => blockGuest(people.adele, { principalId: people.omar.principal.id }),
      () => unblockGuest(people.adele, { principalId: people.omar.principal.id }),
    ],
    [
      'removes',
      () => removeGuest(people.adele, { principalId: people.omar.principal.id }),
      () => db().principal.update({ where: { id: people.omar.principal.id }, data: { removedAt: null } }),
    ],
  ])(
    'gives nothing to somebody whom an administrator %s at the same time, also when they are back',
    async (_, no, back) => {
      const { token } = await create()
      for (let round = 0; round < 5; round++) {
        const tries = await Promise.allSettled([
          redeem(people.omar, token),
          no(),
          ...Array.from({ length: 16 }, () => redeem(people.omar, token)),
        ])
        expect(tries[1]!.status).toBe('fulfilled')
        await expect(redeem(people.omar, token)).rejects.toThrow(AccessDenied)
        const [grant, { removedAt }] = [
          await grantOf(people.omar),
          await db().principal.findUniqueOrThrow({ where: { id: people.omar.principal.id } }),
        ]
        if (removedAt) expect(grant?.revokedAt).not.toBeNull()
        await back()
        await db().grant.deleteMany()
      }
    },
  )

  it('is over once ended, revoked, or its resource deleted', async () => {
    const { token, shareLinkId } = await create()
    await db().shareLink.updateMany({ data: { endsAt: now() } })
    await expect(redeem(people.omar, token)).rejects.toThrow('has ended')
    await db().shareLink.updateMany({ data: { endsAt: null } })
    await db().resource.updateMany({ data: { deletedAt: now() } })
    await expect(redeem(people.omar, token)).rejects.toThrow('has ended')
    await db().resource.updateMany({ data: { deletedAt: null } })
    await revokeShareLink(people.megan, { shareLinkId, people: 'stay' })
    await expect(redeem(people.omar, token)).rejects.toThrow('has ended')
    expect(await db().grant.count()).toBe(0)
  })

  it.each(['', 'x', 'a'.repeat(43), `${'a'.repeat(42)}'`, '%00'])('knows no token %j', async (token) => {
    await create()
    await expect(redeem(people.omar, token)).rejects.toThrow(NotFound)
    await expect(getShareLink(stranger, { token })).rejects.toThrow(NotFound)
  })
})

describe('getShareLink', () => {
  it('says what is behind it once policies let somebody in, and not before', async () => {
    const { token } = await create()
    await makePolicy({ who: { guests: true }, what: { allResources: true }, controls: { multiFactor: true } })
    const nicole = await anew(people.nicole)
    await expect(getShareLink(nicole, { token })).rejects.toThrow(ControlRequired)
    expect(
      await getShareLink({ ...nicole, session: { ...nicole.session, proofs: { passkey: now() } } }, { token }),
    ).toMatchObject({ standing: 'new', resource: { title: 'Plan' } })
    expect(await getShareLink(stranger, { token })).toMatchObject({ standing: null, resource: null })
    await makePolicy({ who: { guests: true }, what: { allResources: true }, controls: { block: true } })
    await expect(getShareLink(await anew(people.nicole), { token })).rejects.toThrow(AccessDenied)
  })

  it('tells a stranger who shares, and nothing of what', async () => {
    const { token } = await create({ audience: 'domains', domains: 'contoso.example' })
    const seen = await getShareLink(stranger, { token })
    expect(seen).toMatchObject({
      organizationName: 'Woodgrove Bank',
      sharedBy: { name: 'Megan Bowen' },
      state: 'open',
      standing: null,
      resource: null,
      needsPrivacy: false,
    })
    expect(JSON.stringify(seen)).not.toMatch(/Plan|contoso/)
  })

  it('tells who is let in what it is, and others nothing', async () => {
    const { token } = await create({ audience: 'domains', domains: 'contoso.example' })
    expect(await getShareLink(people.nicole, { token })).toMatchObject({
      standing: 'new',
      resource: { resourceId, title: 'Plan', kind: 'page' },
    })
    expect(await getShareLink(people.omar, { token })).toMatchObject({ standing: 'outside', resource: null })
    expect(await getShareLink(people.megan, { token })).toMatchObject({ standing: 'own' })
  })

  it('says full and ended', async () => {
    const { token, shareLinkId } = await create({ maxPeople: 1 })
    await redeem(people.omar, token)
    expect(await getShareLink(stranger, { token })).toMatchObject({ state: 'full' })
    expect(await getShareLink(people.nicole, { token })).toMatchObject({
      state: 'full',
      standing: 'full',
      resource: null,
    })
    expect(await getShareLink(people.omar, { token })).toMatchObject({ standing: 'held' })
    await revokeShareLink(people.megan, { shareLinkId, people: 'stay' })
    expect(await getShareLink(stranger, { token })).toMatchObject({ state: 'ended', resource: null })
  })

  it('changes nothing', async () => {
    const { token } = await create()
    const before = await db().auditEvent.count()
    await Promise.all(Array.from({ length: 20 }, () => getShareLink(people.omar, { token })))
    expect([await db().grant.count(), await db().auditEvent.count(), (await link()).peopleCount]).toEqual([
      0,
      before,
      0,
    ])
  })
})

describe('revokeShareLink', () => {
  it.each(['stay', 'go'] as const)('asks whether those who came %s', async (choice) => {
    const { token, shareLinkId } = await create()
    await redeem(people.omar, token)
    await transaction((tx) =>
      giveGrant(tx, people.megan, { resourceId, principalId: people.nicole.principal.id, role: 'view', endsAt: null }),
    )
    expect(await revokeShareLink(people.megan, { shareLinkId, people: choice })).toEqual({
      left: choice === 'go' ? 1 : 0,
    })
    expect((await grantOf(people.omar))!.revokedAt === null).toBe(choice === 'stay')
    expect((await grantOf(people.nicole))!.revokedAt).toBeNull()
    expect(await db().mail.count({ where: { template: 'access-removed' } })).toBe(choice === 'go' ? 1 : 0)
    await expect(revokeShareLink(people.megan, { shareLinkId, people: choice })).rejects.toThrow(Conflict)
  })

  it('takes people out for good: also who gave it up, and whose time was over', async () => {
    const [one, other] = [await create(), await create()]
    for (const who of [people.omar, people.nicole]) await redeem(who, one.token)
    const { id: grantId } = (await grantOf(people.omar))!
    await giveUpGrant(people.omar, { grantId })
    await db().grant.updateMany({ where: { principalId: people.nicole.principal.id }, data: { endsAt: now() } })
    expect(await revokeShareLink(people.megan, { shareLinkId: one.shareLinkId, people: 'go' })).toEqual({ left: 0 })
    await expect(takeBackGrant(people.omar, { grantId })).rejects.toThrow(Conflict)
    for (const who of [people.omar, people.nicole]) await expect(redeem(who, other.token)).rejects.toThrow(AccessDenied)
    expect(
      (await db().mail.findMany({ where: { template: 'access-removed' } })).map(({ recipient }) => recipient),
    ).toEqual(['omar@fabrikam.example'])
    const events = await db().auditEvent.findMany({ where: { type: 'grant.revoked', resourceId } })
    expect(events.map(({ detail }) => (detail as { was: string }).was).sort()).toEqual(['given-up', 'over'])
  })

  it('lets nobody slip in while it takes people out', async () => {
    for (let round = 0; round < 5; round++) {
      const { token, shareLinkId } = await create()
      const guests = await crowd(16)
      await Promise.allSettled([
        ...guests.slice(0, 8).map((caller) => redeem(caller, token)),
        revokeShareLink(people.megan, { shareLinkId, people: 'go' }),
        ...guests.slice(8).map((caller) => redeem(caller, token)),
      ])
      expect(await db().grant.count({ where: { shareLinkId, revokedAt: null } })).toBe(0)
      await db().grant.deleteMany()
      await db().principal.deleteMany({ where: { address: { endsWith: '@crowd.example' } } })
    }
  })

  it('is closed to newcomers while whoever made it is disabled; who came in before stays', async () => {
    const { token } = await create()
    await redeem(people.omar, token)
    const disable = (blockedAt: Date | null) =>
      db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt } })
    await disable(now())
    await expect(redeem(people.nicole, token)).rejects.toThrow('lets nobody new in')
    expect(await getShareLink(stranger, { token })).toMatchObject({ state: 'closed', standing: null, resource: null })
    expect(await getShareLink(people.nicole, { token })).toMatchObject({
      state: 'closed',
      standing: 'closed',
      resource: null,
    })
    expect(await getShareLink(people.omar, { token })).toMatchObject({ standing: 'held', resource: { resourceId } })
    expect(await listShareLinks(people.adele, { resourceId })).toMatchObject([{ status: 'closed' }])
    await disable(null)
    await redeem(people.nicole, token)
  })

  it('lists audience, counts and the address to pass on', async () => {
    const { token } = await create({ maxPeople: 2 })
    await redeem(people.omar, token)
    expect(await listShareLinks(people.megan, { resourceId })).toMatchObject([
      {
        audience: 'anyone',
        peopleCount: 1,
        peopleNow: 1,
        maxPeople: 2,
        status: 'open',
        url: `http://localhost:3000/links/${token}`,
      },
    ])
  })
})
