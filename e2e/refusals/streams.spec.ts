import { once } from 'node:events'
import { type IncomingMessage, request } from 'node:http'
import { setTimeout as wait } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { type Site, test } from '../fixtures/site'
import {
  acceptTerms,
  guestCookies,
  putLongFile,
  putPolicy,
  putTerms,
  raiseVersion,
  setPolicyScene,
} from './policy-scene'
import type { Scene } from './scene'

/** More than any buffer between the two holds. */
const SIZE = 96 * 1024 * 1024

/** A download that has begun and is read slowly. */
async function begin(site: Site, scene: Scene, resourceId: string): Promise<IncomingMessage> {
  const cookie = [...(await guestCookies(scene, 'guest A'))].map(([name, value]) => `${name}=${value}`).join('; ')
  const sent = request({
    host: 'localhost',
    port: site.foyer.port,
    path: `/api/files/${resourceId}?download=1`,
    headers: { cookie, host: new URL(site.foyer.url).host },
    agent: false,
  })
  sent.end()
  const [response] = (await once(sent, 'response')) as [IncomingMessage]
  expect(response.statusCode).toBe(200)
  response.pause()
  return response
}

/** Reads what is left: bytes until it ended, and whether that was the whole file. */
async function readOn(response: IncomingMessage) {
  let read = 0
  response.on('data', (chunk: Buffer) => (read += chunk.length))
  // Cut off is what is looked for here, and no failure.
  response.on('error', () => {})
  const closed = new Promise((resolve) => response.once('close', resolve))
  response.resume()
  await closed
  return { read, whole: response.complete }
}

const changes: Record<string, (scene: Scene) => Promise<() => Promise<unknown>>> = {
  'a policy blocks': async () => () => putPolicy({ block: true }),
  'a policy asks for a second factor': async () => () => putPolicy({ multiFactor: true }),
  'a policy lets things be viewed only': async () => () => putPolicy({ viewOnly: true }),
  'terms of use run out': async (scene) => {
    const { db } = await import('../../lib/db/client')
    const terms = await putTerms(scene)
    await acceptTerms(terms, scene.ids.nicole)
    await putPolicy({ termsIds: [terms.documentId] })
    return async () => {
      await db().termsDocument.update({ where: { id: terms.documentId }, data: { reacceptAt: new Date() } })
      await raiseVersion()
    }
  },
  'the session has lasted long enough': async () => {
    const { db } = await import('../../lib/db/client')
    await putPolicy({ session: { hours: 1 } })
    return () => db().session.updateMany({ data: { startedAt: new Date(Date.now() - 61 * 60_000) } })
  },
}

for (const [change, prepare] of Object.entries(changes))
  test(`a download under way ends within five seconds when ${change}`, async ({ site }) => {
    const scene = await setPolicyScene(site)
    const resourceId = await putLongFile(site, scene, SIZE)
    const make = await prepare(scene)
    const response = await begin(site, scene, resourceId)
    await make()
    // The promise itself, not a guess at how long something takes.
    await wait(5000)
    const { read, whole } = await readOn(response)
    expect({ whole, short: read < SIZE }).toEqual({ whole: false, short: true })
  })

test('a download under way goes on when nothing concerns it', async ({ site }) => {
  const scene = await setPolicyScene(site)
  const resourceId = await putLongFile(site, scene, SIZE)
  const response = await begin(site, scene, resourceId)
  await putPolicy({ block: true, who: { members: true } })
  await wait(5000)
  expect(await readOn(response)).toEqual({ read: SIZE, whole: true })
})
