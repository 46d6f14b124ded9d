import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, shareLinkResource, test } from '../fixtures/test'

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
      test(`on ${path}`, async ({ as }) => findNothing(await as('megan'), path))

    for (const path of ['/admin/people', '/admin/people/members', '/admin/people/add', '/admin/audit', '/admin/settings'])
      test(`on ${path}`, async ({ as }) => findNothing(await as('adele'), path))

    test('on the two pages of a resource', async ({ as, unused }) => {
      const megan = await as('megan')
      const path = await shareLinkResource(megan, { title: 'Readable by all', to: unused(`reader.${colorScheme}@contoso.example`) })
      await findNothing(megan, path)
      await findNothing(megan, path.replace('/shares/', '/shared-with-me/'))
    })
  })
