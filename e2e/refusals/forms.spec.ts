import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { expect } from '@playwright/test'
import { freePort } from '../fixtures/free-port'
import type { Asked } from '../fixtures/http'
import { type Site, testWith, withClient } from '../fixtures/site'
import { actions, pageOf } from './entrances'
import { cookiesOf, type Kind, setScene } from './scene'
import { actionTable } from './table'

const probe = pathToFileURL(fileURLToPath(new URL('../fixtures/loop-probe.js', import.meta.url))).href
let probePort = 0
const test = testWith(async () => {
  probePort = await freePort()
  return { NODE_OPTIONS: `--import=${probe}`, LOOP_PROBE_PORT: String(probePort) }
})

// A machine that is busy with something else takes long over some thousand large forms.
test.setTimeout(3_600_000)

/** Milliseconds for which one form may hold everybody else up (promise F9). */
const MOST_MS = 100

const SIZE = 1_900_000
const boundary = '----WebKitFormBoundaryAbCdEfGhIjKlMnOp'
const idle = '{"status":"idle"}'

type Field = [name: string, value: string]
type Shape = { called?: string; fields: Field[]; type?: string; body?: string }

const partsOf = (fields: Field[]) =>
  fields
    .map(([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
    .join('')
const END = `--${boundary}--\r\n`

/** Parts of fields that are sent to each action: a hundred thousand of them take longer to write than to refuse. */
const written = new WeakMap<Field[], string>()
function partsOnce(fields: Field[]): string {
  const parts = written.get(fields) ?? partsOf(fields)
  written.set(fields, parts)
  return parts
}
const many = (name: (n: number) => string, value = 'x'): Field[] => {
  const { length } = partsOf([[name(99_999), value]])
  return Array.from({ length: Math.floor(SIZE / length) }, (_, n) => [name(n), value])
}
const fill = (unit: string, size: number) => unit.repeat(Math.floor(size / Buffer.byteLength(unit)))

/** Forms that no page of ours sends, whatever the action. Without `called` they come as from a browser without script. */
const strange: Record<string, Shape> = {
  'many fields': { called: '["$K1"]', fields: many((n) => `_1_name${n}`) },
  'many fields, without script': { fields: many((n) => `name${n}`) },
  'many values of one name': { called: '["$K1"]', fields: many(() => '_1_a') },
  'long names': { called: '["$K1"]', fields: many((n) => `_1_${'n'.repeat(5000)}${n}`) },
  'deep brackets': { called: '["$K1"]', fields: many((n) => `_1_a${'[b]'.repeat(30)}[${n}]`) },
  'fields of React': { fields: many((n) => `$ACTION_REF_${n}`) },
  'fields of React, once each': { fields: many((n) => `$ACTION_${n}:0`, '[]') },
  'one form many times': { called: `[${fill('"$K1",', SIZE)}"$K1"]`, fields: [['_1_a', 'x']] },
  'lists in lists': { called: `[${'['.repeat(SIZE / 2)}${']'.repeat(SIZE / 2)},"$K1"]`, fields: [] },
  'many empty things': { called: `[[${fill('{},', SIZE)}0],"$K1"]`, fields: [] },
  'many references': { called: `[[${fill('"$0:0",', SIZE)}0],"$K1"]`, fields: [] },
  'a broken form': { fields: [], body: `--${boundary}${fill('\r\n--', SIZE)}` },
  urlencoded: { fields: [], type: 'application/x-www-form-urlencoded', body: fill('a=b&', SIZE) },
  'arguments as text': { fields: [], called: '[]', type: 'text/plain;charset=UTF-8', body: `[${fill('[],', SIZE)}[]]` },
}

/** Texts that are slow to read where reading starts over again and again. */
const texts = {
  letters: 'a',
  marks: '\u0315\u0316',
  lines: 'a\n',
  commas: '1,',
  addresses: 'a@b.c,',
  blanks: ' \t',
  digits: '𝟿',
  hashes: '#',
}

/** Forms as large as they may be, in the names that the action reads. */
const large = (names: string[]): Record<string, Shape> => {
  const own = names.length > 0 ? names : ['a']
  const longest = (unit: string): Field[] =>
    own.map((name) => [name, `${fill(unit, Math.min(SIZE / own.length, 290_000))}\u2028a`])
  const filled: Field[] = Array.from({ length: 490 }, (_, n) => [own[n % own.length]!, 'x'.repeat(3500)])
  return {
    'one long field': { called: '["$K1"]', fields: [[`_1_${own[0]}`, 'a'.repeat(SIZE)]] },
    'one long field, without script': { fields: [[own[0]!, 'a'.repeat(SIZE)]] },
    'as many as there may be': {
      called: `[${idle},"$K1"]`,
      fields: filled.map(([name, value]) => [`_1_${name}`, value]),
    },
    'as many as there may be, without script': { fields: filled },
    ...Object.fromEntries(
      Object.entries(texts).map(([what, unit]) => [
        what,
        { called: `[${idle},"$K1"]`, fields: longest(unit).map(([name, value]): Field => [`_1_${name}`, value]) },
      ]),
    ),
  }
}

/** A shape as a request for one action; `inOrder`: its fields before the arguments that name them, as React sends a form. */
function asked(
  origin: string,
  id: string,
  { called, fields, type = `multipart/form-data; boundary=${boundary}`, body }: Shape,
  inOrder = false,
): Asked {
  const aim: Field[] =
    called === undefined
      ? [
          ['$ACTION_REF_1', ''],
          ['$ACTION_1:0', `{"id":"${id}","bound":"$@1"}`],
          ['$ACTION_1:1', `[${idle}]`],
          ['$ACTION_KEY', 'k1'],
        ]
      : [['0', called]]
  const headers = {
    origin,
    'content-type': type,
    ...(called === undefined ? {} : { 'next-action': id, accept: 'text/x-component' }),
  }
  const parts = inOrder ? [partsOnce(fields), partsOf(aim)] : [partsOf(aim), partsOnce(fields)]
  return { method: 'POST', headers, body: body ?? parts.join('') + END }
}

const codes = [
  ['app/(public)/sign-in/actions.ts verifyCode', 'code', '/sign-in/passcode'],
  ['app/account/factor-actions.ts confirmApp', 'code', '/account'],
  ['app/account/factor-actions.ts showApp', 'code', '/account'],
  ['app/account/factor-actions.ts useRecoveryCode', 'recoveryCode', '/account'],
] as const

/** Every try that was counted, and everything that was spent. */
const triesIn = (site: Site) =>
  withClient(
    site.databaseUrl,
    async (client) =>
      (
        await client.query(
          `SELECT (SELECT sum(tries) FROM "SignInAttempt") AS tries, (SELECT sum("wrongCodes") FROM "AuthenticatorApp") AS wrong, (SELECT json_agg(b ORDER BY key) FROM "Budget" b) AS spent`,
        )
      ).rows,
  )

test('no code, or what is none, is a sentence at the field and no try, with script and without', async ({ site }) => {
  const scene = await setScene(site)
  const cookies = new Map<string, string>()
  await site.ask('/sign-in', {
    ...asked(
      site.foyer.url,
      actions().get('app/(public)/sign-in/actions.ts requestCode')!,
      { called: `[${idle},"$K1"]`, fields: [['_1_address', 'megan@woodgrove.example']] },
      true,
    ),
    cookies,
  })
  const before = await triesIn(site)
  for (const [action, field, path] of codes)
    for (const typed of [undefined, '', '  ', 'abcdefgh', '🙂', '1234', '\0'])
      for (const called of [`[${idle},"$K1"]`, undefined]) {
        const fields: Field[] = typed === undefined ? [] : [[`${called ? '_1_' : ''}${field}`, typed]]
        const answer = await site.ask(path, {
          ...asked(site.foyer.url, actions().get(action)!, { called, fields }, called !== undefined),
          cookies: field === 'code' && path === '/sign-in/passcode' ? new Map(cookies) : cookiesOf(scene, 'guest A'),
        })
        expect([action, typed, called, answer.status]).toEqual([action, typed, called, 200])
        if (called || path === '/sign-in/passcode')
          expect([action, typed, answer.text]).toEqual([
            action,
            typed,
            expect.stringMatching(
              /Enter (?:the (?:code|one) (?:from the mail|from the app|that the app)|one of your recovery codes)|A recovery code has 24/,
            ),
          ])
      }
  expect(await triesIn(site)).toEqual(before)
})

/** How long the server was held up at most since this was asked last. Milliseconds. */
const longestHold = async () => Number(await (await fetch(`http://127.0.0.1:${probePort}/${MOST_MS}`)).text())

/** Tests that share the actions among them, so that none takes many minutes and two run side by side. */
const PARTS = 8

for (let part = 1; part <= PARTS; part++)
  test(`no form of 2 MB holds the server up, whatever its shape and whoever sends it (F9): ${part} of ${PARTS}`, async ({
    site,
  }) => {
    const scene = await setScene(site)
    const ids = actions()
    const slow: Record<string, number> = {}
    const failed: Record<string, number> = {}

    async function attempt(name: string, kind: Kind, path: string, form: Asked) {
      let hold = Infinity
      // A hold that is the form's own is there each time; that of a first use, of collecting garbage, or of a machine that is busy for a while is not.
      for (let time = 0; time < 10 && hold > MOST_MS; time++) {
        if (time > 3) await sleep(2000)
        const { status } = await site.ask(path, { ...form, cookies: cookiesOf(scene, kind) })
        hold = Math.min(hold, await longestHold())
        if (status >= 500) failed[name] = status
      }
      if (hold > MOST_MS) slow[name] = Math.round(hold)
    }

    const mine = Object.entries(actionTable).filter((_, nth) => nth % PARTS === part - 1)
    expect(mine.length).toBeGreaterThan(10)
    await longestHold()
    for (const [action, { fields, page = pageOf(action) }] of mine) {
      const path = page
        .replace('[resourceId]', scene.link)
        .replace('[roundId]', scene.roundId)
        .replace(/\[\w+\]/g, 'x')
      const id = ids.get(action)!
      for (const [shape, form] of Object.entries(strange))
        await attempt(`${action}: ${shape}`, 'stranger', path, asked(site.foyer.url, id, form))
      for (const [shape, form] of Object.entries(large(Object.keys(fields(scene)))))
        for (const kind of ['stranger', 'administrator'] as const)
          await attempt(`${action}: ${shape}, ${kind}`, kind, path, asked(site.foyer.url, id, form, true))
    }
    expect(failed).toEqual({})
    expect(slow).toEqual({})
    expect(site.foyer.output).not.toMatch(/Error|Failed|\n\s+at /)
  })

test('a form that can’t be read is a 400 in words, with nothing on the console', async ({ site }) => {
  const scene = await setScene(site)
  const id = actions().get('app/(public)/sign-in/actions.ts requestCode')!
  const good = asked(
    site.foyer.url,
    id,
    { called: `[${idle},"$K1"]`, fields: [['_1_address', 'sam@northwind.example']] },
    true,
  )
  const post = asked(site.foyer.url, id, { fields: [['address', 'sam@northwind.example']] })
  const broken: Asked[] = [
    ...[good, post].flatMap((form) => [
      { ...form, body: '' },
      { ...form, body: form.body!.slice(0, -8) },
      { ...form, body: form.body!.replaceAll(boundary, 'other') },
      { ...form, body: form.body!.replaceAll('name=', 'nam=') },
      { ...form, headers: { ...form.headers, 'content-type': 'multipart/form-data' } },
      { ...form, headers: { ...form.headers, 'content-type': `multipart/form-data; boundary=${'b'.repeat(300)}` } },
      {
        ...form,
        body: form.body!.replaceAll(id, '40'.repeat(21)),
        headers: { ...form.headers, ...(form === good ? { 'next-action': '40'.repeat(21) } : {}) },
      },
    ]),
    ...['text/plain', 'application/json', 'application/x-www-form-urlencoded'].map((type) => ({
      ...good,
      headers: { ...good.headers, 'content-type': type },
    })),
    ...['x', 'toString', '__proto__', '../../etc'].map((junk) => ({
      ...good,
      headers: { ...good.headers, 'next-action': junk },
    })),
    ...[
      '',
      '{',
      '[]',
      '["$K9"]',
      '["$@1","$K1"]',
      '["$h1","$K1"]',
      `[${'['.repeat(5000)}${']'.repeat(5000)},"$K1"]`,
      '["$K1","$K1","$K1"]',
    ].map((called) => asked(site.foyer.url, id, { called, fields: [['_1_address', 'a']] })),
    ...['x', '{', '[{"a":"$@9"}]', '["$h1"]', '[1,2,3]'].map((bound) => ({
      ...post,
      body: post.body!.replace(`[${idle}]`, bound),
    })),
    ...['x', '{}', '{"id":"x","bound":"$@1"}', `{"id":"${id}","bound":"$@7"}`].map((action) => ({
      ...post,
      body: post.body!.replace(`{"id":"${id}","bound":"$@1"}`, action),
    })),
  ]
  for (const kind of ['stranger', 'administrator'] as const)
    for (const [nth, form] of broken.entries()) {
      const answer = await site.ask('/sign-in', { ...form, cookies: cookiesOf(scene, kind) })
      expect([kind, nth, answer.status, answer.text]).toEqual([
        kind,
        nth,
        400,
        expect.stringMatching(/^(?:Foyer: )?(?:This form can’t be read|The page that this comes from is older)/),
      ])
    }
  expect(String((await site.ask('/sign-in', good)).headers['x-action-redirect'])).toContain('/sign-in/passcode')
  expect(site.foyer.output).not.toMatch(/Error|Failed|\n\s+at /)
})
