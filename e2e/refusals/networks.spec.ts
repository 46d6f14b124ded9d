import { expect, test as base } from '@playwright/test'
import { cast } from '../../prisma/cast'
import { actionRequest, type Asked, ask } from '../fixtures/http'
import { freePort } from '../fixtures/free-port'
import { openProxy, type Proxy } from '../fixtures/proxy'
import { openSite, type Site, withClient } from '../fixtures/site'
import { actions } from './entrances'
import { guestCookies, putPolicy, raiseVersion, setPolicyScene } from './policy-scene'
import { cookiesOf, type Kind, type Scene, SECRET, setScene } from './scene'

// Policies by network, asked through a real proxy by clients at different addresses (promises C5, C6).

base.setTimeout(900_000)

const OFFICE = '127.0.0.2'
const CAFE = '127.0.0.3'

type Behind = {
  site: Site
  proxy: Proxy
  proxyPort: number
  asGuest: (scene: Scene, path: string, asked?: Asked) => ReturnType<typeof ask>
}

const test = base.extend<object, { behind: Behind }>({
  behind: [
    async ({}, use) => {
      const proxyPort = await freePort()
      const publicUrl = `http://localhost:${proxyPort}`
      const site = await openSite({
        AUTH_SECRET: SECRET_OF_TESTS,
        PUBLIC_URL: publicUrl,
        TRUSTED_PROXIES: '127.0.0.1/32',
      })
      const proxy = await openProxy({ port: proxyPort, to: site.foyer.port })
      Object.assign(process.env, {
        AUTH_SECRET: SECRET_OF_TESTS,
        DATABASE_URL: site.databaseUrl,
        PUBLIC_URL: publicUrl,
        DATA_DIR: site.foyer.dataDir,
      })
      const asGuest: Behind['asGuest'] = async (scene, path, asked = {}) =>
        ask(proxyPort, publicUrl, path, { cookies: await guestCookies(scene, 'guest A'), from: CAFE, ...asked })
      await use({ site, proxy, proxyPort, asGuest })
      const { disconnect } = await import('../../lib/db/client')
      await disconnect()
      await proxy.close()
      await site.close()
    },
    { scope: 'worker', timeout: 240_000 },
  ],
})

const SECRET_OF_TESTS = 'a secret for the networks alone, forty characters'

async function putLocation(ranges: string[]) {
  const { db } = await import('../../lib/db/client')
  const at = new Date()
  const { id } = await db().namedLocation.create({
    data: { name: 'Office', kind: 'network', trusted: true, ranges, createdAt: at, changedAt: at },
  })
  await raiseVersion()
  return id
}

const outside = { networks: { exceptTrusted: true } }

test('whoever changes network is refused on the next request, and let in again on the one after', async ({
  behind: { site, asGuest },
}) => {
  const scene = await setPolicyScene(site)
  await putLocation([`${OFFICE}/32`])
  await putPolicy({ block: true, when: outside })
  const path = `/api/files/${scene.file}`
  for (const [from, status] of [
    [OFFICE, 200],
    [CAFE, 403],
    [OFFICE, 200],
    [CAFE, 403],
  ] as const) {
    const answer = await asGuest(scene, path, { from })
    expect([from, answer.status, answer.text.includes(SECRET)]).toEqual([from, status, status === 200])
    const page = await asGuest(scene, `/shared-with-me/${scene.page}`, { from })
    expect([from, page.status === 200 && page.text.includes(SECRET)]).toEqual([from, status === 200])
  }
})

test('whoever changes network is asked for a second factor on the next request', async ({
  behind: { site, asGuest },
}) => {
  const scene = await setPolicyScene(site)
  await putLocation([`${OFFICE}/32`])
  await putPolicy({ multiFactor: true, when: outside })
  const path = `/shared-with-me/${scene.page}`
  expect((await asGuest(scene, path, { from: OFFICE })).text).toContain(SECRET)
  const asked = await asGuest(scene, path, { from: CAFE })
  expect(`${asked.headers.location} ${asked.text}`).toContain('/step-up/')
  expect(asked.text).not.toContain(SECRET)
})

test('a location whose ranges are changed counts on the next request', async ({ behind: { site, asGuest } }) => {
  const { db } = await import('../../lib/db/client')
  const scene = await setPolicyScene(site)
  const id = await putLocation([`${OFFICE}/32`])
  await putPolicy({ block: true, when: outside })
  const path = `/api/files/${scene.file}`
  expect((await asGuest(scene, path)).status).toBe(403)
  await db().namedLocation.update({ where: { id }, data: { ranges: ['127.0.0.2/31'] } })
  await raiseVersion()
  expect((await asGuest(scene, path)).status).toBe(200)
  // What can't be read is nowhere: nobody is known to be in it.
  await db().namedLocation.update({ where: { id }, data: { ranges: ['127.0.0.0/33'] } })
  await raiseVersion()
  for (const from of [OFFICE, CAFE]) expect((await asGuest(scene, path, { from })).status).toBe(403)
})

const names = [
  'x-forwarded-for',
  'X_Forwarded_For',
  'X.Forwarded.For',
  'forwarded',
  'x-real-ip',
  'x-client-ip',
  'true-client-ip',
  'cf-connecting-ip',
  'fastly-client-ip',
  'x-cluster-client-ip',
  'x-original-forwarded-for',
  'x-forwarded',
  'forwarded-for',
  'x-remote-ip',
  'x-remote-addr',
  'x-foyer-network-address',
  'x_foyer_network_address',
  'x-foyer-local',
  'via',
]
const values = [
  OFFICE,
  `${OFFICE}, ${OFFICE}`,
  `${OFFICE}, 127.0.0.1`,
  `for=${OFFICE}`,
  `::ffff:${OFFICE}`,
  `[::ffff:${OFFICE}]:443`,
  `${OFFICE}:80`,
  'a',
  '',
  '127.0.0.1',
  'unknown',
  '::1',
  `${OFFICE},`.repeat(200),
]

test('no header makes anybody come from elsewhere than the proxy says', async ({ behind: { site, asGuest } }) => {
  const scene = await setPolicyScene(site)
  await putLocation([`${OFFICE}/32`])
  await putPolicy({ block: true, when: outside })
  const forged = names.flatMap((name) => values.map((value) => ({ [name]: value })))
  expect(forged.length).toBeGreaterThan(240)
  for (const headers of forged) {
    const answer = await asGuest(scene, `/api/files/${scene.file}`, { headers })
    expect([headers, answer.status < 400, answer.text.includes(SECRET)]).toEqual([headers, false, false])
  }
  for (const headers of forged)
    expect([headers, (await asGuest(scene, `/api/files/${scene.file}`, { headers, from: OFFICE })).status]).toEqual([
      headers,
      200,
    ])
})

test('what a trusted proxy says and nobody can read is refused, never skipped', async ({ behind: { site } }) => {
  const scene = await setPolicyScene(site)
  const cookies = await guestCookies(scene, 'guest A')
  const direct = (forwardedFor: string) =>
    site.ask(`/api/files/${scene.file}`, { cookies, from: '127.0.0.1', headers: { 'x-forwarded-for': forwardedFor } })
  for (const unreadable of ['a', `${OFFICE}, a`, '999.1.1.1', '0x7f.1', '1', `${OFFICE}, `, 'unknown', 'for=127.0.0.2'])
    expect([unreadable, (await direct(unreadable)).status]).toEqual([unreadable, 400])
  expect((await direct(OFFICE)).status).toBe(200)
})

/** As if so many had been asked for by strangers this hour. */
async function putTally(key: string, count: number) {
  const { db } = await import('../../lib/db/client')
  const { hourOf } = await import('../../lib/audit/tally')
  for (const at of [new Date(), new Date(Date.now() + 60 * 60_000)])
    await db().tally.create({ data: { key, startedAt: hourOf(at), count } })
}

test('a network that asked for too many codes is refused in words before anything is written, and another is not', async ({
  behind: { site },
}) => {
  await setScene(site)
  const { MOST_OF_NETWORK, NETWORKS } = await import('../../lib/audit/network-budget')
  await putTally(`${NETWORKS.codes}198.51.100.7`, MOST_OF_NETWORK)
  const asked = actionRequest(
    new URL(process.env.PUBLIC_URL!).origin,
    actions().get('app/(public)/sign-in/actions.ts requestCode')!,
    { address: cast.lee.address },
  )
  const askFrom = (forwardedFor: string) =>
    site.ask('/sign-in', {
      ...asked,
      from: '127.0.0.1',
      headers: { ...asked.headers, 'x-forwarded-for': forwardedFor },
    })
  const written = () =>
    withClient(
      site.databaseUrl,
      async (client) =>
        (
          await client.query(
            `SELECT (SELECT count(*) FROM "AuditEvent") events, (SELECT count(*) FROM "SignInAttempt") attempts, (SELECT count(*) FROM "Mail") mails`,
          )
        ).rows,
    )
  const before = await written()
  const refused = await askFrom('198.51.100.7')
  expect([refused.status, refused.headers['set-cookie']]).toEqual([200, undefined])
  expect(refused.text).toContain('Very many codes were asked for from your network.')
  expect(await written()).toEqual(before)
  expect((await askFrom('198.51.100.8')).headers['set-cookie']?.join()).toContain('foyer-attempt')
  expect(await written()).not.toEqual(before)
})

test('while codes leave one a second, administrators read so on every page, and nobody else does', async ({
  behind: { site },
}) => {
  const scene = await setScene(site)
  const { EVERYBODY } = await import('../../lib/identity/passcodes/pace')
  await putTally(EVERYBODY, 2000)
  const says = async (kind: Kind, path: string) =>
    (await site.ask(path, { from: '127.0.0.1', cookies: cookiesOf(scene, kind) })).text.includes(
      'theirs leave one a second',
    )
  expect(await says('administrator', '/shares')).toBe(false)
  const asked = actionRequest(
    new URL(process.env.PUBLIC_URL!).origin,
    actions().get('app/(public)/sign-in/actions.ts requestCode')!,
    { address: cast.lee.address },
  )
  await site.ask('/sign-in', { ...asked, from: '127.0.0.1' })
  expect([
    await says('administrator', '/shares'),
    await says('administrator', '/admin'),
    await says('member', '/shares'),
    await says('guest A', '/shared-with-me'),
  ]).toEqual([true, true, false, false])
})
