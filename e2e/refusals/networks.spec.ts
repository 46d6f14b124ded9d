import { expect, test as base } from '@playwright/test'
import { type Asked, ask } from '../fixtures/http'
import { freePort } from '../fixtures/foyer'
import { openProxy, type Proxy } from '../fixtures/proxy'
import { openSite, type Site } from '../fixtures/site'
import { guestCookies, putPolicy, raiseVersion, setPolicyScene } from './policy-scene'
import { type Scene, SECRET } from './scene'

// Policies by network, asked through a real proxy by clients at different addresses (promises C5, C6).

base.setTimeout(300_000)

const OFFICE = '127.0.0.2'
const CAFE = '127.0.0.3'

type Behind = { site: Site; proxy: Proxy; proxyPort: number; asGuest: (scene: Scene, path: string, asked?: Asked) => ReturnType<typeof ask> }

const test = base.extend<object, { behind: Behind }>({
  behind: [
    async ({}, use) => {
      const proxyPort = await freePort()
      const publicUrl = `http://localhost:${proxyPort}`
      const site = await openSite({ AUTH_SECRET: SECRET_OF_TESTS, PUBLIC_URL: publicUrl, TRUSTED_PROXIES: '127.0.0.1/32' })
      const proxy = await openProxy({ port: proxyPort, to: site.foyer.port })
      Object.assign(process.env, { AUTH_SECRET: SECRET_OF_TESTS, DATABASE_URL: site.databaseUrl, PUBLIC_URL: publicUrl, DATA_DIR: site.foyer.dataDir })
      const asGuest: Behind['asGuest'] = async (scene, path, asked = {}) => ask(proxyPort, publicUrl, path, { cookies: await guestCookies(scene, 'guest A'), from: CAFE, ...asked })
      await use({ site, proxy, proxyPort, asGuest })
      const { disconnect } = await import('../../lib/db/client')
      await disconnect()
      await proxy.close()
      await site.close()
    },
    { scope: 'worker', timeout: 60_000 },
  ],
})

const SECRET_OF_TESTS = 'a secret for the networks alone, forty characters'

async function putLocation(ranges: string[]) {
  const { db } = await import('../../lib/db/client')
  const at = new Date()
  const { id } = await db().namedLocation.create({ data: { name: 'Office', kind: 'network', trusted: true, ranges, createdAt: at, changedAt: at } })
  await raiseVersion()
  return id
}

const outside = { networks: { exceptTrusted: true } }

test('whoever changes network is refused on the next request, and let in again on the one after', async ({ behind: { site, asGuest } }) => {
  const scene = await setPolicyScene(site)
  await putLocation([`${OFFICE}/32`])
  await putPolicy({ block: true, when: outside })
  const path = `/api/files/${scene.file}`
  for (const [from, status] of [[OFFICE, 200], [CAFE, 403], [OFFICE, 200], [CAFE, 403]] as const) {
    const answer = await asGuest(scene, path, { from })
    expect([from, answer.status, answer.text.includes(SECRET)]).toEqual([from, status, status === 200])
    const page = await asGuest(scene, `/shared-with-me/${scene.page}`, { from })
    expect([from, page.status === 200 && page.text.includes(SECRET)]).toEqual([from, status === 200])
  }
})

test('whoever changes network is asked for a second factor on the next request', async ({ behind: { site, asGuest } }) => {
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

const names = ['x-forwarded-for', 'X_Forwarded_For', 'X.Forwarded.For', 'forwarded', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip', 'fastly-client-ip', 'x-cluster-client-ip', 'x-original-forwarded-for', 'x-forwarded', 'forwarded-for', 'x-remote-ip', 'x-remote-addr', 'x-foyer-network-address', 'x_foyer_network_address', 'x-foyer-local', 'via']
const values = [OFFICE, `${OFFICE}, ${OFFICE}`, `${OFFICE}, 127.0.0.1`, `for=${OFFICE}`, `::ffff:${OFFICE}`, `[::ffff:${OFFICE}]:443`, `${OFFICE}:80`, 'a', '', '127.0.0.1', 'unknown', '::1', `${OFFICE},`.repeat(200)]

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
  for (const headers of forged) expect([headers, (await asGuest(scene, `/api/files/${scene.file}`, { headers, from: OFFICE })).status]).toEqual([headers, 200])
})

test('what a trusted proxy says and nobody can read is refused, never skipped', async ({ behind: { site } }) => {
  const scene = await setPolicyScene(site)
  const cookies = await guestCookies(scene, 'guest A')
  const direct = (forwardedFor: string) => site.ask(`/api/files/${scene.file}`, { cookies, from: '127.0.0.1', headers: { 'x-forwarded-for': forwardedFor } })
  for (const unreadable of ['a', `${OFFICE}, a`, '999.1.1.1', '0x7f.1', '1', `${OFFICE}, `, 'unknown', 'for=127.0.0.2']) expect([unreadable, (await direct(unreadable)).status]).toEqual([unreadable, 400])
  expect((await direct(OFFICE)).status).toBe(200)
})
