import { createHash, randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterEach, describe, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill, removeDirectory, temporaryDirectory, worksIn } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { codeIn, type Mailroom } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { ResendStandIn } from '../fixtures/resend-stand-in'
import { SmtpSink } from '../fixtures/smtp-sink'
import { PATIENCE } from '../fixtures/patience'

// Promises E1 and F1: whatever dies at whatever moment, nothing that was answered is lost, and nothing is half done.
/** Of each part, at a random moment; the promise is of KILLS=100, by hand. */
const KILLS = Number(process.env.KILLS ?? 12)
/** A mail that a killed worker held is sent by the next within this. */
const TAKEN_OVER = 60_000

/** What people were told is done. */
type Told = {
  shared: { address: string; path: string }[]
  revoked: string[]
  signedIn: { address: string; browser: PlainBrowser }[]
  /** In pieces, by the id of the file. */
  sent: { fileId: string; sha256: string }[]
}

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

describe.each([
  ['the server', null, () => SmtpSink.start(), KILLS, killServer],
  ['the worker', 'worker', () => SmtpSink.start(), KILLS, (foyer: Foyer) => kill(foyer.workerPid)],
  ['PostgreSQL', 'database', () => SmtpSink.start(), KILLS, (foyer: Foyer) => kill(foyer.postmasterPid)],
  ['everything at once', null, () => ResendStandIn.start(), 0, killEverything],
] as const)(
  '%s, killed again and again while people share, revoke, send files and sign in',
  (_, part, open, duplicates, strike) => {
    it('loses nothing, does nothing by half, and is back without hands', { timeout: 1_800_000 }, async () => {
      const room = await open()
      ends.push(() => room.stop())
      const world = await makeWorld(room)
      const adele = new PlainBrowser(world.foyer.url)
      expect(await signIn(adele, room, cast.adele.address)).toBe(true)
      const load = begin(adele, world.foyer.url, room)
      for (let nth = 0; nth < KILLS; nth++) {
        const shared = load.told.shared.length
        await expect.poll(() => load.told.shared.length).toBeGreaterThan(shared)
        await wait(Math.random() * 500)
        const { foyer } = world
        await strike(foyer)
        if (foyer.child.signalCode) world.foyer = await start(world)
        else await expect.poll(() => foyer.health(), { timeout: PATIENCE }).toEqual({ status: 'failing', part })
        await world.foyer.healthy()
      }
      const { shared, revoked, signedIn, sent } = load.told
      await expect
        .poll(() => Math.min(shared.length, revoked.length, signedIn.length, sent.length))
        .toBeGreaterThanOrEqual(KILLS / 5)
      const told = await load.end()
      const live = await check(world.dataDir, told)
      await checkMail(room, told, live, duplicates)
      for (const { browser } of told.signedIn) expect((await browser.get('/account')).path).toBe('/account')
    })
  },
)

it.each([100, 500, 1000, 2000])(
  'killed %i ms into its first start, it is made whole by the next',
  { timeout: 900_000 },
  async (moment) => {
    const place = { port: await freePort(), dataDir: temporaryDirectory() }
    const foyer = Foyer.spawn(place)
    ends.push(() => removeDirectory(place.dataDir))
    await wait(moment)
    await foyer.end('SIGKILL')
    foyer.remains.forEach(kill)
    const next = await start({ ...place, env: {} })
    await expect.poll(() => next.output).toContain('/setup/')
  },
)

type World = { foyer: Foyer; port: number; dataDir: string; env: Record<string, string> }

async function makeWorld(room: SmtpSink | ResendStandIn): Promise<World> {
  const transport: Record<string, string> =
    room instanceof SmtpSink ? { SMTP_URL: room.url } : { RESEND_API_KEY: 're_test', RESEND_BASE_URL: room.url }
  const env = {
    ...transport,
    MAIL_FROM: 'foyer@woodgrove.example',
    ORGANIZATION_NAME: organization.name,
    ADMIN_EMAIL: cast.adele.address,
  }
  const place = { port: await freePort(), dataDir: temporaryDirectory(), env }
  ends.push(() => removeDirectory(place.dataDir))
  return { ...place, foyer: await start(place) }
}

async function start(place: Omit<World, 'foyer'>) {
  const foyer = Foyer.spawn(place)
  ends.push(async () => {
    await foyer.end()
    foyer.remains.forEach(kill)
  })
  await foyer.healthy()
  return foyer
}

async function killServer(foyer: Foyer): Promise<void> {
  await foyer.end('SIGKILL')
}

/** Server, worker and every process of PostgreSQL, as a power cut would. */
async function killEverything(foyer: Foyer): Promise<void> {
  kill(foyer.workerPid)
  for (const pid of worksIn(path.join(foyer.dataDir, 'postgres'))) kill(pid)
  await foyer.end('SIGKILL')
}

/** People at work. Whatever fails is tried no more, since nobody was told that it was done. */
function begin(adele: PlainBrowser, url: string, room: Mailroom) {
  const told: Told = { shared: [], revoked: [], signedIn: [], sent: [] }
  const stop = new AbortController()
  const repeat = async (act: () => Promise<unknown>) => {
    while (!stop.signal.aborted) {
      await act().catch(() => {})
      await wait(100)
    }
  }
  const tried = new Set<string>()
  const atTheDoor = Array.from({ length: 4 }, () => repeat(() => guestSignsIn(url, room, told, tried)))
  const works = [repeat(() => shareAndRevoke(adele, told)), repeat(() => sendFile(adele, told)), ...atTheDoor]
  return {
    told,
    async end() {
      stop.abort()
      await Promise.all(works)
      return told
    },
  }
}

let guests = 0

/** Shares a link with somebody new; every third time thinks better of it. */
async function shareAndRevoke(adele: PlainBrowser, { shared, revoked }: Told) {
  const address = `guest-${++guests}@contoso.example`
  const form = await adele.get('/shares/new?kind=link')
  const fields = {
    kind: 'link',
    url: 'https://intranet.woodgrove.example/plan',
    title: `Plan ${guests}`,
    addresses: address,
  }
  const share = await adele.submit(form, 'Web address', fields)
  if (!/^\/shares\/[0-9a-f-]{36}$/.test(share.path)) return
  shared.push({ address, path: share.path })
  if (guests % 3 > 0 || share.status !== 200) return
  const after = await adele.submit(share, `aria-label="Revoke access of ${address}"`)
  if (after.status === 200 && after.html.includes(`Undo revoking access of ${address}`)) revoked.push(address)
}

/** Sends a file in pieces. What dies meanwhile is waited for: the sender goes on where the server says that it is. */
async function sendFile(adele: PlainBrowser, { sent }: Told) {
  const bytes = randomBytes(8_000_000)
  const fileId = await adele.sendInPieces(`${sent.length}.bin`, bytes, 40)
  sent.push({ fileId, sha256: createHash('sha256').update(bytes).digest('hex') })
}

async function guestSignsIn(url: string, room: Mailroom, { shared, revoked, signedIn }: Told, tried: Set<string>) {
  const guest = shared.findLast(({ address }) => !revoked.includes(address) && !tried.has(address))
  if (!guest) return
  tried.add(guest.address)
  const browser = new PlainBrowser(url)
  if (await signIn(browser, room, guest.address)) signedIn.push({ address: guest.address, browser })
}

async function signIn(browser: PlainBrowser, room: Mailroom, address: string) {
  const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', { address })
  const letter = await room.waitFor(address, {
    matching: ({ subject }) => subject.includes('code'),
    patience: TAKEN_OVER,
  })
  const home = await browser.submit(asked, 'Verify', { code: codeIn(letter) })
  return home.status === 200 && /^\/share/.test(home.path)
}

/** Asks the database itself. Resolves to whose access is open: a revocation may be done though nobody was told. */
async function check(dataDir: string, told: Told) {
  const client = new Client({ host: path.join(dataDir, 'postgres'), user: 'foyer', database: 'foyer' })
  await client.connect()
  const read = async (query: string) => (await client.query<{ value: string }>(query)).rows.map(({ value }) => value)
  try {
    await expect
      .poll(() => read('SELECT id AS value FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL'), {
        timeout: 90_000,
        interval: 500,
      })
      .toEqual([])
    const granted = new Set(
      await read('SELECT p.address AS value FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId"'),
    )
    expect(told.shared.filter(({ address }) => !granted.has(address))).toEqual([])
    const open = new Set(
      await read(
        'SELECT p.address AS value FROM "Grant" g JOIN "Principal" p ON p.id = g."principalId" WHERE g."revokedAt" IS NULL',
      ),
    )
    expect(told.revoked.filter((address) => open.has(address))).toEqual([])
    const stored = new Set(await read(`SELECT id || encode(sha256, 'hex') AS value FROM "StoredFile"`))
    expect(told.sent.filter(({ fileId, sha256 }) => !stored.has(fileId + sha256))).toEqual([])
    for (const { fileId, sha256 } of told.sent)
      expect(await hashOf(path.join(dataDir, 'files', fileId.slice(0, 2), fileId))).toBe(sha256)
    for (const half of halves) expect(await read(half)).toEqual([])
    return open
  } finally {
    await client.end()
  }
}

const hashOf = async (place: string) =>
  createHash('sha256')
    .update(await readFile(place))
    .digest('hex')

/** Whatever one of these finds was done by half. */
const halves = [
  'SELECT id AS value FROM "Resource" r WHERE NOT EXISTS (SELECT 1 FROM "Grant" WHERE "resourceId" = r.id)',
  `SELECT id AS value FROM "Resource" r WHERE NOT EXISTS (SELECT 1 FROM "AuditEvent" WHERE "resourceId" = r.id AND type = 'resource.created')`,
  `SELECT id AS value FROM "Grant" g WHERE ("revokedAt" IS NOT NULL) <> EXISTS (SELECT 1 FROM "AuditEvent" WHERE "resourceId" = g."resourceId" AND type = 'grant.revoked')`,
  `SELECT id AS value FROM "Grant" g WHERE NOT EXISTS (SELECT 1 FROM "Mail" WHERE "grantId" = g.id AND template = 'invitation')`,
]

/** Every invitation that was not taken back has arrived, and a crash doubled at most one mail, the same one. */
async function checkMail(room: Mailroom, { shared }: Told, live: Set<string>, duplicates: number) {
  const invited = new Set(
    room.mails.filter(({ html }) => html.includes('/invitations/')).flatMap(({ recipients }) => recipients),
  )
  expect(shared.filter(({ address }) => live.has(address) && !invited.has(address))).toEqual([])
  const ids = room.mails.map(({ messageId }) => messageId)
  expect(ids.length - new Set(ids).size).toBeLessThanOrEqual(duplicates)
}
