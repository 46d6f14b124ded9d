import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cast, organization } from '@/prisma/cast'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { actionRequest, ask } from '../fixtures/http'
import { codeIn } from '../fixtures/mailroom'
import { PlainBrowser } from '../fixtures/plain-browser'
import { buildAgain } from '../fixtures/second-build'
import { SmtpSink } from '../fixtures/smtp-sink'

// Two builds serve one installation at once, as they do while it is updated machine by machine.

const page = 'app/not-found.tsx'
const dataDir = temporaryDirectory()
const foyers: Foyer[] = []
let sink: SmtpSink
let checkout: string

beforeAll(async () => {
  sink = await SmtpSink.start()
  checkout = await buildAgain((place) => writeFileSync(path.join(place, page), readFileSync(page, 'utf8').replace('This is not here', 'There is no such page')))
  const env = { SMTP_URL: sink.url, MAIL_FROM: 'foyer@woodgrove.example', ORGANIZATION_NAME: organization.name, ADMIN_EMAIL: cast.adele.address }
  foyers.push(await Foyer.start({ dataDir, env }))
  const DATABASE_URL = `postgresql://foyer@localhost:5432/foyer?host=${encodeURIComponent(path.join(dataDir, 'postgres'))}&sslmode=disable`
  foyers.push(await Foyer.start({ dataDir, env: { ...env, DATABASE_URL }, checkout }))
}, 600_000)

afterAll(async () => {
  for (const foyer of [...foyers].reverse()) await foyer.end()
  for (const foyer of foyers) foyer.remains.forEach(kill)
  await sink?.stop()
  for (const directory of [dataDir, checkout]) if (directory) removeDirectory(directory)
})

const built = (file: string, place = '.') => readFileSync(path.join(place, file), 'utf8')
const actionsOf = (place: string) => Object.keys((JSON.parse(built('.next/server/server-reference-manifest.json', place)) as { node: object }).node).sort()

describe('two builds of sources that differ in a sentence', () => {
  it('call every action the same, and what the browser loads', () => {
    expect(actionsOf(checkout)).toEqual(actionsOf('.'))
    const chunks = (place: string) => readdirSync(path.join(place, '.next/static/chunks')).sort()
    expect(chunks(checkout)).toEqual(chunks('.'))
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
  })

  it.each([[0, 1], [1, 0]])('take each other’s forms, sent by a script: of %i by %i', async (from, to) => {
    const form = await new PlainBrowser(foyers[from]!.url).get('/sign-in')
    const [, id = ''] = /&quot;id&quot;:&quot;([0-9a-f]{42})&quot;/.exec(form.html) ?? []
    const { port, url } = foyers[to]!
    const answer = await ask(port, url, '/sign-in', actionRequest(url, id, { address: 'nobody@contoso.example' }))
    expect([answer.status, answer.headers['x-action-redirect']]).toEqual([200, '/sign-in/passcode;push'])
  })
})
