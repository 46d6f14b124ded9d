import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, shareLinkResource, test } from '../fixtures/test'

async function findNothing(page: Page, path: string) {
  await page.goto(path)
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  expect(violations.map(({ id, nodes }) => `${path} ${id}: ${nodes.map(({ html }) => html.slice(0, 120)).join(' | ')}`)).toEqual([])
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the members’ and public pages (${colorScheme})`, async ({ as, freshPage }) => {
    const megan = await as('megan')
    await megan.emulateMedia({ colorScheme })
    const share = await shareLinkResource(megan, { title: 'Readable by all', to: `reader.${colorScheme}@contoso.example` })
    for (const path of ['/shares', '/shares/new', share, '/shared-with-me', share.replace('/shares/', '/shared-with-me/'), '/account']) await findNothing(megan, path)
    const stranger = await freshPage({ colorScheme })
    for (const path of ['/sign-in', '/invitations/unknown', '/links/unknown', '/nowhere']) await findNothing(stranger, path)
  })

  test(`axe finds nothing on the administrators’ pages (${colorScheme})`, async ({ as }) => {
    const adele = await as('adele')
    await adele.emulateMedia({ colorScheme })
    for (const path of ['/admin/people', '/admin/people/members', '/admin/people/add', '/admin/audit', '/admin/settings']) await findNothing(adele, path)
  })
}
