import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, linkIn, proveAddress, test } from '../fixtures/test'

const contents = (page: Page) => page.getByRole('table', { name: 'Contents' })
const entry = (page: Page, name: string) => contents(page).getByRole('link', { name, exact: true })

async function createSpace(page: Page, name: string, to = '') {
  await page.goto('/spaces/new')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Can contribute')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

async function createFolder(page: Page, name: string) {
  await page.getByRole('button', { name: 'New folder' }).click()
  const dialog = page.getByRole('dialog', { name: 'New folder' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name)
  await dialog.getByRole('button', { name: 'Create folder' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

async function addPage(page: Page, title: string) {
  await page.getByRole('button', { name: 'New page' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Text' }).fill(`All about ${title}`)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(entry(page, title)).toBeVisible()
}

test('folders put a space in order: made, filled, moved by “Move” and by drag, undone, searched, renamed, deleted', async ({
  as,
}) => {
  const megan = await as('megan')
  const path = await createSpace(megan, 'Bridge in folders')
  await addPage(megan, 'Rates')
  const plans = await createFolder(megan, 'Plans')
  await expect(megan.getByText('There is nothing in this folder yet.')).toBeVisible()
  await addPage(megan, 'Draft')
  expect(new URL(megan.url()).pathname).toBe(plans)
  await createFolder(megan, '2026')
  const way = megan.getByRole('navigation', { name: 'Way to this folder' })
  await expect(way.getByRole('link')).toHaveText(['Bridge in folders', 'Plans'])
  await expectAccessible(megan)

  // By "Move", with the keyboard.
  await way.getByRole('link', { name: 'Plans' }).click()
  await expect(contents(megan).getByRole('rowheader').getByRole('link')).toHaveText(['2026', 'Draft'])
  await megan.getByRole('checkbox', { name: 'Choose Draft' }).press('Space')
  await megan.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  await expect(megan.getByRole('radiogroup', { name: /Move .*Draft.* to/ })).toBeVisible()
  await expect(megan.getByRole('radio', { name: 'Plans' })).toBeChecked()
  await expectAccessible(megan)
  await megan.getByRole('radio', { name: '2026' }).press('Space')
  await megan.getByRole('button', { name: 'Move', exact: true }).press('Enter')
  const told = megan.getByRole('status').filter({ hasText: 'Moved' })
  await expect(told).toContainText(/Moved .*Draft.* to .*2026/)
  await expect(entry(megan, 'Draft')).toBeHidden()
  await told.getByRole('button', { name: 'Undo' }).click()
  await expect(entry(megan, 'Draft')).toBeVisible()
  await expect(told).toBeHidden()

  // By drag: onto a folder, and onto the way up.
  await entry(megan, 'Draft').dragTo(entry(megan, '2026'))
  await expect(told).toContainText(/Moved .*Draft.* to .*2026/)
  await expect(entry(megan, 'Draft')).toBeHidden()
  await entry(megan, '2026').dragTo(way.getByRole('link', { name: 'Bridge in folders' }))
  await expect(megan.getByText('There is nothing in this folder yet.')).toBeVisible()
  await way.getByRole('link', { name: 'Bridge in folders' }).click()
  await expect(contents(megan).getByRole('rowheader').getByRole('link')).toHaveText(['2026', 'Plans', 'Rates'])

  await megan.getByRole('searchbox', { name: 'Search in this space' }).fill('draft')
  await megan.getByRole('searchbox', { name: 'Search in this space' }).press('Enter')
  await expect(contents(megan).getByRole('rowheader', { name: 'Draft' })).toContainText('In 2026')

  await megan.goto(path)
  await contents(megan).getByRole('button', { name: 'More about Plans' }).click()
  await contents(megan).getByRole('button', { name: 'Rename' }).click()
  const dialog = megan.getByRole('dialog', { name: 'Rename Plans' })
  await dialog.getByRole('textbox', { name: 'Name' }).fill('2026')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(dialog.getByRole('textbox', { name: 'Name' })).toHaveAccessibleDescription(
    /There is a folder of this name/,
  )
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Old plans')
  await dialog.getByRole('button', { name: 'Rename' }).click()
  await expect(entry(megan, 'Old plans')).toBeVisible()

  await contents(megan).getByRole('button', { name: 'More about 2026' }).click()
  await contents(megan).getByRole('button', { name: 'Delete 2026' }).click()
  await expect(contents(megan).getByText('Something lies in this folder.')).toBeVisible()
  await megan.keyboard.press('Escape')
  await contents(megan).getByRole('button', { name: 'More about Old plans' }).click()
  await contents(megan).getByRole('button', { name: 'Delete Old plans' }).click()
  await expect(entry(megan, 'Old plans')).toBeHidden()
  await expect(entry(megan, '2026')).toBeVisible()
})

test('on a phone without JavaScript a guest makes a folder, opens it, and moves things among folders and back', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('folders.space@contoso.example')
  const megan = await as('megan')
  let path = ''
  const letter = await mail.after(
    address,
    async () => (path = await createSpace(megan, 'Papers on the way', address)),
    isInvitation,
  )
  await addPage(megan, 'Ticket')
  const guest = await freshPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await createFolder(guest, 'Travel')
  await addPage(guest, 'Hotel')

  await guest.goto(path)
  await guest.getByRole('checkbox', { name: 'Choose Ticket' }).check()
  await guest.getByRole('button', { name: 'Move', exact: true }).click()
  await guest.getByRole('radio', { name: 'Travel' }).check()
  await guest.getByRole('button', { name: 'Move', exact: true }).click()
  await expect(guest.getByText(/Moved .*Ticket.* to .*Travel/)).toBeVisible()
  await expect(entry(guest, 'Ticket')).toBeHidden()
  await guest.getByRole('button', { name: 'Undo' }).click()
  await expect(entry(guest, 'Ticket')).toBeVisible()
  await entry(guest, 'Travel').click()
  await entry(guest, 'Hotel').click()
  await expect(guest.getByText('All about Hotel')).toBeVisible()
})
