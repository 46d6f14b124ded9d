import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect } from '@playwright/test'
import { actionRequest } from '../fixtures/http'
import { codeIn, linkIn } from '../fixtures/mailroom'
import { openSite, type Site, stateOf, test, withClient } from '../fixtures/site'
import { actions, pageOf } from './entrances'
import { cookiesOf, type Scene, setScene } from './scene'
import { actionTable } from './table'

test.setTimeout(900_000)

const idOf = (action: string) => actions().get(action)!
const requestCode = 'app/(public)/sign-in/actions.ts requestCode'
const verifyCode = 'app/(public)/sign-in/actions.ts verifyCode'

/** Signs in as the forms do, and answers what was set on the way. */
async function signIn(site: Site, origin: string, address: string, headers: Record<string, string> = {}) {
  const cookies = new Map<string, string>()
  const nth = site.sink.to(address).length + 1
  const post = (path: string, action: string, fields: Record<string, string>) => {
    const asked = actionRequest(origin, idOf(action), fields)
    return site.ask(path, { ...asked, headers: { ...asked.headers, ...headers }, cookies })
  }
  const asking = await post('/sign-in', requestCode, { address })
  const attempt = new Map(cookies)
  const code = codeIn(await site.sink.waitFor(address, { nth }))
  const proving = await post('/sign-in/passcode', verifyCode, { code })
  return { cookies, attempt, code, set: [asking, proving].flatMap((answer) => answer.headers['set-cookie'] ?? []) }
}

test('no server action is done for a form from elsewhere (B7)', async ({ site }) => {
  const scene = await setScene(site)
  const before = await stateOf(site)
  const { origin, host } = new URL(site.foyer.url)
  const forged: Record<string, string>[] = [
    {},
    { origin: 'null' },
    { origin: 'null', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example' },
    { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    { origin: `http://other.${host}`, 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example', host: 'evil.example', 'x-forwarded-host': 'evil.example' },
    { origin: 'https://evil.example', 'content-type': 'text/plain' },
  ]
  for (const [action, { fields, stateless }] of Object.entries(actionTable))
    for (const kind of ['sharer', 'administrator', 'guest A'] as const) {
      const { headers, ...asked } = actionRequest(origin, idOf(action), fields(scene), !stateless)
      const { origin: _, ...own } = headers
      const path = pageOf(action).replace('[resourceId]', scene.link).replace('[token]', 'x')
      const answers = await Promise.all(
        forged.map((lies) =>
          site.ask(path, { ...asked, headers: { ...own, ...lies }, cookies: cookiesOf(scene, kind) }),
        ),
      )
      expect([action, ...answers.map(({ status }) => status)]).toEqual([action, ...forged.map(() => 403)])
      const asGet = await site.ask(`${path}?$ACTION_ID_${idOf(action)}`, {
        headers: { 'next-action': idOf(action) },
        cookies: cookiesOf(scene, kind),
      })
      expect([action, asGet.status < 500]).toEqual([action, true])
    }
  expect(await stateOf(site)).toBe(before)
})

const starts = [
  '//',
  '/\\',
  '\\/\\/',
  '/\\/',
  '///',
  '/\t/',
  '/\n/',
  '/%2f',
  '/%2F%2F',
  '/%5c',
  '/.//',
  '/%2e%2e//',
  '/%0d%0a/',
  '/\u2028/',
  '/\uff0f',
  '/;//',
  '/@',
  '@',
  ':',
  '.',
  '',
]
const hosts = [
  'evil.example',
  'user@evil.example',
  'localhost@evil.example',
  'evil.example:443',
  'evil。example',
  'ｅvil.example',
  '%65vil.example',
  'evil.example%00',
  '[::1]',
  '2130706433',
  'evil.example/sign-in',
]
const schemes = [
  'javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,x',
  'https:evil.example',
  'https:/evil.example',
  'https://evil.example',
  'http:\\\\evil.example',
  'vbscript:x',
  'file:///etc/passwd',
]

test('no address to come back to leads away (B8)', async ({ site }) => {
  const scene = await setScene(site)
  const cookies = cookiesOf(scene, 'sharer')
  const payloads = [...starts.flatMap((start) => hosts.map((host) => start + host)), ...schemes]
  const asked = payloads.map(
    (payload) => `/sign-in?next=${encodeURIComponent(payload)}&callbackUrl=${encodeURIComponent(payload)}`,
  )
  // `returnPath` alone is tried with more than 500.
  expect(asked.length).toBeGreaterThan(235)
  for (const path of asked) {
    const { status, headers } = await site.ask(path, { cookies })
    expect([path, status < 500]).toEqual([path, true])
    if (headers.location) expect(new URL(headers.location, site.foyer.url).origin, path).toBe(site.foyer.url)
  }
})

const lies = (evil: string): Record<string, string>[] => [
  { host: evil },
  { host: `${evil}:80` },
  { host: `localhost.${evil}` },
  { host: `localhost@${evil}` },
  { host: `${evil}/` },
  { host: `localhost ${evil}` },
  { host: '127.0.0.1' },
  { host: '169.254.169.254' },
  ...[
    'x-forwarded-host',
    'x_forwarded_host',
    'x.forwarded.host',
    'forwarded',
    'x-host',
    'x-original-host',
    'x-forwarded-server',
    'x-http-host-override',
    'x-original-url',
    'x-rewrite-url',
    'x-forwarded-proto',
    'x-forwarded-port',
    'x-forwarded-prefix',
    'x-forwarded-for',
    'x-real-ip',
    'x-matched-path',
    'x-invoke-path',
    'x-middleware-subrequest',
    'x-nextjs-data',
    'referer',
    'via',
  ].flatMap((name) => [{ [name]: evil }, { [name]: `host=${evil};proto=https`, host: evil }]),
]

test('every address in a mail and every redirect is ours, whatever Host is said (B9)', async ({ site }) => {
  const scene = await setScene(site)
  const all = lies('evil.example')
  expect(all.length).toBe(50)
  for (const [index, headers] of all.entries()) {
    const asked = actionRequest(site.foyer.url, idOf('app/(member)/shares/[resourceId]/actions.ts add'), {
      resourceId: scene.link,
      addresses: `host${index}@contoso.example`,
      message: '',
      role: 'view',
      ends: '90',
      endsOn: '',
    })
    const answer = await site.ask(`/shares/${scene.link}`, {
      ...asked,
      headers: { ...asked.headers, ...headers },
      cookies: cookiesOf(scene, 'sharer'),
    })
    const invited = answer.text.includes('"status":"done"')
    // Node.js itself turns a Host away that is none.
    if (invited)
      expect(linkIn(await site.sink.waitFor(`host${index}@contoso.example`)), JSON.stringify(headers)).toMatch(
        new RegExp(`^${site.foyer.url}/invitations/`),
      )
    for (const path of [
      '/',
      '/shares',
      '/account',
      '/admin',
      '/sign-in?next=/shares',
      `/shared-with-me/${scene.link}/open`,
    ]) {
      const { headers: said } = await site.ask(path, { headers })
      expect(new URL(said.location ?? '/', site.foyer.url).origin, `${path} ${JSON.stringify(headers)}`).toBe(
        site.foyer.url,
      )
    }
  }
  expect(site.sink.mails.filter(({ raw }) => raw.includes('evil.example')).map(({ subject }) => subject)).toEqual([])
})

test('a scanner that opens what is mailed uses up nothing (A10)', async ({ site }) => {
  const scene = await setScene(site)
  const { attempt, code: shown } = await signIn(site, site.foyer.url, 'megan@woodgrove.example')
  const code = shown.replace(' ', '')
  const before = await stateOf(site)
  const agents = ['Mozilla/5.0 (compatible; Proofpoint)', 'Microsoft Office Existence Discovery']
  const mailed = [
    `/invitations/${scene.invited.token}`,
    `/invitations/${scene.ranOut.token}`,
    `/links/${scene.openLink.token}`,
    `/let-in/${scene.letIn.token}`,
    '/let-in',
    `/shared-with-me/${scene.link}`,
    `/shares/${scene.link}`,
    '/sign-in',
    '/sign-in/passcode',
    `/sign-in/passcode?code=${code}`,
    `/api/auth/callback/email?token=${code}&email=megan%40woodgrove.example`,
    `/setup/x`,
  ]
  let asked = 0
  for (const path of mailed)
    for (const agent of agents)
      for (const method of ['GET', 'HEAD', 'OPTIONS'])
        for (const cookies of [
          new Map<string, string>(),
          attempt,
          cookiesOf(scene, 'guest B'),
          new Map([['foyer-session', 'x']]),
        ]) {
          expect(
            (await site.ask(path, { method, headers: { 'user-agent': agent }, cookies: new Map(cookies) })).status,
            path,
          ).toBeLessThan(500)
          asked++
        }
  expect(asked).toBe(288)
  expect(await stateOf(site)).toBe(before)
})

/** A secret as it might have been written down. */
const spellings = (secret: string) => [
  secret,
  ...(['hex', 'base64', 'base64url'] as const).map((form) => Buffer.from(secret).toString(form)),
  encodeURIComponent(secret),
]

test('no code, attempt or session stands in the database or in what Foyer says (A11)', async ({ site }) => {
  await setScene(site)
  const secrets: string[] = []
  for (const address of [
    'megan@woodgrove.example',
    'lee@woodgrove.example',
    'adele@woodgrove.example',
    'nicole@contoso.example',
    'omar@fabrikam.example',
  ])
    for (let time = 0; time < 4; time++) {
      const { cookies, attempt, code } = await signIn(site, site.foyer.url, address)
      secrets.push(
        code,
        code.replace(' ', ''),
        attempt.get('foyer-attempt')!,
        cookies.get('foyer-session')!,
        cookies.get('foyer-browser')!,
      )
    }
  const dump = await withClient(site.databaseUrl, async (client) => {
    const { rows } = await client.query<{ name: string }>(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'`,
    )
    const contents = rows.map(({ name }) => `SELECT string_agg(t::text, ' ') AS content FROM "${name}" t`)
    return (await client.query<{ content: string | null }>(contents.join(' UNION ALL '))).rows
      .map(({ content }) => content ?? '')
      .join(' ')
  })
  expect(dump).toContain('megan@woodgrove.example')
  const leaked = secrets
    .flatMap(spellings)
    .filter((secret) => dump.includes(secret) || site.foyer.output.includes(secret))
  expect(leaked).toEqual([])
})

test('over https every cookie is __Host-, Secure, HttpOnly and Lax, and nothing is asked of the network (B1)', async () => {
  const publicUrl = 'https://share.woodgrove.example'
  const site = await openSite({
    PUBLIC_URL: publicUrl,
    ORGANIZATION_NAME: 'Woodgrove Bank',
    ADMIN_EMAIL: 'adele@woodgrove.example',
  })
  try {
    const { cookies, set } = await signIn(site, publicUrl, 'adele@woodgrove.example')
    expect([...cookies.keys()].sort()).toEqual([
      '__Host-foyer-address',
      '__Host-foyer-browser',
      '__Host-foyer-mark',
      '__Host-foyer-session',
    ])
    for (const cookie of set)
      expect(cookie).toMatch(/^__Host-foyer-\w+=[^;]*; Path=\/;(?!.*Domain).* Secure; HttpOnly; SameSite=lax$/i)
    expect(Buffer.from(cookies.get('__Host-foyer-session')!, 'base64url')).toHaveLength(32)
    const shown = await site.ask('/api/auth/session', { cookies })
    expect(JSON.parse(shown.text)).toEqual({
      user: { name: null, address: 'adele@woodgrove.example', kind: 'member' },
      expires: expect.stringMatching(/Z$/),
    })
    // A cookie without the prefix may have been planted by a neighbor: it is nobody's here.
    const planted = new Map([['foyer-session', cookies.get('__Host-foyer-session')!]])
    expect((await site.ask('/api/auth/session', { cookies: planted })).text).toBe('null')
    expect(site.foyer.output).not.toContain('fetch failed')
  } finally {
    await site.close()
  }
})

/** Without what differs from one answer to the next, whoever asks. */
const bare = (text: string, address: string) =>
  text
    .replaceAll(address, '<address>')
    .replace(/nonce-[^']+|"?nonce\\*"?[=:]\\*"[^"\\]+/g, '<nonce>')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, '<time>')

/** React streams the parts of a page in any order: of a page counts what is shown, of a form what it says. */
const shown = (text: string) =>
  text.startsWith('<!')
    ? text.replace(/<script[\s\S]*?<\/script>/g, '')
    : (/\{"status":"failed".*/.exec(text)?.[0] ?? '')

test('page, headers and cookies are the same for every address, invited or not (A6)', async ({ site }) => {
  await setScene(site)
  const addresses = [
    'lee@woodgrove.example',
    'dora@woodgrove.example',
    'nicole@contoso.example',
    'lu@contoso.example',
    'bo@contoso.example',
    'pat@contoso.example',
    'sam@northwind.example',
  ]
  const told = async (address: string) => {
    const cookies = new Map<string, string>()
    const post = (path: string, action: string, fields: Record<string, string>) =>
      site.ask(path, { ...actionRequest(site.foyer.url, idOf(action), fields), cookies })
    const asked = await post('/sign-in', requestCode, { address })
    const page = await site.ask('/sign-in/passcode', { cookies })
    const wrong = await post('/sign-in/passcode', verifyCode, { code: '0000 0000' })
    return [asked, page, wrong].map(({ status, headers, text: said }) => {
      const { date: _, 'x-request-id': reference, 'set-cookie': set, ...rest } = headers
      // Drawn at random for every request, whoever asks.
      expect(reference).toMatch(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/)
      return {
        status,
        headers: JSON.parse(bare(JSON.stringify(rest), address)),
        set: set?.map((line) => line.replace(/=[^;]*|Expires=[^;]*/g, '')),
        said: bare(shown(said), address),
      }
    })
  }
  const first = await told(addresses[0]!)
  expect(first[1]!.said).toContain('<address>')
  for (const address of addresses.slice(1)) expect(await told(address), address).toEqual(first)
})

test('a form that is cut off half-way does nothing', async ({ site }) => {
  const scene: Scene = await setScene(site)
  const before = await stateOf(site)
  const { headers, body } = actionRequest(site.foyer.url, idOf('app/(member)/shares/[resourceId]/actions.ts remove'), {
    resourceId: scene.link,
  })
  const head = Object.entries({
    ...headers,
    host: new URL(site.foyer.url).host,
    cookie: `foyer-session=${scene.sessions.sharer}`,
    'content-length': body.length,
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}`)
  for (const part of [0, 10, body.length >> 1, body.length - 1]) {
    const socket = connect(site.foyer.port, 'localhost')
    socket.on('error', () => {})
    socket.end(`POST /shares/${scene.link} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body.slice(0, part)}`)
    await text(socket).catch(() => '')
  }
  expect((await site.ask('/api/health')).status).toBe(200)
  expect(await stateOf(site)).toBe(before)
})
