import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { freePort } from '../fixtures/free-port'
import { codeIn } from '../fixtures/mailroom'
import { type OwnPostgres, startOwnPostgres } from '../fixtures/own-postgres'
import { PlainBrowser } from '../fixtures/plain-browser'
import { SmtpSink } from '../fixtures/smtp-sink'
import { PATIENCE } from '../fixtures/patience'

/** PGBOUNCER: a newer one than the system's. */
const program = process.env.PGBOUNCER ?? 'pgbouncer'
const version = /PgBouncer (\d+)\.(\d+)/.exec(spawnSync(program, ['--version'], { encoding: 'utf8' }).stdout ?? '')
const canPrepare = version !== null && (Number(version[1]) > 1 || Number(version[2]) >= 21)
if (!version) console.log('not run: PgBouncer, which is not here (apt-get install pgbouncer)')
else if (!canPrepare)
  console.log(
    `not run: a Foyer behind a PgBouncer that can prepare (1.21 or newer); here is ${version[0]}, which is to be refused. PGBOUNCER names another`,
  )

let postgres: OwnPostgres
let mails: SmtpSink
const foyers: Foyer[] = []
const poolers: { child: ChildProcess; directory: string }[] = []

beforeAll(async () => {
  postgres = await startOwnPostgres()
  mails = await SmtpSink.start()
  for (const name of ['foyer', 'plain']) await postgres.ask(`CREATE ROLE ${name} LOGIN`)
  for (const database of ['foyer', 'other', 'lent']) await postgres.ask(`CREATE DATABASE ${database} OWNER foyer`)
  await postgres.ask("ALTER ROLE foyer SET TimeZone TO 'UTC'")
  await postgres.ask("ALTER ROLE plain SET TimeZone TO 'Asia/Tokyo'")
})

afterEach(async () => {
  for (const foyer of foyers.splice(0)) {
    await foyer.clear()
    removeDirectory(foyer.dataDir)
  }
  for (const { child, directory } of poolers.splice(0)) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    await ended
    rmSync(directory, { recursive: true, force: true })
  }
})

afterAll(() => Promise.all([postgres.stop(), mails.stop()]))

/** A PgBouncer before it that lends a connection for one transaction; resolves to the address of a database through it. */
async function startPooler(lines: string[]) {
  const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-pooler-'))
  const [port, own] = [await freePort(), new URL(postgres.url('foyer', 'foyer')).port]
  const [file, users] = ['pgbouncer.ini', 'users.txt'].map((name) => path.join(directory, name)) as [string, string]
  writeFileSync(users, '"foyer" ""\n"plain" ""\n')
  writeFileSync(
    file,
    [
      '[databases]',
      `* = host=127.0.0.1 port=${own}`,
      '[pgbouncer]',
      `listen_addr=127.0.0.1`,
      `listen_port=${port}`,
      'unix_socket_dir=',
      'auth_type=trust',
      `auth_file=${users}`,
      'pool_mode=transaction',
      ...lines,
    ].join('\n'),
  )
  // It refuses to run as root.
  const account =
    process.getuid?.() === 0 ? Number(execFileSync('id', ['-u', 'nobody'], { encoding: 'utf8' })) : undefined
  chmodSync(directory, 0o755)
  const child = spawn(program, [file], {
    stdio: 'ignore',
    ...(account === undefined ? {} : { uid: account, gid: account }),
  })
  poolers.push({ child, directory })
  const through = (account: string, database = 'foyer') => `postgresql://${account}@127.0.0.1:${port}/${database}`
  for (const until = performance.now() + PATIENCE; performance.now() < until; await wait(50))
    if (await answers(through('foyer'))) break
  return through
}

const answers = async (url: string) => {
  const client = new Client(url)
  return client
    .connect()
    .then(() => client.query('SELECT 1'))
    .then(
      () => true,
      () => false,
    )
    .finally(() => client.end().catch(() => {}))
}

async function refusal(env: Record<string, string>) {
  const foyer = Foyer.spawn({ port: await freePort(), dataDir: temporaryDirectory(), env })
  foyers.push(foyer)
  const { status, said } = await foyer.ended()
  return { status, said: said.trim() }
}

describe.skipIf(!version)('a pooler that takes something away is refused in one line', () => {
  it.skipIf(canPrepare)('prepared statements', async () => {
    const through = await startPooler(['ignore_startup_parameters=options'])
    expect(await refusal({ DATABASE_URL: through('foyer') })).toEqual({
      status: 1,
      said: expect.stringMatching(
        /^DATABASE_URL .*loses prepared statements: use PgBouncer 1\.21 or newer with max_prepared_statements.*$/,
      ),
    })
  })

  it.skipIf(canPrepare)('the options of a connection', async () => {
    const through = await startPooler([])
    expect(await refusal({ DATABASE_URL: through('foyer') })).toEqual({
      status: 1,
      said: expect.stringMatching(
        /^DATABASE_URL .*refuses a connection’s options .*ignore_startup_parameters = options.*$/,
      ),
    })
  })

  it.skipIf(canPrepare)('the time zone', async () => {
    const through = await startPooler(['ignore_startup_parameters=options'])
    expect(await refusal({ DATABASE_URL: through('plain') })).toEqual({
      status: 1,
      said: expect.stringMatching(/^DATABASE_URL .*does not pass on the time zone.*ALTER ROLE.*$/),
    })
  })

  it.runIf(canPrepare)('statements that it prepares too few of', async () => {
    const through = await startPooler(['ignore_startup_parameters=options', 'max_prepared_statements=0'])
    expect(await refusal({ DATABASE_URL: through('foyer') })).toEqual({
      status: 1,
      said: expect.stringMatching(/^DATABASE_URL .*loses prepared statements: .*max_prepared_statements.*$/),
    })
  })

  it.runIf(canPrepare)(
    'serves where connections are lent for a transaction each, whoever asks and however many at once',
    async () => {
      const through = await startPooler([
        'ignore_startup_parameters=options',
        'max_prepared_statements=200',
        'default_pool_size=4',
      ])
      const foyer = await Foyer.start({
        env: {
          DATABASE_URL: through('foyer', 'lent'),
          DATABASE_DIRECT_URL: postgres.url('foyer', 'lent'),
          ADMIN_EMAIL: cast.adele.address,
          ORGANIZATION_NAME: organization.name,
          MAIL_FROM: 'foyer@woodgrove.example',
          SMTP_URL: mails.url,
        },
      })
      foyers.push(foyer)
      const adele = new PlainBrowser(foyer.url)
      const asked = await adele.submit(await adele.get('/sign-in'), 'Send code', { address: cast.adele.address })
      expect(
        (await adele.submit(asked, 'Verify', { code: codeIn(await mails.waitFor(cast.adele.address)) })).path,
      ).toBe('/shares')
      const fields = {
        kind: 'link',
        url: 'https://intranet.woodgrove.example/plan',
        title: 'Plan',
        addresses: 'guest@contoso.example',
      }
      expect((await adele.submit(await adele.get('/shares/new?kind=link'), 'Web address', fields)).path).toMatch(
        /^\/shares\/[0-9a-f-]{36}$/,
      )
      const pages = [
        '/shares',
        '/shared-with-me',
        '/admin',
        '/admin/audit',
        '/admin/policies',
        '/admin/sign-ins',
        '/admin/settings',
        '/account',
      ]
      const answers = await Promise.all(Array.from({ length: 64 }, (_, nth) => adele.get(pages[nth % pages.length]!)))
      expect(answers.filter(({ status }) => status !== 200)).toEqual([])
      await mails.waitFor('guest@contoso.example')
    },
  )

  it('serves where connections are lent for a session each, and hears of mail and migrates past it', async () => {
    const through = await startPooler(['ignore_startup_parameters=options', 'pool_mode=session'])
    const foyer = await Foyer.start({
      env: {
        DATABASE_URL: through('foyer'),
        DATABASE_DIRECT_URL: `${postgres.url('foyer', 'foyer')}?application_name=direct`,
        DATABASE_POOL: '4',
      },
    })
    foyers.push(foyer)
    expect((await fetch(`${foyer.url}/sign-in`)).status).toBe(200)
    const listening = `SELECT application_name AS by FROM pg_stat_activity WHERE query = 'LISTEN mail'`
    await expect.poll(() => postgres.ask(listening)).toEqual([{ by: 'direct' }])
  })
})

it('a direct address that leads to another database is refused in one line', async () => {
  const refused = await refusal({
    DATABASE_URL: postgres.url('foyer', 'foyer'),
    DATABASE_DIRECT_URL: postgres.url('foyer', 'other'),
  })
  expect(refused).toEqual({
    status: 1,
    said: 'DATABASE_DIRECT_URL leads to another database than DATABASE_URL: let both name the same one.',
  })
})

it('so is one that leads nowhere', async () => {
  const refused = await refusal({
    DATABASE_URL: postgres.url('foyer', 'foyer'),
    DATABASE_DIRECT_URL: 'postgresql://foyer@127.0.0.1:1/foyer',
  })
  expect(refused).toEqual({
    status: 1,
    said: expect.stringMatching(
      /^DATABASE_DIRECT_URL: 127\.0\.0\.1:1\/foyer does not let us in .*Start that PostgreSQL.*$/,
    ),
  })
})
