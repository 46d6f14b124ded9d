import { randomInt, randomUUID } from 'node:crypto'
import type { PolicySettingsInput } from '../../lib/policy'
import { layBytes, type Site } from '../fixtures/site'
import { cookiesOf, type Scene, SECRET, setScene } from './scene'

/** Stands in the titles: before a control is met, what a page is called is its content too. */
export const TITLE = 'Umbra'

/** The scene with titles of their own: everything else that is secret is content. */
export async function setPolicyScene(site: Site): Promise<Scene> {
  const { db } = await import('../../lib/db/client')
  const scene = await setScene(site)
  await db().resource.updateMany({
    where: { id: { in: [scene.link, scene.file, scene.page, scene.space, scene.inSpace] } },
    data: { title: `${TITLE} plan`, note: SECRET },
  })
  await db().storedFile.updateMany({ data: { name: 'plan.txt' } })
  return scene
}

/** A policy on every guest and every resource, past every check of the form; it counts from the next request on. */
export async function putPolicy({
  who,
  what,
  when,
  session,
  ...controls
}: Partial<PolicySettingsInput> & PolicySettingsInput['controls']) {
  const { makePolicy } = await import('../../lib/access/testing')
  const id = await makePolicy({
    who: who ?? { guests: true },
    what: what ?? { allResources: true },
    when,
    session,
    controls,
  })
  await raiseVersion()
  return id
}

/** To a number that was never there: scenes are set back, what a process has made ready is not. */
export async function raiseVersion() {
  const { db } = await import('../../lib/db/client')
  await db().organization.updateMany({ data: { policyVersion: randomInt(2 ** 30) } })
}

/** A document of terms with one version. */
export async function putTerms({ ids: { adele } }: Scene) {
  const { db } = await import('../../lib/db/client')
  const made = { createdAt: new Date(), createdById: adele }
  const document = await db().termsDocument.create({ data: { name: 'House rules', ...made } })
  const version = await db().termsVersion.create({
    data: { documentId: document.id, number: 1, reaccept: false, ...made },
  })
  const sha256 = new Uint8Array(32)
  const text = await db().termsText.create({
    data: {
      versionId: version.id,
      language: 'en',
      title: 'House rules',
      format: 'markdown',
      content: Buffer.from('Be kind.'),
      sha256,
    },
  })
  return { documentId: document.id, versionId: version.id, textId: text.id, sha256 }
}

/** The acceptance of somebody, as its page would write it. */
export async function acceptTerms(
  { documentId, versionId, textId, sha256 }: Awaited<ReturnType<typeof putTerms>>,
  principalId: string,
  at = new Date(),
) {
  const { writeAcceptance } = await import('../../lib/audit/testing')
  await writeAcceptance(
    { principalId, documentId, versionId, textId, sha256, accepted: true, at },
    { networkAddress: '127.0.0.1', userAgent: 'a test' },
  )
}

/** The session behind a guest's cookie. */
export async function sessionOf(scene: Scene, kind: Guest) {
  const { db } = await import('../../lib/db/client')
  const { hashToken } = await import('../../lib/secrets')
  return db().session.findUniqueOrThrow({
    where: { tokenHash: hashToken(scene.sessions[kind]!) },
    select: { id: true, principalId: true },
  })
}

export type Guest = 'guest A' | 'guest B'

/** A guest's cookies; `open`: with the mark that a browser drops when it is closed. */
export async function guestCookies(scene: Scene, kind: Guest, open = false) {
  const { browserMark } = await import('../../lib/identity/sessions/browser-mark')
  const cookies = cookiesOf(scene, kind)
  return open ? cookies.set('foyer-mark', browserMark((await sessionOf(scene, kind)).id)) : cookies
}

/** A file that takes a while to send, which guest A holds. Resolves to its resource's id. */
export async function putLongFile(site: Site, { ids: { megan, nicole } }: Scene, size: number) {
  const { db } = await import('../../lib/db/client')
  const [id, at] = [randomUUID(), new Date()]
  const sha256 = new Uint8Array(layBytes(site, id, 'x'.repeat(size)))
  await db().storedFile.create({
    data: {
      id,
      name: 'long.txt',
      mediaType: 'text/plain',
      size,
      sha256,
      uploadedById: megan,
      startedAt: at,
      storedAt: at,
    },
  })
  const file = await db().resource.create({
    data: { kind: 'file', title: 'Long', fileId: id, sharedById: megan, createdAt: at },
  })
  await db().grant.create({
    data: { resourceId: file.id, principalId: nicole, role: 'download', grantedAt: at, grantedById: megan },
  })
  return file.id
}
