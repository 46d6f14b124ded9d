import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, linkIn, proveAddress, test } from '../fixtures/test'

const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })

/** Puts another file in the place of the one that is shared. */
async function replace(page: Page, name: string, text: string, note: string) {
  await page.getByRole('button', { name: 'New version' }).click()
  const dialog = page.getByRole('dialog', { name: 'New version' })
  await dialog.getByRole('button', { name: 'File', exact: true }).setInputFiles(file(name, text))
  await dialog.getByRole('textbox', { name: 'What changed' }).fill(note)
  await expect(dialog.getByText(name)).toBeVisible()
  await dialog.getByRole('button', { name: 'Put in place' }).click()
  await expect(dialog.getByText(/is in place: everybody opens it/)).toBeVisible()
  await page.keyboard.press('Escape')
}

test('Megan replaces a file, Nicole reads the new one at the same link, and the old one is restored and deleted', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.versions@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    nicole,
    async () => {
      await megan.goto('/shares/new')
      await megan
        .getByRole('button', { name: 'File', exact: true })
        .setInputFiles(file('rates-2026.txt', 'Rates of 2026'))
      await megan.getByRole('textbox', { name: 'Title' }).fill('Rates')
      await megan.getByRole('textbox', { name: 'Invite by email' }).fill(nicole)
      await megan.getByRole('button', { name: 'Share', exact: true }).click()
      await megan.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
    },
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, nicole)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByText('Rates of 2026')).toBeVisible()

  await expect(megan.getByText('It is as it was first shared.')).toBeVisible()
  await replace(megan, 'rates-2027.txt', 'Rates of 2027', 'The new year')
  await guest.reload()
  await expect(guest.getByText('Rates of 2027')).toBeVisible()
  await expect(guest.getByText('Versions')).toBeHidden()

  const versions = megan.getByRole('table', { name: 'Versions' })
  await expect(versions.getByRole('row', { name: 'version 2' })).toContainText('The new year')
  await expect(versions.getByRole('row', { name: 'version 2' })).toContainText('In place')
  await expectAccessible(megan)
  const href = await versions.getByRole('link', { name: 'Download version 1' }).getAttribute('href')
  expect(await (await megan.request.get(href!)).text()).toBe('Rates of 2026')
  expect((await guest.request.get(href!)).status()).toBe(404)

  await versions.getByRole('button', { name: 'Restore version 1' }).click()
  await expect(versions.getByRole('row', { name: 'version 3' })).toContainText('In place')
  await guest.reload()
  await expect(guest.getByText('Rates of 2026')).toBeVisible()

  await versions.getByRole('button', { name: 'Delete version 2' }).click()
  await megan.getByRole('button', { name: 'Delete for good' }).click()
  await expect(versions.getByRole('row', { name: '2, deleted' })).toBeVisible()
  await expect(versions.getByRole('button', { name: 'Restore version 2' })).toBeHidden()
  await expect(megan.getByText('You restored version 1.')).toBeVisible()
})

test('Megan reads what a page said before, puts it back, and deletes what it said in between', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.reads.versions@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    nicole,
    async () => {
      await megan.goto('/shares/new?kind=page')
      await megan.getByRole('textbox', { name: 'Title' }).fill('Campaign')
      await megan.getByRole('textbox', { name: 'Text' }).fill('# Spring')
      await megan.getByRole('textbox', { name: 'Invite by email' }).fill(nicole)
      await megan.getByRole('button', { name: 'Share', exact: true }).click()
      await megan.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
    },
    isInvitation,
  )
  const path = new URL(megan.url()).pathname
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, nicole)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Spring' })).toBeVisible()
  const shared = guest.url()

  await expect(megan.getByText('Its text is as it was first shared.')).toBeVisible()
  await megan.getByRole('link', { name: 'Edit', exact: true }).click()
  await megan.getByRole('textbox', { name: 'Text' }).fill('# Summer')
  await megan.getByRole('button', { name: 'Save' }).click()
  await megan.waitForURL((url) => url.pathname === path)
  const versions = megan.getByRole('table', { name: 'Versions' })
  await expect(versions.getByRole('row', { name: 'version 2' })).toContainText('In place')

  await versions.getByRole('link', { name: 'Read version 1' }).click()
  await expect(megan.getByRole('heading', { name: 'Version 1', level: 1 })).toBeVisible()
  await expect(megan.getByRole('heading', { name: 'Spring' })).toBeVisible()
  await expect(megan).toHaveTitle('Version 1 of Campaign · Foyer')
  await expectAccessible(megan)
  expect((await guest.goto(`${path}/versions/1`))!.status()).toBe(404)
  await expect(guest.getByRole('heading', { name: 'This is not here' })).toBeVisible()

  await megan.getByRole('link', { name: 'Campaign', exact: true }).click()
  await megan.waitForURL((url) => url.pathname === path)
  await versions.getByRole('button', { name: 'Restore version 1' }).click()
  await expect(versions.getByRole('row', { name: 'version 3' })).toContainText('In place')
  await guest.goto(shared)
  await expect(guest.getByRole('heading', { name: 'Spring' })).toBeVisible()

  await versions.getByRole('button', { name: 'Delete version 2' }).click()
  await megan.getByRole('button', { name: 'Delete for good' }).click()
  await expect(versions.getByRole('row', { name: '2, deleted' })).toBeVisible()
  expect((await megan.goto(`${path}/versions/2`))!.status()).toBe(404)
  await expect(megan.getByRole('heading', { name: 'This is not here' })).toBeVisible()
})

test('a new version that no page shows is announced where somebody may only view, and is taken all the same', async ({
  as,
  unused,
}) => {
  const megan = await as('megan')
  await megan.goto('/shares/new')
  await megan.getByRole('button', { name: 'File', exact: true }).setInputFiles(file('figures.txt', 'Figures'))
  await megan.getByRole('textbox', { name: 'Invite by email' }).fill(unused('only.views@contoso.example'))
  await megan.getByRole('radio', { name: 'Can view' }).check()
  await megan.getByRole('button', { name: 'Share', exact: true }).click()
  await megan.waitForURL(/\/shares\/[0-9a-f-]{36}$/)

  await megan.getByRole('button', { name: 'New version' }).click()
  const dialog = megan.getByRole('dialog', { name: 'New version' })
  const hint = dialog.getByText('No page can show a file of this kind: who can only view can’t open it')
  const choose = (name: string) =>
    dialog.getByRole('button', { name: 'File', exact: true }).setInputFiles(file(name, name))
  await choose('figures-again.txt')
  await expect(dialog.getByText('figures-again.txt is here')).toBeVisible()
  await expect(hint).toBeHidden()
  await choose('figures.xlsx')
  await expect(hint).toBeVisible()
  await expectAccessible(megan)
  await dialog.getByRole('button', { name: 'Put in place' }).click()
  await expect(dialog.getByText(/is in place: everybody opens it/)).toBeVisible()
})
