import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { expect, test as base } from '@playwright/test'
import { freePort } from '../fixtures/free-port'
import { actionRequest, type Answer, ask, type Asked } from '../fixtures/http'
import { codeIn } from '../fixtures/mailroom'
import { openProxy } from '../fixtures/proxy'
import { openSite, type Site } from '../fixtures/site'
import { actions } from './entrances'
import { putPolicy, putTerms, raiseVersion, setPolicyScene, TITLE } from './policy-scene'
import { type Scene, SECRET } from './scene'

// Where an action leads, the browser goes by itself: the page is asked for from where the person is, whatever stands
// between, and nobody else is asked for anything (promises C5, D6, B8).

base.setTimeout(900_000)

const OFFICE = '127.0.0.2'
const CAFE = '127.0.0.3'

const betweens = {
  'without a proxy': null,
  'with a proxy on the same host': '127.0.0.1',
  'with a proxy on another host': '127.0.0.9',
}

type Way = { site: Site; publicUrl: string; askFrom: (from: string, path: string, asked?: Asked) => Promise<Answer> }

async function open(between: keyof typeof betweens): Promise<Way & { close: () => Promise<void> }> {
  const proxyAddress = betweens[between]
  const proxyPort = await freePort()
  const secret = { AUTH_SECRET: 'a secret for the redirects alone, forty characters' }
  const site = await openSite({
    ...secret,
    ...(proxyAddress ? { PUBLIC_URL: `http://localhost:${proxyPort}`, TRUSTED_PROXIES: `${proxyAddress}/32` } : {}),
  })
  const port = proxyAddress ? proxyPort : site.foyer.port
  const publicUrl = `http://localhost:${port}`
  const proxy = proxyAddress ? await openProxy({ port: proxyPort, to: site.foyer.port, from: proxyAddress }) : null
  Object.assign(process.env, {
    ...secret,
    PUBLIC_URL: publicUrl,
    DATABASE_URL: site.databaseUrl,
    DATA_DIR: site.foyer.dataDir,
  })
  return {
    site,
    publicUrl,
    async askFrom(from, path, asked) {
      const answer = await ask(port, publicUrl, path, { ...asked, from })
      // Next.js has what scripts ask for asked once more at an address of its own.
      const again = answer.headers.location?.startsWith(`${path}?_rsc`) ? answer.headers.location : null
      return again ? ask(port, publicUrl, again, { ...asked, from }) : answer
    },
    async close() {
      const { disconnect } = await import('../../lib/db/client')
      await disconnect()
      await proxy?.close()
      await site.close()
    },
  }
}

const idOf = (action: string) => actions().get(`app/(public)/sign-in/actions.ts ${action}`)!

/** Signs in by the forms from an address; resolves to what the last of them answered, and the cookies. */
async function signIn({ site, publicUrl, askFrom }: Way, from: string, address: string, next: string) {
  const cookies = new Map<string, string>()
  const nth = site.sink.to(address).length + 1
  const post = (path: string, action: string, fields: Record<string, string>) =>
    askFrom(from, path, { ...actionRequest(publicUrl, idOf(action), fields), cookies })
  await post(`/sign-in?next=${encodeURIComponent(next)}`, 'requestCode', { address, next })
  const code = codeIn(await site.sink.waitFor(address, { nth }))
  const answer = await post('/sign-in/passcode', 'verifyCode', { code })
  return { answer, cookies }
}

const leadsTo = ({ headers }: Answer) => String(headers['x-action-redirect'] ?? '').split(';')[0]

const reads = (answer: Answer) => answer.status === 200 && (answer.text.includes(SECRET) || answer.text.includes(TITLE))

async function officeIs(ranges: string[]) {
  const { db } = await import('../../lib/db/client')
  const at = new Date()
  const { id } = await db().namedLocation.create({
    data: { name: 'Office', kind: 'network', trusted: true, ranges, createdAt: at, changedAt: at },
  })
  await raiseVersion()
  return id
}

type Policy = Parameters<typeof putPolicy>[0]

/** Each holds outside of the office; nobody has a second factor, and nothing has been agreed to or stated. */
const policies: Record<string, (office: string, scene: Scene) => Promise<Policy> | Policy> = {
  'a block outside of trusted networks': () => ({ block: true, when: { networks: { exceptTrusted: true } } }),
  'a block outside of one location': (office) => ({ block: true, when: { networks: { except: [office] } } }),
  'a second factor': () => ({ multiFactor: true, when: { networks: { exceptTrusted: true } } }),
  'a purpose': () => ({ purpose: true, when: { networks: { exceptTrusted: true } } }),
  'terms of use': async (_, scene) => ({
    termsIds: [(await putTerms(scene)).documentId],
    when: { networks: { exceptTrusted: true } },
  }),
}

/** Where from the trail says that policies were asked. */
async function addressesOnTheTrail() {
  const { db } = await import('../../lib/db/client')
  const rows = await db().$queryRaw<
    { networkAddress: string }[]
  >`SELECT o."networkAddress" FROM "SignIn" JOIN "TrailOrigin" o USING (id)`
  return [...new Set(rows.map(({ networkAddress }) => networkAddress))].sort()
}

for (const between of Object.keys(betweens) as (keyof typeof betweens)[]) {
  // A worker for each, since `lib` works on the database of one site.
  const test = base.extend<object, { way: Way }>({
    way: [
      async ({}, use) => {
        const { close, ...way } = await open(between)
        await use(way)
        await close()
      },
      { scope: 'worker', timeout: 240_000 },
    ],
  })

  for (const [name, policy] of Object.entries(policies))
    test(`${between}, ${name} holds for the page that signing in leads to`, async ({ way }) => {
      const { site, askFrom } = way
      const scene = await setPolicyScene(site)
      const { db } = await import('../../lib/db/client')
      await db().$executeRawUnsafe(
        'ALTER TABLE "SignIn" DISABLE TRIGGER USER; DELETE FROM "SignIn"; ALTER TABLE "SignIn" ENABLE TRIGGER USER',
      )
      await putPolicy(await policy(await officeIs([`${OFFICE}/32`]), scene))
      const page = `/shared-with-me/${scene.page}`
      for (const [from, opens] of [
        [CAFE, false],
        [OFFICE, true],
      ] as const) {
        const { answer, cookies } = await signIn(way, from, 'nicole@contoso.example', page)
        expect([from, leadsTo(answer), answer.text]).toEqual([from, page, ''])
        expect([from, reads(await askFrom(from, page, { cookies }))]).toEqual([from, opens])
        // As a script of ours would ask for it on the way.
        expect([from, reads(await askFrom(from, page, { cookies, headers: { rsc: '1' } }))]).toEqual([from, opens])
      }
      expect(await addressesOnTheTrail()).toEqual([OFFICE, CAFE])
    })

  test(`${between}, a shared link leads nobody anywhere who signs in by its address, and its host hears of nobody`, async ({
    way,
  }) => {
    const { site, askFrom } = way
    const scene = await setPolicyScene(site)
    let heard = 0
    const host = createServer({ keepAliveTimeout: 0 }, (_, response) => {
      heard++
      response.writeHead(200, { 'content-type': 'text/x-component' }).end('0:{"a":"$@1","f":"","b":"x"}\n1:"foreign"\n')
    }).listen(0, '127.0.0.1')
    await once(host, 'listening')
    const { db } = await import('../../lib/db/client')
    const foreign = `http://127.0.0.1:${(host.address() as AddressInfo).port}/flight`
    await db().resource.update({ where: { id: scene.link }, data: { url: foreign } })
    const opening = `/shared-with-me/${scene.link}/open`
    const { answer, cookies } = await signIn(way, CAFE, 'nicole@contoso.example', opening)
    expect([leadsTo(answer), answer.text, heard]).toEqual(['/shared-with-me', '', 0])

    // A person who follows it is led on; a script is told nothing.
    const asked = (headers: Record<string, string>) => askFrom(CAFE, opening, { cookies, headers })
    expect((await asked({ 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' })).headers.location).toBe(foreign)
    for (const headers of [
      { rsc: '1' },
      { 'sec-fetch-mode': 'cors', 'sec-fetch-dest': 'empty' },
      { 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' },
      { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'script' },
    ] as Record<string, string>[]) {
      const { status, headers: said, text } = await asked(headers)
      expect([headers, status, said.location, text]).toEqual([headers, 204, undefined, ''])
    }
    host.close()
  })
}
