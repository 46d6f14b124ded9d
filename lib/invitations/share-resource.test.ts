import { randomUUID } from 'node:crypto'
import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { after, DAY, now } from '../clock'
import { db } from '../db/client'
import { seatCast, stranger } from '../db/testing'
import { AccessDenied, Invalid } from '../errors'
import type { PersonCaller } from '../principal'
import { hashToken, linkToken } from '../secrets'
import { getMailTrouble } from '../mail/get-mail-trouble'
import { getShare } from '../sharing/get-share'
import { listHappenings } from '../sharing/list-happenings'
import { listPeople } from '../sharing/list-people'
import { findInvitation } from './find-invitation'
import { Invite, invite } from './invite'
import { invitationState } from './invitation-state'
import { resendInvitation } from './resend-invitation'
import { ShareResource, shareResource } from './share-resource'
import { share } from './testing'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const fieldsOf = (promise: Promise<unknown>): Promise<Record<string, string>> =>
  promise.then(
    () => ({}),
    (error: unknown) => {
      if (error instanceof Invalid) return error.fields
      throw error
    },
  )

async function counts() {
  const [resources, grants, invitations, mails, principals] = await Promise.all([
    db().resource.count(),
    db().grant.count(),
    db().invitation.count(),
    db().mail.count(),
    db().principal.count(),
  ])
  return { resources, grants, invitations, mails, principals }
}

describe('shareResource', () => {
  it('tells the sharer when an invitation has run out unaccepted', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'sam@northwind.example' })
    const ranOut = async () =>
      (await listPeople(people.megan, { resourceId })).rows.map((row) => [row.status, row.ranOut])
    expect(await ranOut()).toEqual([['pending', false]])
    await db().invitation.updateMany({ data: { expiresAt: now() } })
    expect(await ranOut()).toEqual([['pending', true]])
  })

  it.each([
    [
      'invites again',
      async (resourceId: string) =>
        invite(people.priya, Invite.parse({ resourceId, addresses: 'sam@northwind.example' })),
    ],
    [
      'sends it again',
      async (resourceId: string) =>
        resendInvitation(people.priya, { grantId: (await db().grant.findFirstOrThrow({ where: { resourceId } })).id }),
    ],
  ])('an invitation of somebody disabled is closed, until whoever shares it now %s', async (_, takeOver) => {
    const { resourceId } = await share(people.megan, { addresses: 'sam@northwind.example' })
    await db().mail.updateMany({ data: { createdAt: new Date(0) } })
    await db().principal.update({ where: { id: people.megan.principal.id }, data: { blockedAt: now() } })
    await db().resource.update({ where: { id: resourceId }, data: { sharedById: people.priya.principal.id } })
    const closed = async () => (await listPeople(people.priya, { resourceId })).rows.map((row) => row.closed)
    expect(await closed()).toEqual([true])
    await takeOver(resourceId)
    expect(await closed()).toEqual([false])
    expect(await db().invitation.findFirst()).toMatchObject({ invitedById: people.priya.principal.id })
  })

  it('sends again what did not arrive, to whoever has access already; what arrived is not sent twice', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'nicole@contoso.example lee@woodgrove.example' })
    const grants = await db().grant.findMany({ where: { resourceId }, orderBy: { id: 'asc' }, select: { id: true } })
    for (const { id: grantId } of grants) {
      await expect(resendInvitation(people.megan, { grantId })).rejects.toThrow('has accepted already')
      await db().mail.updateMany({
        where: { grantId },
        data: { droppedAt: now(), lastError: '550 no such mailbox', createdAt: new Date(0) },
      })
      await resendInvitation(people.megan, { grantId })
      await expect(resendInvitation(people.megan, { grantId })).rejects.toThrow('has accepted already')
    }
    const mail = await db().mail.findMany({
      where: { droppedAt: null },
      orderBy: { id: 'asc' },
      select: { template: true, recipient: true },
    })
    expect(mail.map(({ template, recipient }) => `${template} ${recipient}`).sort()).toEqual([
      'access-added lee@woodgrove.example',
      'access-added nicole@contoso.example',
    ])
  })

  it('shares a link and answers for every address', async () => {
    const { resourceId, outcomes } = await share(people.megan, {
      addresses: 'Sam@Northwind.example, nicole@contoso.example\nlee@woodgrove.example  nicole@contoso.example',
      message: 'For Thursday.',
    })
    expect(outcomes).toEqual([
      { address: 'lee@woodgrove.example', name: 'Lee Gu', outcome: 'granted' },
      { address: 'nicole@contoso.example', name: 'Nicole Baker', outcome: 'granted' },
      { address: 'sam@northwind.example', name: null, outcome: 'invited' },
    ])
    const grants = await db().grant.findMany({ where: { resourceId } })
    expect(grants.map(({ role, grantedById }) => [role, grantedById])).toEqual(
      Array(3).fill(['view', people.megan.principal.id]),
    )
    expect(Math.abs(grants[0]!.endsAt!.getTime() - after(now(), 90 * DAY).getTime())).toBeLessThan(60_000)
  })

  it.each(['link', 'page'] as const)(
    'gives nobody download of a %s, whatever the form says, and mails nobody of it',
    async (kind) => {
      const content = kind === 'page' ? { kind, title: 'P', body: 'x' } : {}
      const { resourceId } = await share(people.megan, {
        ...content,
        role: 'download',
        addresses: 'sam@northwind.example nicole@contoso.example',
      })
      expect((await db().grant.findMany({ where: { resourceId } })).map(({ role }) => role)).toEqual(['view', 'view'])
      const mails = await db().mail.findMany()
      expect(mails.map(({ input }) => (input as { input: { role: string } }).input.role)).toEqual(['view', 'view'])
      expect((await getShare(people.megan, { resourceId })).shared).toEqual({ kind, shown: true })
      expect((await listHappenings(people.megan, { resourceId })).rows.flatMap(({ role }) => role ?? [])).toEqual([
        'view',
        'view',
      ])
    },
  )

  it('makes an outside person a pending guest whose sponsor is the inviter, with an invitation by mail', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'sam@northwind.example', message: 'Hello Sam' })
    const sam = await db().principal.findUniqueOrThrow({
      where: { address: 'sam@northwind.example' },
      include: { guest: true, invitations: true },
    })
    expect(sam).toMatchObject({
      kind: 'guest',
      provenAt: null,
      guest: { sponsorId: people.megan.principal.id, privacyAcceptedAt: null },
    })
    const [invitation] = sam.invitations
    expect(invitation).toMatchObject({
      resourceId,
      message: 'Hello Sam',
      redeemedAt: null,
      invitedById: people.megan.principal.id,
    })
    expect(Buffer.from(invitation!.tokenHash)).toEqual(Buffer.from(hashToken(linkToken('invitation', invitation!.id))))
    expect(invitation!.expiresAt.getTime() - invitation!.createdAt.getTime()).toBe(30 * DAY)
    const mail = await db().mail.findFirstOrThrow()
    expect(mail).toMatchObject({
      template: 'invitation',
      recipient: 'sam@northwind.example',
      replyTo: 'megan@woodgrove.example',
    })
    expect(JSON.stringify(mail.input)).not.toContain(linkToken('invitation', invitation!.id))
  })

  it('lets an invitation run out with the access it offers', async () => {
    await share(people.megan, {
      addresses: 'sam@northwind.example',
      ends: 'date',
      endsOn: after(now(), 3 * DAY)
        .toISOString()
        .slice(0, 10),
    })
    const grant = await db().grant.findFirstOrThrow()
    const invitation = await db().invitation.findFirstOrThrow()
    expect(invitation.expiresAt).toEqual(grant.endsAt)
  })

  it('gives a known guest access at once, and the mail carries a shortcut', async () => {
    await share(people.megan, { addresses: 'nicole@contoso.example' })
    const invitation = await db().invitation.findFirstOrThrow()
    const mail = await db().mail.findFirstOrThrow()
    expect(mail.template).toBe('access-added')
    expect(mail.input).toMatchObject({ input: { invitationId: invitation.id } })
    expect(await db().session.count({ where: { principalId: people.nicole.principal.id } })).toBe(1)
  })

  it('makes an address of the organization’s own domains a member', async () => {
    await db().organization.update({ where: { id: 1 }, data: { memberDomains: ['woodgrove.example'] } })
    const { outcomes } = await share(people.megan, { addresses: 'new@woodgrove.example' })
    expect(outcomes).toMatchObject([{ outcome: 'granted' }])
    const made = await db().principal.findUniqueOrThrow({
      where: { address: 'new@woodgrove.example' },
      include: { guest: true, roles: true },
    })
    expect(made).toMatchObject({ kind: 'member', roles: [], guest: null })
    expect(await db().invitation.count()).toBe(0)
  })

  it('tells the trail of everything in the same transaction', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'sam@northwind.example' })
    const events = await db().auditEvent.findMany({
      where: { callerId: people.megan.principal.id },
      orderBy: { id: 'asc' },
    })
    expect(events.map(({ type }) => type).sort()).toEqual([
      'grant.given',
      'guest.invited',
      'invitation.created',
      'resource.created',
    ])
    expect(events.filter((event) => event.resourceId === resourceId)).toHaveLength(3)
  })

  it('may name nobody', async () => {
    expect((await share(people.megan)).outcomes).toEqual([])
  })

  it.each([
    ['no @', 'sam.northwind.example'],
    ['two @', 'sam@@northwind.example'],
    ['a line break in it', 'sam@north\nwind.example@x'],
    ['a comment', 'sam(x)@northwind.example'],
    ['a look-alike', 'sam@nоrthwind.example'],
    ['a full-width @', 'sam＠northwind.example'],
  ])('creates nothing while an address has %s, and names it', async (_what, wrong) => {
    const before = await counts()
    const fields = await fieldsOf(share(people.megan, { addresses: `nicole@contoso.example, ${wrong}` }))
    expect(fields.addresses).toContain(`“${wrong.split(/\s/).at(-1)}”`)
    expect(fields.addresses).not.toContain('nicole')
    expect(await counts()).toEqual(before)
  })

  it('answers 1,000 wrong lines, and refuses 1,000 right ones with a way on', async () => {
    const wrong = await fieldsOf(
      share(people.megan, { addresses: Array.from({ length: 1000 }, (_, n) => `nobody${n}`).join('\n') }),
    )
    expect(wrong.addresses).toMatch(
      /^These are 1,000 addresses\. .*share link\.\n“nobody0”.*\n[^]*“nobody99”.*\n900 more can’t be read either\.$/,
    )
    const many = await fieldsOf(
      share(people.megan, { addresses: Array.from({ length: 1000 }, (_, n) => `p${n}@northwind.example`).join('\n') }),
    )
    expect(many.addresses).toContain('share link')
    expect(await db().resource.count()).toBe(0)
  })

  it('names each of the wrong ones among 100', async () => {
    const addresses = Array.from({ length: 100 }, (_, n) =>
      n % 2 ? `p${n}@northwind.example` : `p${n}@@northwind.example`,
    ).join('\n')
    const { addresses: wrong } = await fieldsOf(share(people.megan, { addresses }))
    expect(wrong!.split('\n')).toHaveLength(50)
  })

  it('says the same of 1,001 as of 101: how many it takes', async () => {
    for (const count of [101, 1001]) {
      const many = await fieldsOf(
        share(people.megan, {
          addresses: Array.from({ length: count }, (_, n) => `p${n}@northwind.example`).join('\n'),
        }),
      )
      expect(many.addresses).toMatch(/Invite at most 100 at a time, or create a share link\.$/)
    }
  })

  it('invites 100 at once', async () => {
    const { outcomes } = await share(people.megan, {
      addresses: Array.from({ length: 100 }, (_, n) => `p${n}@northwind.example`).join(','),
    })
    expect(outcomes).toHaveLength(100)
    expect(await counts()).toMatchObject({ grants: 100, invitations: 100, mails: 100 })
  })

  it('says that a blocked guest is blocked, and gives nothing', async () => {
    await db().principal.update({ where: { address: 'nicole@contoso.example' }, data: { blockedAt: now() } })
    const before = await counts()
    const fields = await fieldsOf(share(people.megan, { addresses: 'nicole@contoso.example omar@fabrikam.example' }))
    expect(fields.addresses).toMatch(/^nicole@contoso\.example is blocked here\. Ask an administrator/)
    expect(await counts()).toEqual(before)
  })

  it('invites a removed guest anew', async () => {
    const { id } = people.nicole.principal
    await db().principal.update({ where: { id }, data: { removedAt: now() } })
    const { outcomes } = await share(people.lee, { addresses: 'nicole@contoso.example' })
    expect(outcomes).toMatchObject([{ outcome: 'invited' }])
    const again = await db().principal.findUniqueOrThrow({ where: { id }, include: { guest: true } })
    expect(again).toMatchObject({
      removedAt: null,
      provenAt: null,
      guest: { sponsorId: people.lee.principal.id, privacyAcceptedAt: null, privacyVersion: null },
    })
  })

  describe('another address of a mailbox', () => {
    const other = 'nicole+x@contoso.example'
    const change = (data: object) => db().principal.update({ where: { address: 'nicole@contoso.example' }, data })
    const tried = async (caller: PersonCaller, addresses = other) =>
      (await fieldsOf(share(caller, { addresses }))).addresses

    it('is refused while it is blocked, by whoever invites, as the blocked guest is', async () => {
      await change({ blockedAt: now() })
      const before = await counts()
      for (const caller of [people.megan, people.adele])
        expect(await tried(caller)).toMatch(
          /^nicole\+x@contoso\.example leads to the mailbox of nicole@contoso\.example, which is blocked here\. Ask an administrator/,
        )
      expect(await counts()).toEqual(before)
      await change({ blockedAt: null })
      expect(await tried(people.megan)).toBeUndefined()
    })

    it('of a disabled member is refused the same, though the mail domain would make a member of it', async () => {
      await db().organization.updateMany({ data: { memberDomains: ['woodgrove.example'] } })
      await db().principal.update({ where: { address: 'lee@woodgrove.example' }, data: { blockedAt: now() } })
      expect(await tried(people.megan, 'lee+x@woodgrove.example')).toContain(
        'leads to the mailbox of lee@woodgrove.example',
      )
      expect(await db().principal.count({ where: { address: 'lee+x@woodgrove.example' } })).toBe(0)
    })

    it('of somebody who was removed is an administrator’s to invite', async () => {
      await change({ removedAt: now(), removedById: people.adele.principal.id })
      expect(await tried(people.megan)).toMatch(
        /who was removed here\. Invite nicole@contoso\.example instead, or ask an administrator\.$/,
      )
      expect(await tried(people.adele)).toBeUndefined()
      // Known from then on.
      expect(await tried(people.megan)).toBeUndefined()
    })

    it('is refused again when it was removed before and another of the mailbox is blocked now', async () => {
      expect(await tried(people.megan)).toBeUndefined()
      await db().principal.update({ where: { address: other }, data: { removedAt: now(), provenAt: now() } })
      await change({ blockedAt: now() })
      expect(await tried(people.megan)).toContain('is blocked here')
    })

    it('is invited as ever when its person is here already', async () => {
      await share(people.megan, { addresses: other })
      await db().principal.update({ where: { address: other }, data: { provenAt: now() } })
      await change({ blockedAt: now() })
      expect(await tried(people.lee)).toBeUndefined()
    })

    it('has an invitation that reads as the blocked guest’s while the block lasts', async () => {
      await share(people.megan, { addresses: other })
      const { id } = await db().invitation.findFirstOrThrow({ where: { principal: { address: other } } })
      const stateOf = async () => invitationState((await findInvitation(db(), linkToken('invitation', id)))!)
      const { id: grantId } = await db().grant.findFirstOrThrow({ where: { principal: { address: other } } })
      await db().mail.updateMany({ data: { createdAt: new Date(0) } })
      await change({ blockedAt: now() })
      expect(await stateOf()).toBe('blocked')
      await expect(resendInvitation(people.megan, { grantId })).rejects.toThrow(
        'leads to the mailbox of nicole@contoso.example, which is blocked here',
      )
      expect(await db().mail.count({ where: { recipient: other } })).toBe(1)
      await change({ blockedAt: null })
      expect(await stateOf()).toBe('open')
      await resendInvitation(people.megan, { grantId })
    })
  })

  it('refuses oneself', async () => {
    const fields = await fieldsOf(share(people.megan, { addresses: 'MEGAN@woodgrove.example' }))
    expect(fields.addresses).toContain('is you')
  })

  it('names everything that is wrong at once', async () => {
    const fields = await fieldsOf(
      share(people.megan, { url: 'javascript:alert(1)', addresses: 'x', ends: 'date', endsOn: '2020-01-01' }),
    )
    expect(Object.keys(fields).sort()).toEqual(['addresses', 'endsOn', 'url'])
  })

  it.each([
    'javascript:alert(1)',
    ' JaVaScRiPt:alert(1)',
    'data:text/html,<script>',
    'http://example.com',
    'ftp://example.com',
    'https://',
    'https://user:pass@example.com',
    'https://user@example.com',
    'java\nscript:alert(1)',
    'https://exa\u202emple.com',
    'https://a\\b',
    '//example.com',
    'example',
    'localhost:3000',
    'mailto:a@example.com',
    'a@example.com',
    'example.com:x/y',
    '',
    `https://example.com/${'x'.repeat(2000)}`,
    'blob:https://example.com/1',
    'https://example.com/\u0000',
    'view-source:https://example.com',
  ])('takes no link to %j', async (url) => {
    const fields = await fieldsOf(share(people.megan, { url }))
    expect(fields.url).toMatch(/\.$/)
    expect(await db().resource.count()).toBe(0)
  })

  it.each([
    ['https://intranet/rates', 'https://intranet/rates'],
    ['www.example.org/x', 'https://www.example.org/x'],
    ['example.com', 'https://example.com/'],
    ['intranet/rates', 'https://intranet/rates'],
    ['files.example.org:8443/a?b#c', 'https://files.example.org:8443/a?b#c'],
    ['  HTTPS://10.0.0.8:8443/a b'.replace(' b', '%20b'), 'https://10.0.0.8:8443/a%20b'],
    ['https://münchen.example/ä', 'https://xn--mnchen-3ya.example/%C3%A4'],
    ['https://example.com/a@b?next=javascript:alert(1)#x', 'https://example.com/a@b?next=javascript:alert(1)#x'],
  ])('takes a link to %s', async (url, kept) => {
    const { resourceId } = await share(people.megan, { url })
    expect(await db().resource.findUnique({ where: { id: resourceId } })).toMatchObject({
      url: kept,
      body: null,
      fileId: null,
    })
  })

  it('calls a link by its host where no title was given', async () => {
    const { resourceId } = await share(people.megan, { title: ' \u202e ', url: 'https://intranet.example/x' })
    expect(await db().resource.findUnique({ where: { id: resourceId } })).toMatchObject({ title: 'intranet.example' })
  })

  it('keeps titles to one visible line', async () => {
    const { resourceId } = await share(people.megan, { title: 'Rates\r\n 2027\u202e\u0000fdp.exe' })
    expect(await db().resource.findUnique({ where: { id: resourceId } })).toMatchObject({ title: 'Rates 2027fdp.exe' })
    expect(ShareResource.safeParse({ title: 'x'.repeat(201) }).success).toBe(false)
    expect(ShareResource.safeParse({ message: 'x'.repeat(2001) }).success).toBe(false)
  })

  it('keeps a page as it was written', async () => {
    const { resourceId } = await share(people.megan, {
      kind: 'page',
      title: 'Notes',
      body: '# Hi\r\n\u0000<script>x</script>',
    })
    expect(await db().resource.findUnique({ where: { id: resourceId } })).toMatchObject({
      kind: 'page',
      body: '# Hi\n<script>x</script>',
      url: null,
    })
    expect(await fieldsOf(share(people.megan, { kind: 'page', title: '', body: ' ' }))).toMatchObject({
      body: expect.any(String),
      title: expect.any(String),
    })
    expect(ShareResource.safeParse({ kind: 'page', body: 'é'.repeat(100_001) }).success).toBe(false)
  })

  it('shares a file only of one’s own, once, and while its bytes are there', async () => {
    const { megan, lee } = people
    const file = await keepFile(megan)
    expect(await fieldsOf(share(lee, { kind: 'file', fileId: file }))).toHaveProperty('fileId')
    const { resourceId } = await share(megan, { kind: 'file', fileId: file, title: '' })
    expect(await db().resource.findUnique({ where: { id: resourceId } })).toMatchObject({
      title: 'Budget.pdf',
      fileId: file,
    })
    expect(await fieldsOf(share(megan, { kind: 'file', fileId: file }))).toHaveProperty('fileId')
    for (const gone of [{ erasedAt: now() }, { discardedAt: now() }])
      expect(await fieldsOf(share(megan, { kind: 'file', fileId: await keepFile(megan, gone) }))).toHaveProperty(
        'fileId',
      )
    for (const wrong of ['', 'x', randomUUID()])
      expect(await fieldsOf(share(megan, { kind: 'file', fileId: wrong }))).toHaveProperty('fileId')
  })

  it('tells a file’s name and size to whoever is mailed about it, and again when it is sent again', async () => {
    const fileId = await keepFile(people.megan)
    await share(people.megan, {
      kind: 'file',
      fileId,
      addresses: 'new@contoso.example nicole@contoso.example lee@woodgrove.example',
    })
    const { id: grantId } = await db().grant.findFirstOrThrow({
      where: { principal: { address: 'new@contoso.example' } },
    })
    await db().mail.updateMany({ data: { createdAt: after(now(), -DAY / 24) } })
    await resendInvitation(people.megan, { grantId })
    const mails = await db().mail.findMany()
    const { size } = await db().storedFile.findUniqueOrThrow({ where: { id: fileId } })
    expect(mails.map(({ template }) => template).sort()).toEqual([
      'access-added',
      'access-added',
      'invitation',
      'invitation',
    ])
    for (const { input } of mails)
      expect(input).toMatchObject({ input: { resource: { file: { name: 'Budget.pdf', size: Number(size) } } } })
  })

  it('lets one of 64 share the same file', async () => {
    const fileId = await keepFile(people.megan)
    const tries = await Promise.allSettled(
      Array.from({ length: 64 }, () => share(people.megan, { kind: 'file', fileId })),
    )
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await db().resource.count()).toBe(1)
  })

  it('makes one guest of an address that 32 members invite at once', async () => {
    const tries = await Promise.all(
      Array.from({ length: 32 }, (_, n) =>
        share(n % 2 ? people.megan : people.lee, { addresses: `b${n % 3}@northwind.example a@northwind.example` }),
      ),
    )
    expect(tries.every(({ outcomes }) => outcomes.length === 2)).toBe(true)
    expect(await db().principal.count({ where: { address: { endsWith: '@northwind.example' } } })).toBe(4)
    expect(
      await db().auditEvent.count({ where: { type: 'guest.invited', at: { gte: people.megan.session.startedAt } } }),
    ).toBe(4)
  })

  it.each(['nicole', 'omar'] as const)('refuses %s, a guest', async (name) => {
    await expect(share(people[name])).rejects.toThrow(AccessDenied)
  })

  it('refuses a stranger', async () => {
    await expect(shareResource(stranger, ShareResource.parse({}))).rejects.toThrow(AccessDenied)
  })
})

async function keepFile({ principal }: PersonCaller, more: object = {}) {
  const file = {
    name: 'Budget.pdf',
    mediaType: 'application/pdf',
    size: 3,
    sha256: new Uint8Array(32),
    startedAt: now(),
    storedAt: now(),
    ...more,
  }
  return (await db().storedFile.create({ data: { ...file, uploadedById: principal.id } })).id
}

describe('a mailbox that is invited too often', () => {
  const mails = () => db().mail.findMany({ where: { template: { in: ['invitation', 'access-added'] } } })

  it('gets twenty mails an hour, by whomever and under whatever tag, 64 at once; the sharer reads of each that was not sent', async () => {
    const made = await Promise.all(
      Array.from({ length: 64 }, (_, n) =>
        share(n % 2 ? people.megan : people.lee, {
          addresses: n % 3 ? `eve+${n}@northwind.example` : 'eve@northwind.example',
        }),
      ),
    )
    const unmailed = made.filter(({ outcomes: [outcome] }) => outcome!.unmailed)
    expect([made.length - unmailed.length, unmailed.length]).toEqual([20, 44])
    expect((await mails()).filter(({ droppedAt }) => !droppedAt)).toHaveLength(20)
    expect(await db().invitation.count()).toBe(64)
    const { resourceId } = unmailed[0]!
    const { sharedById } = await db().resource.findUniqueOrThrow({ where: { id: resourceId } })
    const sharer = sharedById === people.megan.principal.id ? people.megan : people.lee
    const {
      rows: [row],
    } = await listPeople(sharer, { resourceId })
    expect(row).toMatchObject({
      status: 'pending',
      mail: { state: 'failed', problem: 'too-many' },
      invitationUrl: expect.stringContaining('/invitations/'),
    })
    await db().mail.updateMany({ data: { createdAt: after(now(), -DAY / 24) } })
    await expect(resendInvitation(sharer, { grantId: row!.grantId })).rejects.toThrow(/20 times .* within an hour/)
    await db().budget.updateMany({ where: { key: { startsWith: 'shared mails' } }, data: { spentAt: [] } })
    await resendInvitation(sharer, { grantId: row!.grantId })
    expect((await listPeople(sharer, { resourceId })).rows[0]!.mail).toMatchObject({ state: 'queued' })
    expect(await getMailTrouble(people.adele)).toBeNull()
  })

  it('takes nothing from anybody else’s, nor where nothing is mailed', async () => {
    const { resourceId } = await share(people.megan, { addresses: 'eve@northwind.example' })
    for (let n = 0; n < 30; n += 1)
      await invite(people.megan, Invite.parse({ resourceId, addresses: 'eve@northwind.example' }))
    expect(
      (await share(people.megan, { addresses: 'eve@northwind.example zoe@northwind.example' })).outcomes.every(
        ({ unmailed }) => !unmailed,
      ),
    ).toBe(true)
  })
})
