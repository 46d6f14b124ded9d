import { existsSync } from 'node:fs'
import path from 'node:path'
import { type Browser, chromium } from '@playwright/test'
import { Client } from 'pg'
import { afterEach, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill } from '../fixtures/foyer'
import { codeIn } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { SmallDisk } from '../fixtures/small-disk'
import { SmtpSink } from '../fixtures/smtp-sink'

// A file system that fills up while Foyer and its own PostgreSQL live on it.

const MIB = 1024 ** 2
const FULL = 'The server’s disk is full, so nothing was saved. Tell an administrator, and try again once there is room.'
const [adele, nicole, omar] = [cast.adele.address, cast.nicole.address, cast.omar.address]

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const disk = SmallDisk.mount(800)
if (!disk) console.log('Left out: a full disk. This account may mount no file system.')
const itOnASmallDisk = it.runIf(disk)

async function open(disk: SmallDisk) {
  ends.push(() => disk.unmount())
  const room = await SmtpSink.start()
  ends.push(() => room.stop())
  const env = {
    SMTP_URL: room.url,
    MAIL_FROM: 'foyer@woodgrove.example',
    ORGANIZATION_NAME: organization.name,
    ADMIN_EMAIL: adele,
  }
  const foyer = await Foyer.start({ dataDir: disk.dataDir, env })
  ends.push(async () => {
    await foyer.end()
    foyer.remains.forEach(kill)
  })
  return { foyer, room, env, isKept: () => existsSync(path.join(disk.dataDir, 'ballast')) }
}

async function signIn(url: string, room: SmtpSink, address: string) {
  const browser = new PlainBrowser(url)
  const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', { address })
  const home = await browser.submit(asked, 'Verify', { code: await codeFor(room, address) })
  expect(home.status).toBe(200)
  return browser
}

const codeFor = async (room: SmtpSink, address: string) =>
  codeIn(await room.waitFor(address, { matching: ({ subject }) => subject.includes('code') }))

const shareForm = (browser: PlainBrowser) => browser.get('/shares/new?kind=link')
const sharing = (address: string, title = 'The plan') => ({
  kind: 'link',
  url: 'https://intranet.woodgrove.example/plan',
  title,
  addresses: address,
})
const share = async (browser: PlainBrowser, address: string) =>
  browser.submit(await shareForm(browser), 'Web address', sharing(address))

/** A second browser of hers, a real one, with the form for a new share open. */
async function openInChromium(url: string, room: SmtpSink) {
  const browser: Browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  ends.push(() => browser.close())
  const page = await browser.newPage({ baseURL: url })
  page.setDefaultTimeout(300_000)
  await page.goto('/sign-in')
  await page.getByLabel('Email').fill(adele)
  await page.getByRole('button', { name: 'Send code' }).click()
  await page
    .getByLabel('Code')
    .fill(codeIn(await room.waitFor(adele, { nth: 2, matching: ({ subject }) => subject.includes('code') })))
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.waitForURL((address) => !address.pathname.startsWith('/sign-in'))
  await page.goto('/shares/new')
  return page
}

/** A connection to its database, by which it can be asked for what a full disk can't bear. */
async function connect(dataDir: string) {
  const client = new Client({ host: path.join(dataDir, 'postgres'), user: 'foyer', database: 'foyer' })
  client.on('error', () => {})
  await client.connect()
  return client
}

/** Has PostgreSQL go on to a new segment of its log, for which there is no room, and end for it. */
async function exhaustLog(client: Client) {
  await client
    .query('SELECT pg_switch_wal()')
    .then(() => client.query('CHECKPOINT'))
    .catch(() => {})
  await client.end().catch(() => {})
}

itOnASmallDisk(
  'a full disk is told, whoever ends something still can, and all goes on once there is room, without a start',
  { timeout: 900_000 },
  async () => {
    const { foyer, room, env, isKept } = await open(disk!)
    const admin = await signIn(foyer.url, room, adele)
    const [first, second] = [await share(admin, nicole), await share(admin, omar)]
    const guest = await signIn(foyer.url, room, nicole)
    const page = await openInChromium(foyer.url, room)
    await admin.upload('before.txt', new Uint8Array(1000))
    await expect.poll(isKept).toBe(true)
    const [formBefore, log] = [await shareForm(admin), await connect(disk!.dataDir)]

    // Nine tenths are taken: administrators are warned.
    disk!.fill(60 * MIB)
    await expect
      .poll(async () => (await admin.get('/admin')).html)
      .toMatch(/disk is .*nearly full|disk is .*9\d.*% full/)
    expect((await guest.get('/shared-with-me')).html).not.toContain('disk is')
    expect(await foyer.health()).toEqual({ status: 'ok' })
    const file = { name: 'small.txt', mimeType: 'text/plain', buffer: Buffer.from('small') }
    await page.getByRole('radio', { name: 'File' }).check()
    const chosen = page.getByRole('button', { name: 'File', exact: true })
    await chosen.setInputFiles(file)
    await page.getByText('There is no room left for this file. Tell an administrator.').waitFor()
    const answered = page.waitForResponse('**/api/files')
    await chosen.setInputFiles({ ...file, name: 'large.bin', buffer: Buffer.alloc(4 * MIB) })
    expect((await answered).status()).toBe(507)
    await page.getByText('There is no room left for this file. Tell an administrator.').waitFor()

    // Full: the health tells it, and what was kept back is given up.
    disk!.fill()
    await expect.poll(() => foyer.health()).toEqual({ status: 'ok', faults: ['disk'] })
    await expect.poll(isKept).toBe(false)
    expect(foyer.output).toMatch(/The disk of \S+ is full: 64 MB .* given up.*Make room\./)
    const refused = await admin.submit(formBefore, 'Web address', sharing('new@contoso.example', 'Typed with care'))
    expect([refused.status, refused.html.includes(FULL), refused.html.includes('value="Typed with care"')]).toEqual([
      200,
      true,
      true,
    ])
    await page.goto('/shares/new')
    await page.getByText('The server’s disk is full').waitFor()

    // Whoever revokes, blocks and signs out still can.
    const revoked = await admin.submit(first, `aria-label="Revoke access of ${nicole}"`)
    expect(revoked.html).toContain(`Undo revoking access of ${nicole}`)
    const blocked = await admin.submit(await admin.get('/admin/people'), `aria-label="Block ${omar}"`)
    expect(blocked.html).toContain(`Unblock ${omar}`)
    const signedOut = await guest.submit(
      { ...(await guest.get('/account')), path: '/account/sign-out' },
      'action="/account/sign-out"',
    )
    expect([signedOut.path, (await guest.get('/shared-with-me')).path]).toEqual([
      '/sign-in',
      expect.stringMatching(/^\/sign-in/),
    ])

    // Nothing at all is left, and PostgreSQL ends for it.
    disk!.fill()
    const asked = await new PlainBrowser(foyer.url)
      .get('/sign-in')
      .then((form) => new PlainBrowser(foyer.url).submit(form, 'Send code', { address: 'somebody@contoso.example' }))
    expect([200, 303]).toContain(asked.status)
    await exhaustLog(log)
    await expect.poll(() => foyer.health()).toEqual({ status: 'failing', part: 'database', faults: ['disk'] })

    // Room, and no hands.
    const { pid } = foyer.child
    disk!.empty()
    await expect.poll(() => foyer.health()).toEqual({ status: 'ok' })
    expect((await share(admin, 'later@contoso.example')).path).toMatch(/^\/shares\/[0-9a-f-]{36}$/)
    expect((await admin.get(second.path)).html).toContain(omar)
    await admin.upload('after.txt', new Uint8Array(1000))
    await room.waitFor('later@contoso.example')
    await expect.poll(isKept).toBe(true)
    expect([foyer.child.pid, foyer.child.exitCode]).toEqual([pid, null])

    // One that is started on a full disk starts with what was kept back for it.
    await foyer.end()
    disk!.fill()
    const next = await Foyer.start({ port: foyer.port, dataDir: disk!.dataDir, env })
    ends.push(() => next.end())
    expect([await next.health(), isKept()]).toEqual([{ status: 'ok', faults: ['disk'] }, false])
  },
)
