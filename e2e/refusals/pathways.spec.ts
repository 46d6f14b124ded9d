import { expect } from '@playwright/test'
import type { Proofs } from '../../lib/proof'
import { type Answer, actionRequest, type Asked } from '../fixtures/http'
import { type Site, test } from '../fixtures/site'
import { actions } from './entrances'
import {
  acceptTerms,
  type Guest,
  guestCookies,
  putPolicy,
  putTerms,
  raiseVersion,
  sessionOf,
  setPolicyScene,
  TITLE,
} from './policy-scene'
import { type Scene, SECRET } from './scene'

// Every way to what is shared, under every control (promises C5, H5): before it is met, nothing of the content is in
// any answer; once it is, everything opens.

test.setTimeout(900_000)

type Pathway = {
  as: Guest
  asked: (scene: Scene, origin: string) => Asked & { path: string }
  /** It would say what the thing is called. */
  titled?: boolean
  /** It holds nothing of what is shared, whoever asks. */
  empty?: boolean
  /** What comes of it when nothing stands in the way. */
  opens: (scene: Scene, answer: Answer) => boolean
}

const reads = (_: Scene, { status, text }: Answer) => (status === 200 || status === 206) && text.includes(SECRET)
const shows = (_: Scene, { status, text }: Answer) => status === 200 && text.includes(TITLE)
const leadsTo = (scene: Scene, { headers }: Answer) => locationOf(headers).startsWith(`/shared-with-me/${scene.link}`)
const locationOf = (headers: Answer['headers']) => String(headers['x-action-redirect'] ?? headers.location ?? '')
const redeem = (page: string, action: string, token: (scene: Scene) => string) => (scene: Scene, origin: string) => ({
  path: `/${page}/${token(scene)}`,
  ...actionRequest(origin, actions().get(`app/(public)/${page}/[token]/actions.ts ${action}`)!, {
    token: token(scene),
    acceptPrivacy: 'true',
  }),
})
const page = (kind: 'link' | 'file' | 'page' | 'inSpace', headers: Record<string, string> = {}): Pathway => ({
  as: 'guest A',
  titled: true,
  asked: (scene) => ({ path: `/shared-with-me/${scene[kind]}`, headers }),
  opens: kind === 'page' || kind === 'inSpace' ? reads : shows,
})
const space = (headers: Record<string, string> = {}): Pathway => ({
  as: 'guest A',
  titled: true,
  asked: (scene) => ({ path: `/spaces/${scene.space}`, headers }),
  opens: reads,
})
const zip = (more: Asked = {}): Pathway => ({
  as: 'guest A',
  asked: (scene) => ({ path: `/api/spaces/${scene.space}/zip`, ...more }),
  opens: reads,
})
const bytes = (query = '', more: Asked = {}): Pathway => ({
  as: 'guest A',
  asked: ({ file }) => ({ path: `/api/files/${file}${query}`, ...more }),
  opens: reads,
})

const pathways: Record<string, Pathway> = {
  'the page of a link': page('link'),
  'the page of a file': page('file'),
  'a page': page('page'),
  'a page, as a script asks for it': page('page', { rsc: '1' }),
  'a text’s page, as a script asks for it': page('file', { rsc: '1' }),
  'a page, fetched ahead': {
    ...page('page', { rsc: '1', 'next-router-prefetch': '1' }),
    empty: true,
    opens: (_, { status }) => status === 200,
  },
  'a space': space(),
  'a space, as a script asks for it': space({ rsc: '1' }),
  'a space, fetched ahead': {
    ...space({ rsc: '1', 'next-router-prefetch': '1' }),
    empty: true,
    opens: (_, { status }) => status === 200,
  },
  'a space as a ZIP': zip(),
  'a part of a space as a ZIP': zip({ headers: { range: 'bytes=0-' } }),
  'what there is to know of a ZIP': {
    ...zip({ method: 'HEAD' }),
    opens: (_, { status, headers }) => status === 200 && headers.etag !== undefined,
  },
  'a page in a space': page('inSpace'),
  'the form that adds to a space': {
    as: 'guest A',
    titled: true,
    asked: (scene) => ({ path: `/spaces/${scene.space}/new` }),
    opens: shows,
  },
  'a folder of a space': {
    as: 'guest A',
    titled: true,
    asked: (scene) => ({ path: `/spaces/${scene.space}/folders/${scene.folder}` }),
    opens: reads,
  },
  'the form that moves what is in a space': {
    as: 'guest A',
    titled: true,
    asked: (scene) => ({ path: `/spaces/${scene.space}/move?thing=${scene.inSpace}` }),
    opens: shows,
  },
  'opening a link': {
    as: 'guest A',
    asked: ({ link }) => ({ path: `/shared-with-me/${link}/open` }),
    opens: (_, { headers }) => headers.location === `https://intranet.example/${SECRET}`,
  },
  'a file’s bytes': bytes(),
  'a file’s bytes to keep': bytes('?download=1'),
  'a part of a file': bytes('', { headers: { range: 'bytes=0-9' } }),
  'a file’s bytes, in a tab': bytes('', { headers: { 'sec-fetch-mode': 'navigate' } }),
  'what there is to know of a file': {
    ...bytes('', { method: 'HEAD' }),
    opens: (_, { status, headers }) => status === 200 && headers.etag !== undefined,
  },
  'an invitation': {
    as: 'guest A',
    asked: redeem('invitations', 'accept', ({ invited }) => invited.token),
    opens: leadsTo,
  },
  'the page of a share link': {
    as: 'guest B',
    titled: true,
    asked: ({ openLink }) => ({ path: `/links/${openLink.token}` }),
    opens: shows,
  },
  'a share link': { as: 'guest B', asked: redeem('links', 'redeem', ({ openLink }) => openLink.token), opens: leadsTo },
}

type Case = {
  /** Puts the policy in place, and the facts that it asks about; answers with what meets it. */
  set: (scene: Scene) => Promise<(guest: Guest) => Promise<unknown>>
  /** Once met, the browser has not been closed. */
  open?: boolean
  leads?: 'refused'
}

const past = (minutes: number) => new Date(Date.now() - minutes * 60_000)

/** Columns of a session, and proofs beside them. */
type SessionFacts = { startedAt?: Date; seenAt?: Date; purpose?: string; proofs?: Proofs }

async function change(scene: Scene, guest: Guest, { proofs = {}, ...data }: SessionFacts) {
  const { db } = await import('../../lib/db/client')
  const { putProofs } = await import('../../lib/db/testing')
  const { id } = await sessionOf(scene, guest)
  await db().session.update({ where: { id }, data })
  await putProofs(proofs, id)
}

const both = async (scene: Scene, facts: SessionFacts) =>
  Promise.all((['guest A', 'guest B'] as const).map((guest) => change(scene, guest, facts)))

const session = (policy: Parameters<typeof putPolicy>[0], before: SessionFacts, after: () => SessionFacts): Case => ({
  async set(scene) {
    await putPolicy(policy)
    await both(scene, before)
    return (guest) => change(scene, guest, after())
  },
})

const cases: Record<string, Case> = {
  block: {
    leads: 'refused',
    async set() {
      const id = await putPolicy({ block: true })
      return async () => {
        const { db } = await import('../../lib/db/client')
        await db().policy.update({ where: { id }, data: { state: 'report_only' } })
        await raiseVersion()
      }
    },
  },
  'multi-factor authentication': session({ multiFactor: true }, {}, () => ({
    proofs: { authenticator_app: new Date() },
  })),
  'a passkey': session({ passkey: true }, { proofs: { authenticator_app: new Date() } }, () => ({
    proofs: { passkey: new Date() },
  })),
  'a code not too old': session({ codeHours: 1 }, { startedAt: past(61), proofs: { mailbox: past(61) } }, () => ({
    proofs: { mailbox: new Date() },
  })),
  'a purpose': session({ purpose: true }, {}, () => ({ purpose: 'To read it' })),
  'any one of several': session({ operator: 'any', multiFactor: true, purpose: true }, {}, () => ({
    purpose: 'To read it',
  })),
  'a shorter session': session({ session: { hours: 1 } }, { startedAt: past(61) }, () => ({ startedAt: new Date() })),
  'no idle session': session({ session: { idleMinutes: 5 } }, { startedAt: past(9), seenAt: past(6) }, () => ({
    seenAt: new Date(),
  })),
  'an open browser': { ...session({ session: { endsWithBrowser: true } }, {}, () => ({})), open: true },
  'a code for each': {
    async set(scene) {
      const { db } = await import('../../lib/db/client')
      await putPolicy({ codeForEach: true })
      return async (guest) => {
        const { id: sessionId } = await sessionOf(scene, guest)
        await db().resourceCode.createMany({
          // One for a space is one for what is in it.
          data: [scene.link, scene.file, scene.page, scene.space].map((resourceId) => ({
            sessionId,
            resourceId,
            provenAt: new Date(),
          })),
        })
      }
    },
  },
  'terms of use': {
    async set(scene) {
      const terms = await putTerms(scene)
      await putPolicy({ termsIds: [terms.documentId] })
      return async (guest) => acceptTerms(terms, (await sessionOf(scene, guest)).principalId)
    },
  },
}

async function ask(site: Site, scene: Scene, { as, asked }: Pathway, open = false) {
  const { path, ...rest } = asked(scene, site.foyer.url)
  const cookies = await guestCookies(scene, as, open)
  const answer = await site.ask(path, { ...rest, cookies })
  // Next.js has what scripts ask for asked once more at an address of its own.
  const { location } = answer.headers
  return location?.startsWith(`${path}?_rsc`) ? site.ask(location, { ...rest, cookies }) : answer
}

/** All that an answer says, to look for what it must not. */
const said = ({ headers, text }: Answer) => JSON.stringify(headers) + text

test('without a policy every way opens', async ({ site }) => {
  for (const [name, pathway] of Object.entries(pathways)) {
    const scene = await setPolicyScene(site)
    const answer = await ask(site, scene, pathway)
    expect([name, answer.status, pathway.opens(scene, answer)]).toEqual([name, answer.status, true])
  }
})

for (const [control, { set, open, leads }] of Object.entries(cases))
  test(`nothing is read on any way before ${control}, and everything opens after`, async ({ site }) => {
    for (const [name, pathway] of Object.entries(pathways)) {
      const scene = await setPolicyScene(site)
      const meet = await set(scene)
      const before = await ask(site, scene, pathway)
      expect([name, pathway.opens(scene, before)]).toEqual([name, pathway.empty ?? false])
      expect(said(before), name).not.toContain(SECRET)
      if (pathway.titled) expect(said(before), name).not.toContain(TITLE)
      if (pathway.titled && !pathway.empty)
        expect(said(before), name).toContain(leads === 'refused' ? '/refused/' : '/step-up/')
      await meet(pathway.as)
      const after = await ask(site, scene, pathway, open)
      expect([name, after.status, pathway.opens(scene, after)]).toEqual([name, after.status, true])
    }
  })

test('view only shows everything, and lets nothing be kept', async ({ site }) => {
  for (const [name, pathway] of Object.entries(pathways)) {
    const scene = await setPolicyScene(site)
    await putPolicy({ viewOnly: true })
    const answer = await ask(site, scene, pathway)
    const kept = name === 'a file’s bytes to keep' || name.endsWith('ZIP')
    expect([name, answer.status, pathway.opens(scene, answer)]).toEqual([name, kept ? 403 : answer.status, !kept])
    if (kept) expect(said(answer)).not.toContain(SECRET)
  }
})

test('a search finds no content, whatever is asked for first', async ({ site }) => {
  const scene = await setPolicyScene(site)
  await putPolicy({ block: true })
  const cookies = await guestCookies(scene, 'guest A')
  for (const words of [SECRET, TITLE])
    expect((await site.ask(`/api/search?q=${words}`, { cookies })).text).not.toContain(SECRET)
})
