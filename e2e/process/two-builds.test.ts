import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { builtActions } from '@/server/forms/built-actions'
import released from '@/server/forms/released-actions.json'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { actionRequest, ask } from '../fixtures/http'
import { openBalancers } from '../fixtures/balancer'
import { freePort } from '../fixtures/free-port'
import { codeIn } from '../fixtures/mailroom'
import { startOwnPostgres } from '../fixtures/own-postgres'
import { PlainBrowser } from '../fixtures/plain-browser'
import { buildAgain } from '../fixtures/second-build'
import { SmtpSink } from '../fixtures/smtp-sink'

// Two builds serve one installation at once, as they do while it is updated machine by machine. The second is the next
// release: a sentence and the names of two actions are other ones there.
const changes: [file: string, was: RegExp, is: string][] = [
  ['app/not-found.tsx', /This is not here/, 'There is no such page'],
  ['app/theme.ts', /function setTheme/, 'function keepTheme'],
  ['app/layout.tsx', /\{ setTheme \} from/, '{ keepTheme as setTheme } from'],
  ['app/account/actions.ts', /const rename =/, 'const changeName ='],
  ['app/account/page.tsx', /, rename \} from/, ', changeName as rename } from'],
  [
    'server/forms/renamed-actions.ts',
    /= \{\}/,
    `= { 'app/theme.ts setTheme': 'app/theme.ts keepTheme', 'app/account/actions.ts rename': 'app/account/actions.ts changeName' }`,
  ],
]

function toNextRelease(place: string) {
  for (const [file, was, is] of changes) {
    const before = readFileSync(file, 'utf8')
    expect(before).toMatch(was)
    writeFileSync(path.join(place, file), before.replace(was, is))
  }
}

const dataDir = temporaryDirectory()
const foyers: Foyer[] = []
let sink: SmtpSink
let checkout: string

beforeAll(async () => {
  sink = await SmtpSink.start()
  checkout = await buildAgain(toNextRelease)
  const env = {
    SMTP_URL: sink.url,
    MAIL_FROM: 'foyer@woodgrove.example',
    ORGANIZATION_NAME: organization.name,
    ADMIN_EMAIL: cast.adele.address,
  }
  foyers.push(await Foyer.start({ dataDir, env }))
  const DATABASE_URL = `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}&sslmode=disable`
  foyers.push(await Foyer.start({ dataDir, env: { ...env, DATABASE_URL, PUBLIC_URL: foyers[0]!.url }, checkout }))
}, 1_800_000)

afterAll(async () => {
  for (const foyer of [...foyers].reverse()) await foyer.end()
  for (const foyer of foyers) foyer.remains.forEach(kill)
  await sink?.stop()
  for (const directory of [dataDir, checkout]) if (directory) removeDirectory(directory)
})

const built = (file: string, place = '.') => readFileSync(path.join(place, file), 'utf8')

describe('two builds', () => {
  it('call every action the same that has its name, and what the browser loads', () => {
    const [here, there] = [builtActions('.'), builtActions(checkout)]
    expect(there.size).toBe(here.size)
    expect(
      [...here]
        .filter(([name, id]) => there.get(name) !== id)
        .map(([name]) => name)
        .sort(),
    ).toEqual(['app/account/actions.ts rename', 'app/theme.ts setTheme'])
    const chunks = (place: string) => readdirSync(path.join(place, '.next/static/chunks')).sort()
    expect(chunks(checkout)).toEqual(chunks('.'))
  })

  it('call every action of the last release as it did, where its name is the same', () => {
    const here = builtActions('.')
    expect(Object.entries(released.actions).filter(([name, id]) => here.has(name) && here.get(name) !== id)).toEqual([])
  })

  it('have ids of their own, made of the sources and of nothing else', () => {
    const ids = ['.', checkout].map((place) => built('.next/BUILD_ID', place))
    expect(ids[0]).not.toBe(ids[1])
    expect(['.', checkout].map((place) => built('dist/stamp', place).slice(0, 20))).toEqual(ids)
  })

  it('take each other’s forms, without a script', async () => {
    const [here, there] = foyers as [Foyer, Foyer]
    const browser = new PlainBrowser(here.url)
    const form = await browser.get('/sign-in')
    browser.turnTo(there.url)
    const asked = await browser.submit(form, 'Send code', { address: cast.adele.address })
    expect([asked.status, asked.path]).toEqual([200, '/sign-in/passcode'])
    const letter = await sink.waitFor(cast.adele.address, { matching: ({ subject }) => subject.includes('code') })
    browser.turnTo(here.url)
    const home = await browser.submit(asked, 'Verify', { code: codeIn(letter) })
    expect([home.status, home.path]).toEqual([200, '/shares'])
    const account = await browser.get('/account')
    browser.turnTo(there.url)
    const renamed = await browser.submit(account, 'name="name"', { name: 'Adele of the next release' })
    expect([renamed.status, renamed.html]).toEqual([200, expect.stringContaining('value="Adele of the next release"')])
    const dark = await browser.submit(account, 'aria-label="Theme"', { theme: 'dark' })
    expect([dark.status, dark.html]).toEqual([200, expect.stringContaining('data-theme="dark"')])
  })

  it.each([
    [0, 1],
    [1, 0],
  ])('take each other’s forms, sent by a script: of %i by %i', async (from, to) => {
    const form = await new PlainBrowser(foyers[from]!.url).get('/sign-in')
    const [, id = ''] = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(form.html) ?? []
    const { url } = foyers[0]!
    const answer = await ask(
      foyers[to]!.port,
      url,
      '/sign-in',
      actionRequest(url, id, { address: 'nobody@contoso.example' }),
    )
    expect([answer.status, answer.headers['x-action-redirect']]).toEqual([200, '/sign-in/passcode;push'])
  })
})

it('an action that the next release gave another name is taken by it, sent by a script', async () => {
  const [{ url }, { port }] = foyers as [Foyer, Foyer]
  const answer = await ask(
    port,
    url,
    '/sign-in',
    actionRequest(url, builtActions('.').get('app/theme.ts setTheme')!, { theme: 'dark' }, false),
  )
  expect([answer.status, String(answer.headers['set-cookie'])]).toEqual([200, expect.stringContaining('theme=dark')])
})

type Told = { answers: number; refused: string[] }

/** Looks at pages and shares links until it is told to stop; keeps whatever was not answered as it should be. */
async function work(browser: PlainBrowser, name: string, told: Told, stop: AbortSignal) {
  for (let nth = 0; !stop.aborted; nth++) {
    const address = `${name}-${nth}@contoso.example`
    try {
      const form = await browser.get('/shares/new?kind=link')
      if (form.status !== 200) told.refused.push(`${name}: the form, ${form.status}`)
      const fields = {
        kind: 'link',
        url: 'https://intranet.woodgrove.example/plan',
        title: `Plan ${name} ${nth}`,
        addresses: address,
      }
      const share = await browser.submit(form, 'Web address', fields)
      if (share.status !== 200 || !/^\/shares\/[0-9a-f-]{36}$/.test(share.path))
        told.refused.push(`${name}: the share, ${share.status} at ${share.path}`)
      told.answers += 2
    } catch (error) {
      told.refused.push(
        `${name}: ${error instanceof Error ? `${error.message} ${String(error.cause)}` : String(error)}`,
      )
    }
    await wait(50)
  }
}

it('four instances go from one build to the next and back, one after the other, and nobody notices', async () => {
  const postgres = await startOwnPostgres()
  await postgres.ask('CREATE ROLE foyer LOGIN')
  await postgres.ask('CREATE DATABASE foyer OWNER foyer')
  const [home, mails, ports] = [temporaryDirectory(), await SmtpSink.start(), [] as number[]]
  for (let nth = 0; nth < 4; nth++) ports.push(await freePort())
  const balancers = await openBalancers(ports)
  const publicUrl = balancers[0]?.url ?? `http://localhost:${ports[0]}`
  const env = {
    ...{
      SMTP_URL: mails.url,
      MAIL_FROM: 'foyer@woodgrove.example',
      ORGANIZATION_NAME: organization.name,
      ADMIN_EMAIL: cast.adele.address,
    },
    ...{
      DATABASE_URL: postgres.url('foyer', 'foyer'),
      DATABASE_POOL: '4',
      AUTH_SECRET: 'the one secret of four instances, of forty signs',
      PUBLIC_URL: publicUrl,
      TRUSTED_PROXIES: '127.0.0.1/32',
      DRAIN_SECONDS: '3',
    },
  }
  const begin = (port: number, build?: string) => Foyer.start({ port, dataDir: home, env, checkout: build })
  const instances: Foyer[] = []
  try {
    for (const port of ports) instances.push(await begin(port))
    const browsers: { name: string; browser: PlainBrowser }[] = []
    for (const { name, url } of balancers)
      for (const nth of [1, 2])
        browsers.push({ name: `${name.toLowerCase()}-${nth}`, browser: await signedIn(publicUrl, url, mails) })
    const [told, stop]: [Told, AbortController] = [{ answers: 0, refused: [] }, new AbortController()]
    const works = browsers.map(({ name, browser }) => work(browser, name, told, stop.signal))
    for (const build of [checkout, undefined])
      for (const [nth, port] of ports.entries()) {
        const before = told.answers
        expect((await instances[nth]!.end(), instances[nth]!.child.exitCode)).toBe(0)
        instances[nth] = await begin(port, build)
        if (works.length > 0) await expect.poll(() => told.answers).toBeGreaterThan(before)
      }
    stop.abort()
    await Promise.all(works)
    expect(told.refused).toEqual([])
    await expect.poll(() => postgres.ask('SELECT 1 FROM "Mail" WHERE "nextAttemptAt" IS NOT NULL', 'foyer')).toEqual([])
    const ids = mails.mails.map(({ messageId }) => messageId)
    expect(ids.length).toBe(new Set(ids).size)
  } finally {
    for (const instance of instances) await instance.end()
    for (const instance of instances) instance.remains.forEach(kill)
    for (const balancer of balancers) await balancer.close()
    await mails.stop()
    await postgres.stop()
    removeDirectory(home)
  }
}, 1_800_000)

/** One more browser of the administrator's: each has a code of its own. */
async function signedIn(publicUrl: string, through: string, mails: SmtpSink) {
  const browser = new PlainBrowser(publicUrl)
  browser.turnTo(through)
  const known = new Set(mails.mails)
  const asked = await browser.submit(await browser.get('/sign-in'), 'Send code', { address: cast.adele.address })
  const letter = await mails.waitFor(cast.adele.address, {
    matching: (mail) => !known.has(mail) && mail.subject.includes('code'),
  })
  const home = await browser.submit(asked, 'Verify', { code: codeIn(letter) })
  expect(home.path).toBe('/shares')
  return browser
}
