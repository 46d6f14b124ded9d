import type { Page } from '@playwright/test'
import { expect, isInvitation, linkIn, proveAddress, test } from '../fixtures/test'

async function shareFile(page: Page, { name, body, to }: { name: string; body: string; to: string }) {
  await page.goto('/shares/new')
  await page.getByRole('radio', { name: 'File' }).check()
  await page.getByRole('button', { name: 'File', exact: true }).setInputFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(body) })
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('button', { name: 'Share', exact: true }).click()
  await page.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
}

test('a file arrives as it was sent, by ranges too, and is gone on the next request after revoking', async ({ as, freshPage, mail, unused }) => {
  const address = unused('files@contoso.example')
  const body = 'Quarterly figures, row by row.\n'.repeat(1000)
  const megan = await as('megan')
  const letter = await mail.after(address, () => shareFile(megan, { name: 'figures.txt', body, to: address }), isInvitation)
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  const downloading = guest.waitForEvent('download')
  await guest.getByRole('link', { name: 'Download' }).click()
  expect((await downloading).suggestedFilename()).toBe('figures.txt')

  const bytes = guest.url().replace('/shared-with-me/', '/api/files/')
  const whole = await guest.request.get(bytes)
  expect([whole.status(), await whole.text(), whole.headers()['content-length']]).toEqual([200, body, String(body.length)])
  const part = await guest.request.get(bytes, { headers: { range: 'bytes=10-19' } })
  expect([part.status(), await part.text()]).toEqual([206, body.slice(10, 20)])

  await megan.reload()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: /Undo/ })).toBeVisible()
  expect((await guest.request.get(bytes)).status()).toBe(404)
  const stranger = await freshPage()
  expect([401, 404]).toContain((await stranger.request.get(bytes)).status())
})
