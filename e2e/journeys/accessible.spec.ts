import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { cast, expect, shareLinkResource, test } from '../fixtures/test'

async function findNothing(page: Page, path: string) {
  await page.goto(path)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const)
  test.describe(`axe finds nothing (${colorScheme})`, () => {
    test.use({ colorScheme })

    for (const path of ['/sign-in', '/invitations/unknown', '/links/unknown', '/nowhere'])
      test(`on ${path}`, async ({ page }) => findNothing(page, path))

    for (const path of ['/shares', '/shares/new', '/shared-with-me', '/account'])
      test(`on a member’s ${path}`, async ({ as }) => findNothing(await as('megan'), path))

    for (const path of ['/admin/people', '/admin/people/members', '/admin/people/add', '/admin/audit?kind=people', '/admin/settings', '/admin/terms', '/admin/terms/new', '/nowhere'])
      test(`on an administrator’s ${path}`, async ({ as }) => findNothing(await as('adele'), path))

    test('on the page of a person', async ({ as }) => {
      const adele = await as('adele')
      await adele.goto('/admin/people/members?q=megan')
      await adele.getByRole('link', { name: cast.megan.name }).click()
      await expect(adele).toHaveTitle(`${cast.megan.name} · Foyer`)
      await findNothing(adele, new URL(adele.url()).pathname)
    })

    test('on the two pages of a resource', async ({ as, unused }) => {
      const megan = await as('megan')
      const path = await shareLinkResource(megan, { title: 'Readable by all', to: unused(`reader.${colorScheme}@contoso.example`) })
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

test('Megan adds people by keyboard alone: the dialog starts at its first field and gives the focus back', async ({ as }) => {
  const megan = await as('megan')
  await megan.goto(await shareLinkResource(megan, { title: 'By keyboard', to: '' }))
  await expect(megan).toHaveTitle('By keyboard · Foyer')
  await megan.getByRole('button', { name: 'Add people' }).press('Enter')
  await expect(megan.getByRole('textbox', { name: 'Invite by email' })).toBeFocused()
  await megan.keyboard.type('typed@contoso.example')
  await megan.keyboard.press('Escape')
  await expect(megan.getByRole('button', { name: 'Add people' })).toBeFocused()
})
