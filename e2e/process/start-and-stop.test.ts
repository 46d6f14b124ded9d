import { readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import { afterEach, describe, expect, it } from 'vitest'
import { Foyer, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'

const running: Foyer[] = []
const directories: string[] = []

const keep = (foyer: Foyer) => (running.push(foyer), foyer)
const fresh = () => (directories.push(temporaryDirectory()), directories.at(-1)!)
const start = async (env = {}, dataDir = fresh()) => keep(await Foyer.start({ dataDir, env }))

afterEach(async () => {
  for (const foyer of running.splice(0)) await foyer.clear()
  for (const directory of directories.splice(0)) removeDirectory(directory)
})

/** Sends the head of a form and half of its body. */
async function halfARequest({ port, url }: Foyer, path = '/api/auth/signout') {
  const socket = connect(port, '127.0.0.1')
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: localhost:${port}`,
    `Origin: ${url}`,
    'Content-Type: application/x-www-form-urlencoded',
    'Content-Length: 10',
  ]
  socket.on('error', () => {})
  socket.write(`${head.join('\r\n')}\r\n\r\ncsrf=`)
  await wait(300)
  return { answer: text(socket).catch(() => ''), finish: () => socket.write('12345') }
}

describe('start and stop', () => {
  it('says in one short block where it is, and keeps its secret when it starts again', async () => {
    const first = await start()
    const dataDir = first.dataDir
    await expect
      .poll(() => first.output)
      .toMatch(/Foyer is ready at .*\n {2}data .*\n {2}mail .*\n {2}set up .*\/setup\//)
    expect(first.output.trim().split('\n').length).toBeLessThanOrEqual(6)
    const secret = path.join(dataDir, 'auth-secret')
    const made = readFileSync(secret, 'utf8')
    expect([statSync(secret).mode & 0o777, statSync(dataDir).mode & 0o777]).toEqual([0o600, 0o700])
    const link = /http\S+\/setup\/\S+/.exec(first.output)![0].replace(String(first.port), '')
    expect(await first.end()).toBeLessThan(10_000)
    expect(first.remains).toEqual([])

    const second = await start({}, dataDir)
    expect(readFileSync(secret, 'utf8')).toBe(made)
    expect(/http\S+\/setup\/\S+/.exec(second.output)![0].replace(String(second.port), '')).toBe(link)
  })

  it.each(['SIGTERM', 'SIGINT'] as const)(
    'on %s finishes the request under way, and leaves nothing running',
    async (signal) => {
      const foyer = await start()
      const { answer, finish } = await halfARequest(foyer)
      const ended = foyer.end(signal)
      await expect.poll(() => foyer.health()).toBeNull()
      finish()
      expect(await answer).toMatch(/^HTTP\/1\.1 [234]\d\d /)
      expect(await ended).toBeLessThan(10_000)
      expect([foyer.child.exitCode, foyer.remains]).toEqual([0, []])
    },
  )

  it('goes on serving for DRAIN_SECONDS once it is told to end, and says in its health that it ends', async () => {
    const foyer = await start({ DRAIN_SECONDS: '3600' })
    const ended = foyer.ended()
    foyer.child.kill('SIGTERM')
    await expect.poll(() => foyer.health()).toEqual({ status: 'ending' })
    const page = await fetch(`${foyer.url}/sign-in`)
    expect([page.status, page.headers.get('connection')]).toEqual([200, 'close'])
    const status = async (path: string) => (await fetch(foyer.url + path)).status
    expect([await status('/api/health/live'), await status('/api/health/ready'), await status('/api/health')]).toEqual([
      200, 503, 503,
    ])
    const { answer, finish } = await halfARequest(foyer)

    foyer.child.kill('SIGTERM')
    await expect.poll(() => foyer.health()).toBeNull()
    finish()
    expect(await answer).toMatch(/^HTTP\/1\.1 [234]\d\d /)
    expect((await ended).status).toBe(0)
    expect(foyer.remains).toEqual([])
  })

  it('ends within 10 s though a request never does', async () => {
    const foyer = await start()
    await halfARequest(foyer)
    expect(await foyer.end()).toBeLessThan(10_000)
    expect(foyer.remains).toEqual([])
  })

  it('ends within 10 s though worker and PostgreSQL hang', async () => {
    const foyer = await start()
    for (const pid of [foyer.workerPid!, foyer.postmasterPid!]) process.kill(pid, 'SIGSTOP')
    expect(await foyer.end()).toBeLessThan(10_000)
    expect(foyer.remains).toEqual([])
    const again = await start({}, foyer.dataDir)
    expect(await again.health()).toEqual({ status: 'ok' })
  })

  it.each([50, 300, 800, 1500])(
    'stopped %i ms into its first start leaves nothing behind, and starts the next time',
    async (moment) => {
      const foyer = keep(Foyer.spawn({ port: await freePort(), dataDir: fresh() }))
      await wait(moment)
      expect(await foyer.end()).toBeLessThan(10_000)
      expect(foyer.remains).toEqual([])
      await start({}, foyer.dataDir)
    },
  )
})

describe('refusing to start: one line, status 1, nothing left', () => {
  async function refusal(env: Record<string, string>, { port, dataDir }: { port?: number; dataDir?: string } = {}) {
    const foyer = keep(Foyer.spawn({ port: port ?? (await freePort()), dataDir: dataDir ?? fresh(), env }))
    const { status, said } = await foyer.ended()
    expect(status).toBe(1)
    expect(said.trim().split('\n')).toHaveLength(1)
    return { line: said.trim(), remains: foyer.remains }
  }

  it.each([
    [{ PORT: 'http' }, /^PORT .*3000/],
    [{ PORT: '70000' }, /^PORT .*65535/],
    [{ PUBLIC_URL: 'share.example.com' }, /^PUBLIC_URL .*https:/],
    [{ PUBLIC_URL: 'https://share.example.com/portal' }, /^PUBLIC_URL .*only/],
    [{ PUBLIC_URL: 'https://share.example.com' }, /RESEND_API_KEY or SMTP_URL/],
    [{ SMTP_URL: 'smtp://127.0.0.1:25' }, /^MAIL_FROM/],
    [{ SMTP_URL: 'mail.example.com', MAIL_FROM: 'a@example.com' }, /^SMTP_URL .*smtps:/],
    [{ SMTP_URL: 'smtp://127.0.0.1:25', MAIL_FROM: 'nobody' }, /^MAIL_FROM/],
    [{ AUTH_SECRET: 'short' }, /^AUTH_SECRET .*32/],
    [{ TRUSTED_PROXIES: 'all' }, /^TRUSTED_PROXIES .*CIDR/],
    [{ FILE_LIMIT: '5GB' }, /^FILE_LIMIT/],
    [{ LOG_FORMAT: 'yaml' }, /^LOG_FORMAT must be text or json\.$/],
    [{ DRAIN_SECONDS: '-1' }, /^DRAIN_SECONDS must be a whole number of seconds from 0 to 3600/],
    [{ DATABASE_POOL: '0' }, /^DATABASE_POOL must be a whole number of connections from 2 to 500/],
    [
      { DATABASE_DIRECT_URL: 'postgresql://foyer:secret@127.0.0.1:1/foyer' },
      /^DATABASE_DIRECT_URL is set without DATABASE_URL/,
    ],
    [
      { DATABASE_DIRECT_URL: 'https://db.example.com', DATABASE_URL: 'postgresql://foyer:secret@127.0.0.1:1/foyer' },
      /^DATABASE_DIRECT_URL must be an address such as postgresql:/,
    ],
    [{ DATABASE_URL: 'mysql://localhost/foyer' }, /^DATABASE_URL .*postgresql:/],
    [
      { DATABASE_URL: 'postgresql://foyer:secret@127.0.0.1:1/foyer' },
      /^DATABASE_URL: 127\.0\.0\.1:1\/foyer .*Start that PostgreSQL/,
    ],
    [
      { DATABASE_OWNER_URL: 'postgresql://foyer:secret@127.0.0.1:1/foyer' },
      /^DATABASE_OWNER_URL is set without DATABASE_URL/,
    ],
    [{ ORGANIZATION_NAME: 'Woodgrove Bank' }, /ADMIN_EMAIL go together/],
    [{ ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: 'adele' }, /^ADMIN_EMAIL/],
  ])('%j', async (env: Record<string, string>, line) => {
    const refused = await refusal(env)
    expect(refused.line).toMatch(line)
    expect(refused.line).not.toContain('secret')
    expect(refused.remains).toEqual([])
  })

  it('a port that is taken', async () => {
    const other = createServer().listen(0)
    const { port } = other.address() as { port: number }
    expect((await refusal({}, { port })).line).toBe(
      `Port ${port} is in use: stop what listens there, or set PORT to another.`,
    )
    other.close()
  })

  it('a data directory that can’t be made', async () => {
    const file = path.join(fresh(), 'file')
    writeFileSync(file, '')
    expect((await refusal({}, { dataDir: path.join(file, 'data') })).line).toMatch(
      /^DATA_DIR .* can't be written .*another directory/,
    )
  })

  it('a secret that is damaged, rather than making another', async () => {
    const dataDir = fresh()
    writeFileSync(path.join(dataDir, 'auth-secret'), 'cut')
    expect((await refusal({}, { dataDir })).line).toMatch(/auth-secret.*too short.*backup/)
    expect(readFileSync(path.join(dataDir, 'auth-secret'), 'utf8')).toBe('cut')
  })

  it('a second Foyer on the same data, which leaves the first alone', async () => {
    const first = await start()
    const second = keep(Foyer.spawn({ port: await freePort(), dataDir: first.dataDir }))
    const { status, said } = await second.ended()
    expect([status, said.trim()]).toEqual([
      1,
      `Another Foyer is running on ${first.dataDir}: stop it, or set DATA_DIR to another directory.`,
    ])
    expect(await first.health()).toEqual({ status: 'ok' })
  })
})

it('of two first starts on one directory, one serves', async () => {
  const dataDir = fresh()
  const both = await Promise.all([freePort(), freePort()]).then((ports) =>
    ports.map((port) => keep(Foyer.spawn({ port, dataDir }))),
  )
  const outcomes = await Promise.all(
    both.map((foyer) =>
      foyer.healthy().then(
        () => 'serves',
        (error: Error) => error.message,
      ),
    ),
  )
  expect(outcomes.filter((outcome) => outcome === 'serves')).toHaveLength(1)
  expect(outcomes.find((outcome) => outcome !== 'serves')).toContain('Another Foyer is running')
})
