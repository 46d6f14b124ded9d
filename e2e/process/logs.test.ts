import path from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { codeIn } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { SmtpSink } from '../fixtures/smtp-sink'

// What one Foyer says from its start to its end, read by a program that knows nothing but JSON.

type Line = {
  level: string
  time: string
  part: string
  message: string
  reference?: string
  error?: { class: string; code?: string; message: string; at: string[] }
}

const dataDir = temporaryDirectory()
const guest = 'nicole.wagner@contoso.example'
const TITLE = 'Zephyr merger'
const secrets = [
  guest,
  cast.adele.address,
  'woodgrove.example',
  'contoso',
  TITLE,
  'Zephyr',
  'nicole',
  'wagner',
  'Mozilla',
  'foyer-session',
]
let foyer: Foyer
let sink: SmtpSink
let adele: PlainBrowser

const lines = () =>
  foyer.output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)
const since = (count: number) => lines().slice(count)

/** As the owner of the tables. */
async function ask(query: string) {
  const client = new Client(
    `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}`,
  )
  await client.connect()
  return client.query<{ id: string }>(query).finally(() => client.end())
}

const theFile = async () => (await ask(`SELECT id FROM "Resource" WHERE kind = 'file'`)).rows[0]!.id

beforeAll(async () => {
  sink = await SmtpSink.start()
  const env = {
    LOG_FORMAT: 'json',
    SMTP_URL: sink.url,
    MAIL_FROM: 'Foyer <foyer@woodgrove.example>',
    ORGANIZATION_NAME: organization.name,
    ADMIN_EMAIL: cast.adele.address,
  }
  foyer = await Foyer.start({ dataDir, env })
  adele = new PlainBrowser(foyer.url)
  const asked = await adele.submit(await adele.get('/sign-in?address=nicole'), 'Send code', {
    address: cast.adele.address,
  })
  const code = codeIn(await sink.waitFor(cast.adele.address, { matching: ({ subject }) => subject.includes('code') }))
  secrets.push(code, code.replace(' ', ''))
  await adele.submit(asked, 'Verify', { code })
  secrets.push(...adele.secrets)
})

afterAll(async () => {
  await foyer.end()
  foyer.remains.forEach(kill)
  await sink.stop()
  removeDirectory(dataDir)
})

describe('with LOG_FORMAT=json', () => {
  it('a start is told line by line', () => {
    expect(lines().map(({ message }) => message)).toEqual([
      `Foyer is ready at ${foyer.url}`,
      expect.stringMatching(/^data .*its own PostgreSQL/),
      expect.stringMatching(/^mail leaves through 127\.0\.0\.1:\d+, from Foyer/),
    ])
  })

  it('a letter that a mail server refuses is told without the address that it quotes', async () => {
    const before = lines().length
    sink.fault = ({ at }) =>
      at === 'rcpt' ? { reply: 550, text: `5.1.1 <${guest}>: "Nicole Wagner" is unknown here` } : null
    const fileId = await adele.upload(`${TITLE}.pdf`, new Uint8Array(30_000_000))
    const share = await adele.submit(await adele.get('/shares/new?kind=file'), 'name="addresses"', {
      kind: 'file',
      fileId,
      title: TITLE,
      addresses: guest,
    })
    expect(share.status).toBe(200)
    await expect
      .poll(() => since(before))
      .toMatchObject([
        {
          level: 'warn',
          part: 'worker',
          message: 'A mail was refused (invitation).',
          error: { message: expect.stringContaining('550') },
        },
      ])
  })

  it('a reader who leaves a download, an upload or a page is no line', async () => {
    const before = lines().length
    const file = await theFile()
    await adele.leave(`/api/files/${file}?download=1`)
    await Promise.all(Array.from({ length: 5 }, () => adele.leave('/admin/audit/download.csv')))
    await adele.leaveUpload('Budget.pdf')
    expect((await adele.get('/shares')).status).toBe(200)
    expect(since(before)).toEqual([])
  })

  it('a page that failed shows the reference of its line, a download that failed too', async () => {
    const before = lines().length
    const file = await theFile()
    await ask('ALTER TABLE "Resource" RENAME TO "ResourceAway"')
    const page = await adele.get(`/shares/${file}?address=nicole`)
    const bytes = await adele.bytes(`/api/files/${file}?download=1`)
    await ask('ALTER TABLE "ResourceAway" RENAME TO "Resource"')
    const [ofPage, ofBytes, ...more] = since(before)
    expect(more).toEqual([])
    expect(ofPage).toMatchObject({
      level: 'error',
      part: 'web',
      message: 'GET /shares/… failed.',
      reference: expect.stringMatching(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/),
      error: { class: 'PrismaClientKnownRequestError' },
    })
    expect([page.status, page.html]).toEqual([500, expect.stringContaining(ofPage!.reference!)])
    expect(bytes.toString()).toContain(`the reference ${ofBytes!.reference}.`)
    expect(ofBytes).toMatchObject({ message: 'GET /api/files/… failed.' })
  })

  it('an end is told, and every line until then was whole, with level, time and part, and about nobody', async () => {
    await foyer.end()
    for (const { level, time, part, message } of lines()) {
      expect([new Date(time).toISOString(), message]).toEqual([time, expect.stringMatching(/./)])
      expect(['info', 'warn', 'error', 'fatal']).toContain(level)
      expect(['web', 'worker', 'postgres']).toContain(part)
    }
    expect(lines().at(-1)).toMatchObject({ level: 'info', part: 'web', message: 'Told to end (SIGTERM).' })
    for (const secret of secrets) expect(foyer.output.toLowerCase()).not.toContain(secret.toLowerCase())
    expect(foyer.output).not.toMatch(/MaxListeners|DeprecationWarning|Premature/)
  })
})
