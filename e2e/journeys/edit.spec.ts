import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

/** Shares a page with one guest; resolves to the path of the sharer's page. */
async function sharePage(page: Page, { title, to, text }: { title: string; to: string; text: string }) {
  await page.goto('/shares/new?kind=page')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
  return new URL(page.url()).pathname
}

test('Megan edits a page with a preview, and Nicole reads the new text at the same place', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.reads@contoso.example')
  const megan = await as('megan')
  let path = ''
  const letter = await mail.after(
    nicole,
    async () => (path = await sharePage(megan, { title: 'Campaign notes', to: nicole, text: '# Spring' })),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, nicole)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Spring' })).toBeVisible()

  await megan.getByRole('link', { name: 'Edit', exact: true }).click()
  await expect(megan.getByRole('heading', { name: 'Edit', level: 1 })).toBeVisible()
  await megan.getByRole('button', { name: 'Show preview' }).click()
  const preview = megan.getByRole('region', { name: 'Preview' })
  await expect(preview.getByRole('heading', { name: 'Spring' })).toBeVisible()
  await megan.getByRole('textbox', { name: 'Text' }).fill('# Summer\n\n- one\n- two')
  await expect(preview.getByRole('heading', { name: 'Summer' })).toBeVisible()
  await expect(preview.getByRole('listitem')).toHaveText(['one', 'two'])
  await expectAccessible(megan)
  await megan.getByRole('textbox', { name: 'Title' }).fill('Summer notes')
  await megan.getByRole('button', { name: 'Save' }).click()
  await megan.waitForURL((url) => url.pathname === path)
  await expect(megan.getByRole('heading', { name: 'Summer notes', level: 1 })).toBeVisible()
  await expect(megan.getByText('You changed the title and the text.')).toBeVisible()

  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'Summer notes', level: 1 })).toBeVisible()
  await expect(guest.getByRole('heading', { name: 'Summer', exact: true })).toBeVisible()
  await expect(guest.getByRole('heading', { name: 'Spring' })).toBeHidden()
})

test('of two tabs that edit one page the second is told and loses nothing', async ({ as, unused }) => {
  const megan = await as('megan')
  const path = await sharePage(megan, { title: 'Two tabs', to: unused('tabs@contoso.example'), text: 'First' })
  const other = await megan.context().newPage()
  for (const tab of [megan, other]) await tab.goto(`${path}/edit`)
  await megan.getByRole('textbox', { name: 'Text' }).fill('From the first tab')
  await megan.getByRole('button', { name: 'Save' }).click()
  await megan.waitForURL((url) => url.pathname === path)

  await other.getByRole('textbox', { name: 'Text' }).fill('From the second tab')
  await other.getByRole('button', { name: 'Save' }).click()
  await expect(other.getByText('Somebody else has changed this meanwhile')).toBeVisible()
  await expect(other.getByRole('textbox', { name: 'Text' })).toHaveValue('From the second tab')
  // What is there for everybody; in the editor, what was not saved is brought back as a draft.
  await megan.goto(path.replace('/shares/', '/shared-with-me/'))
  await expect(megan.getByText('From the first tab')).toBeVisible()
})

test('with JavaScript off a link gets another address, what is wrong is said at its field, and no administrator edits', async ({
  as,
  browser,
  unused,
}) => {
  const megan = await as('megan')
  const path = await shareLinkResource(megan, { title: 'Rate card', to: unused('rates@contoso.example') })
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await megan.context().storageState(),
  })
  const page = await plain.newPage()
  await page.goto(`${path}/edit`)
  await expect(page.getByRole('button', { name: 'Show preview' })).toBeHidden()
  const address = page.getByRole('textbox', { name: 'Web address' })
  await address.fill('http://intranet.woodgrove.example/2027')
  await page.getByRole('textbox', { name: 'Note on its page' }).fill('For 2027')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByRole('textbox', { name: 'Note on its page' })).toHaveValue('For 2027')
  await address.fill('https://intranet.woodgrove.example/2027')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: 'https://intranet.woodgrove.example/2027' })).toBeVisible()
  await expect(page.getByText('For 2027')).toBeVisible()
  await plain.close()

  const adele = await as('adele')
  await adele.goto(path)
  await expect(adele.getByRole('heading', { name: 'Rate card', level: 1 })).toBeVisible()
  await expect(adele.getByRole('link', { name: 'Edit', exact: true })).toBeHidden()
})
