import { renameSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { alive } from '../fixtures/alive'
import { query } from '../fixtures/database'
import { expect, isInvitation, linkIn, proveAddress, test } from '../fixtures/test'

async function shareFile(page: Page, { name, body, to }: { name: string; body: string; to: string }) {
  await page.goto('/shares/new')
  await page.getByRole('radio', { name: 'File' }).check()
  await page
    .getByRole('button', { name: 'File', exact: true })
    .setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) })
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
}

test('a file arrives as it was sent, by ranges too, and is gone on the next request after revoking', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('files@contoso.example')
  const body = 'Quarterly figures, row by row.\n'.repeat(1000)
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareFile(megan, { name: 'figures.txt', body, to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  const downloading = guest.waitForEvent('download')
  await guest.getByRole('link', { name: 'Download' }).click()
  expect((await downloading).suggestedFilename()).toBe('figures.txt')

  const bytes = guest.url().replace('/shared-with-me/', '/api/files/')
  const whole = await guest.request.get(bytes)
  expect([whole.status(), await whole.text(), whole.headers()['content-length']]).toEqual([
    200,
    body,
    String(body.length),
  ])
  const part = await guest.request.get(bytes, { headers: { range: 'bytes=10-19' } })
  expect([part.status(), await part.text()]).toEqual([206, body.slice(10, 20)])

  await megan.reload()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: /Undo/ })).toBeVisible()
  expect((await guest.request.get(bytes)).status()).toBe(404)
  const stranger = await freshPage()
  expect([401, 404]).toContain((await stranger.request.get(bytes)).status())
})

test('a download that is refused meanwhile is said on the page, and nothing is saved', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('meanwhile@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareFile(megan, { name: 'meanwhile.txt', body: 'Figures', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('link', { name: 'Download' })).toBeVisible()
  await megan.reload()
  await megan.getByRole('button', { name: `Change access of ${address}` }).click()
  const dialog = megan.getByRole('dialog')
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption('view')
  await dialog.getByRole('button', { name: 'Change access' }).click()
  await expect(megan.getByRole('cell', { name: /^Can view/ })).toBeVisible()
  let downloads = 0
  guest.on('download', () => downloads++)
  await (await alive(guest.getByRole('link', { name: 'Download' }))).click()
  await expect(
    guest.getByRole('alert').filter({ hasText: 'Nothing was downloaded. Your access does not include this.' }),
  ).toBeVisible()
  expect(downloads).toBe(0)
  await guest.getByRole('link', { name: 'Load this page again' }).click()
  await expect(guest.getByText('Downloading is not part of your access', { exact: false })).toBeVisible()
})

test('a file that is lost on the server is a sentence to its reader and to administrators, and opens again once it is back', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('lost@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareFile(megan, { name: 'lost.txt', body: 'Figures', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByText('Figures')).toBeVisible()
  const place = await placeOfFile(guest.url())
  renameSync(place, `${place}.away`)

  await (await alive(guest.getByRole('link', { name: 'Download' }))).click()
  await expect(
    guest
      .getByRole('alert')
      .filter({ hasText: 'Nothing was downloaded. The content of this file is missing on the server.' }),
  ).toBeVisible()
  await guest.reload()
  await expect(guest.getByText('The content of lost.txt is missing on the server', { exact: false })).toBeVisible()
  await expect(guest.getByRole('link', { name: 'Download' })).toBeHidden()
  const adele = await as('adele')
  await adele.goto('/admin')
  await adele.getByRole('complementary', { name: 'Missing files' }).getByRole('link', { name: 'Which file' }).click()
  await expect(adele.getByRole('link', { name: 'lost.txt' })).toBeVisible()

  renameSync(`${place}.away`, place)
  // As a minute would.
  await query(`UPDATE "Job" SET "dueAt" = now() WHERE name = 'look-for-files'`)
  await expect(async () => {
    await guest.reload()
    await expect(guest.getByText('Figures')).toBeVisible({ timeout: 1000 })
  }).toPass()
})

/** Where the bytes lie of what is shared at an address. */
async function placeOfFile(url: string) {
  const [{ id = '' } = {}] = await query<{ id: string }>('SELECT "fileId" AS id FROM "Resource" WHERE id = $1', [
    url.split('/').at(-1),
  ])
  return path.join(process.env.E2E_DATA_DIR!, 'files', id.slice(0, 2), id)
}

test('whoever may only view what no page can show asks for download on the spot, and the sharer is told', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('asks@contoso.example')
  const megan = await as('megan')
  await megan.goto('/shares/new')
  await megan.getByRole('radio', { name: 'Link' }).check()
  await expect(megan.getByRole('radio', { name: 'Can download' })).toBeHidden()
  await megan.getByRole('radio', { name: 'File' }).check()
  await expect(megan.getByRole('radio', { name: 'Can view' })).toHaveAccessibleDescription(
    /a determined person can keep a copy\. Nothing else opens/,
  )
  await megan.getByRole('radio', { name: 'Can view' }).check()
  const letter = await mail.after(
    address,
    async () => {
      await megan
        .getByRole('button', { name: 'File', exact: true })
        .setInputFiles({ name: 'plan.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('PK') })
      await megan.getByRole('textbox', { name: 'Invite by email' }).fill(address)
      await megan.getByRole('button', { name: 'Share', exact: true }).click()
      await megan.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
    },
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  const asked = await mail.after(
    'megan@woodgrove.example',
    () => guest.getByRole('button', { name: 'Ask to download it' }).click(),
    ({ subject }) => subject.includes('asks to download'),
  )
  expect(asked.subject).toContain('“plan.docx”')
  await expect(guest.getByRole('status').filter({ hasText: 'will be told that you ask' })).toBeVisible()
})
