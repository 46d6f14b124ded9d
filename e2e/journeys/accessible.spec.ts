import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { askFor, query } from '../fixtures/database'
import { cast, expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'
import { keyOf, totp } from '../fixtures/totp'

async function findNothing(page: Page, path: string) {
  await page.goto(path)
  await expectAccessible(page)
}

/** The same at the width of a phone. */
async function expectAccessibleOnPhone(page: Page) {
  const wide = page.viewportSize()!
  await page.setViewportSize({ width: 390, height: 844 })
  await expectAccessible(page)
  await page.setViewportSize(wide)
}

test.describe('axe finds nothing', () => {
  for (const path of ['/sign-in', '/invitations/unknown', '/links/unknown', '/let-in/unknown', '/nowhere'])
    test(`on ${path}`, async ({ page }) => findNothing(page, path))

  for (const path of ['/shares', '/shares/new', '/shared-with-me', '/account'])
    test(`on a member’s ${path}`, async ({ as }) => findNothing(await as('megan'), path))

  for (const path of [
    '/admin/people',
    '/admin/people/members',
    '/admin/people/add',
    '/admin/audit?kind=people',
    '/admin/settings',
    '/admin/terms',
    '/admin/terms/new',
    '/admin/policies',
    '/admin/policies/new',
    '/admin/policies/what-if',
    '/admin/locations',
    '/admin/locations/new',
    '/admin/labels',
    '/admin/sign-ins',
    '/admin/sign-ins?reference=F7K2-9QXM',
    '/account/recovery-codes',
    '/nowhere',
  ])
    test(`on an administrator’s ${path}`, async ({ as }) => findNothing(await as('adele'), path))

  test('on the page of a person', async ({ as }) => {
    const adele = await as('adele')
    await adele.goto('/admin/people/members?q=megan')
    await adele.getByRole('link', { name: cast.megan.name }).click()
    await expect(adele).toHaveTitle(`${cast.megan.name} · Foyer`)
    await findNothing(adele, new URL(adele.url()).pathname)
  })

  test('on what a policy names and an answer of what if', async ({ as, unused }) => {
    const [adele, name] = [await as('adele'), unused('axe@office')]
    await adele.goto('/admin/locations/new')
    await adele.getByRole('textbox', { name: 'Name' }).fill(name)
    await adele.getByRole('textbox', { name: 'IP ranges' }).fill('192.0.2.0/24\n192.0.2.7')
    await adele.getByRole('button', { name: 'Save location' }).click()
    await expect(adele.getByRole('heading', { name })).toBeVisible()
    await expectAccessible(adele)
    await adele.goto('/admin/locations/new')
    await adele.getByRole('radio', { name: 'Countries' }).check()
    await adele.getByRole('button', { name: 'Save location' }).click()
    await expectAccessible(adele)
    await adele.goto('/admin/policies')
    await adele.getByRole('link', { name: 'Administrators use multi-factor authentication' }).click()
    await expect(adele.getByRole('button', { name: 'Save policy' })).toBeVisible()
    for (const part of ['Network', 'Device', 'Browser', 'Time', 'Session'])
      await adele.getByText(part, { exact: true }).first().click()
    await expectAccessible(adele)
    await findNothing(
      adele,
      `/admin/policies/what-if?person=${cast.megan.address}&resource=Sharing&address=203.0.113.7`,
    )
  })

  test('on the pages that stand before a resource, and why they do', async ({ as, freshPage, mail, unused }) => {
    const address = unused('asked@contoso.example')
    const [megan, guest] = [await as('megan'), await freshPage()]
    const letter = await mail.after(
      address,
      () => shareLinkResource(megan, { title: 'Behind policies', to: address }),
      isInvitation,
    )
    const path = new URL(megan.url()).pathname
    await guest.goto(linkIn(letter))
    await proveAddress(guest, address)
    await guest.getByRole('button', { name: 'Accept' }).click()
    await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
    const asked = async (controls: Parameters<typeof askFor>[1], heading: string) => {
      await askFor(path.split('/').at(-1)!, controls)
      await guest.goto(path.replace('/shares/', '/shared-with-me/'))
      await expect(guest.getByRole('heading', { name: heading })).toBeVisible()
      await expectAccessible(guest)
      await expectAccessibleOnPhone(guest)
    }
    await asked({ purpose: true }, 'Why do you need this?')
    await asked({ multiFactor: true }, 'Set up a second factor')
    await guest.getByRole('button', { name: 'Set up authenticator app' }).click()
    await expect(guest.getByRole('textbox', { name: 'Authenticator code' })).toBeVisible()
    await expectAccessible(guest)
    await expectAccessibleOnPhone(guest)
    await guest.getByRole('textbox', { name: 'Authenticator code' }).fill(totp(await keyOf(guest)))
    await guest.getByRole('button', { name: 'Verify' }).click()
    await guest.getByRole('button', { name: 'Show recovery codes' }).click()
    await expect(guest.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
    await expectAccessible(guest)
    await expectAccessibleOnPhone(guest)
    await asked({ block: true }, 'You can’t open this right now')
    await megan.goto(path)
    await megan.getByRole('link', { name: `Access explained, for ${address}` }).click()
    await expect(megan.getByRole('heading', { name: /can’t open it now/ })).toBeVisible()
    await expectAccessible(megan)
    const adele = await as('adele')
    await findNothing(adele, new URL(megan.url()).pathname)
    await expect(adele.getByRole('region', { name: 'Policies' })).toContainText('Before')
    await findNothing(guest, '/account')
    await expect(guest.getByRole('row', { name: /Authenticator app/ })).toBeVisible()
    await expectAccessibleOnPhone(guest)
  })

  test('on the page where somebody vouches', async ({ as }) => {
    const [reset] = await query<{ id: string }>(
      `INSERT INTO "FactorReset" (id, "principalId", reason, "requestedAt", "requestedById", "voucherId")
       SELECT gen_random_uuid(), lost.id, 'Lost her phone', now(), adele.id, megan.id FROM "Principal" lost, "Principal" adele, "Principal" megan
       WHERE lost.address = $1 AND adele.address = $2 AND megan.address = $3 RETURNING id`,
      [cast.priya.address, cast.adele.address, cast.megan.address],
    )
    const megan = await as('megan')
    await findNothing(megan, `/vouching/${reset!.id}`)
    await expect(megan.getByText('Lost her phone')).toBeVisible()
    await query('UPDATE "FactorReset" SET "withdrawnAt" = now() WHERE id = $1', [reset!.id])
  })

  test('on the two pages of a resource', async ({ as, unused }) => {
    const megan = await as('megan')
    const path = await shareLinkResource(megan, { title: 'Readable by all', to: unused('reader@contoso.example') })
    await findNothing(megan, path)
    await findNothing(megan, path.replace('/shares/', '/shared-with-me/'))
  })
})

test('a mistake is told once to the eye, tied to its field, and the field has the focus', async ({ freshPage }) => {
  const stranger = await freshPage()
  await stranger.goto('/sign-in')
  await stranger.getByRole('textbox', { name: 'Email' }).fill('nobody')
  await stranger.getByRole('button', { name: 'Send code' }).press('Enter')
  const email = stranger.getByRole('textbox', { name: 'Email' })
  await expect(email).toBeFocused()
  await expect(email).toHaveAccessibleDescription(/like name@example\.com/)
  const heard = stranger.getByRole('alert').filter({ hasText: 'name@example.com' })
  await expect(heard).toHaveCSS('clip-path', 'inset(50%)')
})

test('what is not hers is told inside the shell a member knows', async ({ as }) => {
  const priya = await as('priya')
  await priya.goto('/admin/people')
  await expect(priya.getByRole('main')).toHaveCount(1)
  await expect(priya.getByRole('main').getByRole('heading', { name: 'This is not here' })).toBeVisible()
  await expect(priya.getByRole('navigation', { name: 'Main' })).toBeVisible()
})

test('Megan adds people by keyboard alone: the dialog starts at its first field and gives the focus back', async ({
  as,
}) => {
  const megan = await as('megan')
  await megan.goto(await shareLinkResource(megan, { title: 'By keyboard', to: '' }))
  await expect(megan).toHaveTitle('By keyboard · Foyer')
  await megan.getByRole('button', { name: 'Add people' }).press('Enter')
  await expect(megan.getByRole('textbox', { name: 'Invite by email' })).toBeFocused()
  await megan.keyboard.type('typed@contoso.example')
  await megan.keyboard.press('Escape')
  await expect(megan.getByRole('button', { name: 'Add people' })).toBeFocused()
})
