import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

const rooms = [
  '/shares',
  '/shares/new',
  '/spaces',
  '/spaces/new',
  '/admin/people',
  '/admin/people/members',
  '/admin/people/add',
  '/admin/audit',
  '/admin/settings',
]

test('a stranger is asked to sign in everywhere, and the address is kept to come back to', async ({ freshPage }) => {
  const page = await freshPage()
  for (const room of [...rooms, '/shared-with-me', '/account']) {
    await page.goto(room)
    await expect(page.getByRole('textbox', { name: 'Email' }), room).toBeVisible()
  }
})

test('a guest finds neither the members’ rooms nor the administrators’', async ({ as, freshPage, mail, unused }) => {
  const address = unused('curious@contoso.example')
  const letter = await mail.after(
    address,
    async () => shareLinkResource(await as('megan'), { title: 'For the curious', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'For the curious' })).toBeVisible()
  for (const room of rooms) expect((await guest.goto(room))?.status(), room).toBe(404)
})

test('a member finds no administrators’ room, and nothing of another member’s', async ({ as }) => {
  const path = await shareLinkResource(await as('megan'), { title: 'Megan’s own', to: '' })
  const priya = await as('priya')
  for (const room of [
    ...rooms.filter((room) => room.startsWith('/admin')),
    path,
    path.replace('/shares/', '/shared-with-me/'),
  ])
    expect((await priya.goto(room))?.status(), room).toBe(404)
})

test('a form posted from another site, or from nowhere, does nothing', async ({ request }) => {
  const forged: Record<string, string>[] = [
    {},
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://localhost:4800.evil.example', 'x-forwarded-host': 'localhost' },
  ]
  for (const headers of forged) {
    const answer = await request.post('/sign-in', { headers, form: { address: 'megan@woodgrove.example' } })
    expect(answer.status(), JSON.stringify(headers)).toBe(403)
  }
})

test('what is mailed or prefetched by GET consumes nothing, and Auth.js’s own ways in are closed', async ({
  request,
}) => {
  for (const path of [
    '/api/auth/callback/email?email=megan%40woodgrove.example&token=12345678',
    '/api/auth/signin',
    '/api/auth/signin/email',
    '/api/auth/providers',
  ])
    expect([404, 405], path).toContain((await request.get(path)).status())
  expect(await (await request.get('/api/auth/session')).text()).toBe('null')
})

test('the headers say what the browser may do, and no page is kept', async ({ request }) => {
  const headers = (await request.get('/sign-in')).headers()
  expect(headers['content-security-policy']).toMatch(/script-src [^;]*'nonce-/)
  expect(headers['content-security-policy']).not.toMatch(/script-src [^;]*unsafe-inline/)
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'cache-control': expect.stringContaining('no-store'),
  })
  expect(headers['x-powered-by']).toBeUndefined()
})
