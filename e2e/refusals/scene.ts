import { randomUUID } from 'node:crypto'
import { keep, layBytes, restore, type Site } from '../fixtures/site'

/** Stands in everything that not everybody may read. */
export const SECRET = 'Zephyr'

/** Each kind of person, from the least to the most that they may do. */
export const kinds = [
  'stranger',
  'session expired',
  'session ended',
  'blocked',
  'access lapsed',
  'guest B',
  'guest A',
  'member',
  'sharer',
  'administrator',
] as const
export type Kind = (typeof kinds)[number]

export type Scene = Awaited<ReturnType<typeof build>>

const scenes = new WeakMap<Site, Scene>()

/** The scene as it is at the beginning, whatever was done in it. */
export async function setScene(site: Site): Promise<Scene> {
  const built = scenes.get(site)
  if (built) await restore(site)
  const scene = built ?? (await build(site))
  if (!built) await keep(site)
  scenes.set(site, scene)
  return scene
}

const fileId = randomUUID()
const BYTES = `${SECRET} in a file\n`

/**
 * Megan shares a link, a file and a page with guest A; guest B holds another link of hers, an equal in all but the
 * right. Whoever is out, blocked or lapsed had the most that there is before.
 */
async function build(site: Site) {
  const { db } = await import('../../lib/db/client')
  const { seatCast, environment, makeAdministrator } = await import('../../lib/db/testing')
  const { after, DAY, HOUR, now } = await import('../../lib/clock')
  const { hashToken, linkToken, newToken } = await import('../../lib/secrets')
  const people = await seatCast()
  const at = now()
  // In office long enough to vouch.
  await db().principal.updateMany({ data: { createdAt: after(at, -30 * DAY) } })
  const [megan, adele, lee, nicole, omar, priya] = (['megan', 'adele', 'lee', 'nicole', 'omar', 'priya'] as const).map(
    (name) => people[name].principal.id,
  ) as [string, string, string, string, string, string]
  await makeAdministrator(priya)

  const guest = (address: string, more = {}) =>
    db().principal.create({
      data: {
        kind: 'guest',
        address,
        createdAt: at,
        provenAt: at,
        guest: { create: { invitedAt: at, sponsorId: megan, privacyAcceptedAt: at, privacyVersion: 1 } },
        ...more,
      },
    })
  const [blocked, lapsed, pending] = [
    await guest('bo@contoso.example', { blockedAt: at }),
    await guest('lu@contoso.example'),
    await guest('pat@contoso.example', { provenAt: null }),
  ]
  const disabled = await db().principal.create({
    data: { kind: 'member', address: 'dora@woodgrove.example', createdAt: at, provenAt: at, blockedAt: at },
  })

  const stored = layBytes(site, fileId, BYTES)
  await db().storedFile.create({
    data: {
      id: fileId,
      name: `${SECRET}.txt`,
      mediaType: 'text/plain',
      size: Buffer.byteLength(BYTES),
      sha256: new Uint8Array(stored),
      uploadedById: megan,
      startedAt: at,
      storedAt: at,
    },
  })
  const resource = (data: object) =>
    db().resource.create({
      data: {
        kind: 'link',
        title: `${SECRET} plan`,
        url: `https://intranet.example/${SECRET}`,
        sharedById: megan,
        createdAt: at,
        ...data,
      },
    })
  const [link, file, page, other] = [
    await resource({}),
    await resource({ kind: 'file', url: null, fileId }),
    await resource({ kind: 'page', url: null, body: SECRET }),
    await resource({ title: 'Other plan', url: 'https://intranet.example/other' }),
  ]

  const space = await resource({ kind: 'space', url: null, title: `${SECRET} space` })
  const inSpace = await resource({ kind: 'page', url: null, body: SECRET, spaceId: space.id, addedById: nicole })
  const folder = await db().folder.create({
    data: { spaceId: space.id, name: `${SECRET} folder`, alike: 'folder', createdAt: at },
    select: { id: true },
  })

  const trashed = await resource({ deletedAt: at, deletedById: megan })

  await db().resourceVersion.createMany({
    data: ['Before', SECRET].map((body, nth) => ({
      resourceId: page.id,
      number: nth + 1,
      body,
      madeAt: at,
      madeById: megan,
    })),
  })
  // With bytes: the worker notes a file without them as missed, whenever it looks.
  const waitingFile = randomUUID()
  await db().storedFile.create({
    data: {
      id: waitingFile,
      name: 'waiting.txt',
      mediaType: 'text/plain',
      size: 1,
      sha256: new Uint8Array(layBytes(site, waitingFile, 'w')),
      uploadedById: megan,
      startedAt: at,
      storedAt: at,
    },
  })

  const grant = (resourceId: string, principalId: string, more = {}) =>
    db().grant.create({
      data: {
        resourceId,
        principalId,
        role: 'download',
        grantedAt: at,
        grantedById: megan,
        endsAt: after(at, DAY),
        ...more,
      },
    })
  const held = await grant(link.id, nicole)
  const waiting = await grant(link.id, pending.id)
  const revoked = await grant(other.id, nicole, { revokedAt: at, revokedById: megan, undoUntil: after(at, DAY) })
  await grant(other.id, omar)
  for (const { id } of [file, page]) await grant(id, nicole)
  await grant(space.id, megan, { role: 'manage', endsAt: null })
  await grant(space.id, nicole, { role: 'contribute' })
  for (const { id } of [link, file, page, space]) {
    await grant(id, blocked.id)
    await grant(id, lapsed.id, { endsAt: at })
  }

  const tokened = async <Row extends { id: string }>(
    purpose: 'invitation' | 'share-link' | 'let-in',
    make: (tokenHash: Uint8Array<ArrayBuffer>) => Promise<Row>,
    keep: (id: string, tokenHash: Uint8Array<ArrayBuffer>) => Promise<unknown>,
  ) => {
    const { id } = await make(hashToken(newToken()))
    const token = linkToken(purpose, id)
    await keep(id, hashToken(token))
    return { id, token }
  }
  const invitation = (principalId: string, resourceId: string, more = {}) =>
    tokened(
      'invitation',
      (tokenHash) =>
        db().invitation.create({
          data: {
            tokenHash,
            principalId,
            resourceId,
            invitedById: megan,
            createdAt: after(at, -DAY),
            expiresAt: after(at, DAY),
            ...more,
          },
        }),
      (id, tokenHash) => db().invitation.update({ where: { id }, data: { tokenHash } }),
    )
  const shareLink = (audience: 'invited' | 'anyone') =>
    tokened(
      'share-link',
      (tokenHash) =>
        db().shareLink.create({
          data: {
            tokenHash,
            resourceId: link.id,
            audience,
            domains: [],
            role: 'view',
            createdAt: at,
            createdById: megan,
          },
        }),
      (id, tokenHash) => db().shareLink.update({ where: { id }, data: { tokenHash } }),
    )
  const letIn = await tokened(
    'let-in',
    (tokenHash) =>
      db().letIn.create({
        data: {
          id: randomUUID(),
          tokenHash,
          address: people.nicole.principal.address,
          mailbox: people.nicole.principal.address,
          createdAt: at,
        },
      }),
    (id, tokenHash) => db().letIn.update({ where: { id }, data: { tokenHash } }),
  )
  const invited = await invitation(nicole, link.id)
  await invitation(pending.id, link.id)
  const ranOut = await invitation(pending.id, other.id, { expiresAt: after(at, -1) })

  const review = await buildReview({
    createdById: disabled.id,
    megan,
    nicole,
    resourceId: link.id,
    grantId: held.id,
    at,
  })

  const session = async (principalId: string, more = {}) => {
    const token = newToken()
    const { id } = await db().session.create({
      data: {
        ...environment,
        principalId,
        tokenHash: hashToken(token),
        startedAt: at,
        expiresAt: after(at, DAY),
        proofs: { mailbox: at },
        ...more,
      },
    })
    return { id, token }
  }
  const guestA = await session(nicole)
  const sessions: Record<Kind, string | null> = {
    stranger: null,
    'session expired': (await session(adele, { startedAt: after(at, -DAY), expiresAt: at })).token,
    'session ended': (await session(megan, { startedAt: after(at, -HOUR), endedAt: at })).token,
    blocked: (await session(blocked.id)).token,
    'access lapsed': (await session(lapsed.id)).token,
    'guest B': (await session(omar)).token,
    'guest A': guestA.token,
    member: (await session(lee)).token,
    sharer: (await session(megan)).token,
    administrator: (await session(adele)).token,
  }
  const elsewhere = await session(megan)
  const { grantRevision } = await import('../../lib/sharing/change-grant')
  const { contentRevision } = await import('../../lib/sharing/change-resource')
  const { settingsRevision } = await import('../../lib/organization/settings-revision')
  const terms = await buildTerms({ createdById: adele, megan, nicole, sessionId: guestA.id, at })
  const governed = await buildGovernance({
    adele,
    megan,
    lee,
    priya,
    disabled: disabled.id,
    nicole,
    sessionId: guestA.id,
    at,
  })
  const ids = { megan, adele, lee, nicole, omar, priya, disabled: disabled.id, blocked: blocked.id }
  return {
    ids,
    sessions,
    link: link.id,
    linkRevision: contentRevision(link),
    file: file.id,
    page: page.id,
    space: space.id,
    inSpace: inSpace.id,
    trashed: trashed.id,
    folder: folder.id,
    waitingFile,
    held: held.id,
    heldRevision: grantRevision(held),
    settingsRevision: settingsRevision(await db().organization.findFirstOrThrow()),
    waiting: waiting.id,
    revoked: revoked.id,
    invited,
    letIn,
    ranOut,
    invitedLink: await shareLink('invited'),
    openLink: await shareLink('anyone'),
    elsewhere: elsewhere.id,
    ...review,
    terms,
    governed,
  }
}

type Asked = { createdById: string; megan: string; nicole: string; resourceId: string; grantId: string; at: Date }

/**
 * Megan is asked whether guest A keeps the link; an earlier round has ended, and its results wait. Everybody was mailed,
 * and who set it up has left: nothing that the worker does about it reaches into the next scene.
 */
async function buildReview({ createdById, megan, nicole, resourceId, grantId, at }: Asked) {
  const { db } = await import('../../lib/db/client')
  const { after, DAY } = await import('../../lib/clock')
  const { settingsWith } = await import('../../lib/reviews/testing')
  const settings = settingsWith({ remind: false, autoApply: false })
  const { id: reviewId, revision } = await db().accessReview.create({
    data: { name: 'Every guest', settings, createdAt: at, createdById },
  })
  const round = async (number: number, more: object) => {
    const { id: roundId } = await db().reviewRound.create({
      data: {
        reviewId,
        number,
        settings,
        startsAt: at,
        startedAt: at,
        stageEndsAt: [after(at, DAY)],
        itemCount: 1,
        ...more,
      },
    })
    const panel = await db().reviewPanel.create({
      data: { roundId, stage: 1, kind: 'sharer', subjectId: megan, itemCount: 1 },
    })
    await db().reviewer.create({
      data: { panelId: panel.id, principalId: megan, startToldAt: at, halfToldAt: at, lastToldAt: at },
    })
    const { id: itemId } = await db().reviewItem.create({
      data: {
        roundId,
        principalId: nicole,
        grantId,
        resourceId,
        role: 'download',
        grantedAt: at,
        grantedById: megan,
        inviterGone: false,
        recommendation: 'deny',
      },
    })
    await db().reviewSeat.create({ data: { itemId, second: false, panelId: panel.id } })
    return { roundId, itemId, roundEndsAt: after(at, DAY).toISOString() }
  }
  const { roundId: endedRoundId } = await round(1, { endedAt: at })
  return { reviewId, revision, endedRoundId, ...(await round(2, {})) }
}

type Terms = { createdById: string; megan: string; nicole: string; sessionId: string; at: Date }

/** Guest A accepted a PDF once, and was asked for other terms before something that Megan shares. */
async function buildTerms({ createdById, megan, nicole, sessionId, at }: Terms) {
  const { db } = await import('../../lib/db/client')
  const { createHash } = await import('node:crypto')
  const { writeAcceptance, writeSignIn } = await import('../../lib/audit/testing')
  const { termsRevision } = await import('../../lib/terms/terms-form')
  const document = async (name: string, format: 'markdown' | 'pdf', content: Uint8Array<ArrayBuffer>) => {
    const sha256 = new Uint8Array(createHash('sha256').update(content).digest())
    const { id: documentId } = await db().termsDocument.create({ data: { name, createdAt: at, createdById } })
    const { id: versionId } = await db().termsVersion.create({
      data: { documentId, number: 1, reaccept: false, createdAt: at, createdById },
    })
    const { id: textId } = await db().termsText.create({
      data: { versionId, language: 'en', title: name, format, content, sha256 },
    })
    return { documentId, versionId, textId, sha256 }
  }
  const { documentId, versionId, textId, sha256 } = await document(
    `${SECRET} terms`,
    'pdf',
    new TextEncoder().encode(`%PDF-1.4 ${SECRET}`),
  )
  await writeAcceptance({ documentId, versionId, textId, sha256, principalId: nicole, accepted: true, at })
  const other = await document('Other terms', 'markdown', new TextEncoder().encode('Be kind'))
  const { id: resourceId } = await db().resource.create({
    data: { kind: 'page', title: 'Guarded plan', body: 'x', sharedById: megan, createdAt: at },
  })
  await db().grant.create({
    data: { resourceId, principalId: nicole, role: 'view', grantedAt: at, grantedById: megan },
  })
  const settings = {
    who: { people: [nicole] },
    what: { resourceIds: [resourceId] },
    controls: { termsIds: [other.documentId] },
  }
  await db().policy.create({ data: { name: 'Terms first', state: 'on', settings, createdAt: at, changedAt: at } })
  await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
  const reference = 'AAAA-2222'
  const entry = {
    at,
    kind: 'access',
    outcome: 'asked',
    action: 'resource.view',
    reason: `terms:${other.documentId}`,
  } as const
  const whence = {
    platform: 'windows',
    browser: 'Chrome',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts: {},
  } as const
  await writeSignIn({
    ...entry,
    ...whence,
    reference,
    principalId: nicole,
    principalKind: 'guest',
    sessionId,
    resourceId,
  })
  return {
    documentId,
    textId,
    revision: termsRevision({ name: `${SECRET} terms`, expiresAfterDays: null, reacceptAt: null }),
    asked: { reference, textId: other.textId, sha256: Buffer.from(other.sha256).toString('hex') },
  }
}

type Governance = {
  adele: string
  megan: string
  lee: string
  priya: string
  disabled: string
  nicole: string
  sessionId: string
  at: Date
}

/** A policy that is off, a location, a label, a refusal of guest A's, somebody whom Megan is asked to vouch for, and somebody whom Lee vouched for. */
async function buildGovernance({ adele, megan, lee, priya, disabled, nicole, sessionId, at }: Governance) {
  const { db } = await import('../../lib/db/client')
  const { writeSignIn } = await import('../../lib/audit/testing')
  const { after, HOUR } = await import('../../lib/clock')
  const { hashToken, linkToken } = await import('../../lib/secrets')
  const settings = { who: { guests: true }, what: { allResources: true }, controls: { multiFactor: true } }
  const { id: policyId } = await db().policy.create({
    data: { name: 'Second factor', state: 'off', settings, createdAt: at, changedAt: at },
  })
  const { id: locationId } = await db().namedLocation.create({
    data: { name: 'Office', kind: 'network', ranges: ['203.0.113.0/24'], createdAt: at, changedAt: at },
  })
  const { id: labelId } = await db().sensitivityLabel.create({
    data: { name: 'Confidential', place: 0, createdAt: at },
  })
  const reset = async (principalId: string, voucherId: string, vouchedAt: Date | null) => {
    await db().authenticatorApp.create({
      data: { principalId, name: 'Phone', secret: new Uint8Array(8), createdAt: at, confirmedAt: at },
    })
    const { id } = await db().factorReset.create({
      data: { principalId, reason: 'Lost', requestedAt: vouchedAt ?? at, vouchedAt, requestedById: adele, voucherId },
    })
    const resetToken = linkToken('factor-reset', id)
    await db().factorReset.update({ where: { id }, data: { tokenHash: hashToken(resetToken) } })
    return { resetId: id, resetToken }
  }
  const { resetId, resetToken } = await reset(disabled, megan, null)
  const { resetId: dueResetId } = await reset(priya, lee, after(at, -25 * HOUR))
  const refusal = 'AAAA-3333'
  const whence = {
    platform: 'windows',
    browser: 'Chrome',
    strength: 'mailbox',
    newBrowser: false,
    policies: [],
    facts: {},
  } as const
  await writeSignIn({
    ...whence,
    at,
    kind: 'access',
    outcome: 'refused',
    action: 'resource.view',
    reason: 'policy',
    reference: refusal,
    principalId: nicole,
    principalKind: 'guest',
    sessionId,
  })
  return { policyId, locationId, labelId, resetId, resetToken, dueResetId, refusal }
}

export const cookiesOf = ({ sessions }: Scene, kind: Kind) =>
  new Map(sessions[kind] ? [['foyer-session', sessions[kind]]] : [])

/** An entrance's address in a scene. */
export function placeOf(
  { link, page, space, folder, ids, invited, invitedLink, letIn, reviewId, roundId, terms, governed }: Scene,
  address: string,
) {
  const tokens: Record<string, string> = {
    links: invitedLink.token,
    invitations: invited.token,
    'let-in': letIn.token,
    resets: governed.resetToken,
  }
  const token = tokens[address.split('/')[1]!] ?? 'x'
  const { policyId, locationId, resetId, refusal } = governed
  const reference = address.startsWith('/refused') ? refusal : terms.asked.reference
  const names = {
    policyId,
    locationId,
    resetId,
    reference,
    principalId: ids.nicole,
    // Of the two, a page alone has versions with a page of their own.
    resourceId: address.includes('/versions/') ? page : link,
    spaceId: space,
    folderId: folder,
    number: '2',
    id: ids.lee,
    token,
    reviewId,
    roundId,
    documentId: terms.documentId,
    textId: terms.textId,
    '...nextauth': 'session',
  }
  const place = Object.entries(names).reduce((path, [name, value]) => path.replace(`[${name}]`, value), address)
  // The trail alone is never set back: what other tests did here would be read in it.
  return place.startsWith('/admin/audit') ? `${place}?person=nobody` : place
}
