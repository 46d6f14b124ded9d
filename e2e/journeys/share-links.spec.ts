import type { Page } from '@playwright/test'
import { expect, proveAddress, shareLinkResource, test } from '../fixtures/test'

async function createLink(page: Page, audience: string, domains?: string) {
  await page.getByRole('radio', { name: audience }).check()
  if (domains) await page.getByRole('textbox', { name: /domains/i }).fill(domains)
  await page.getByRole('button', { name: 'Create link' }).click()
  return page.getByRole('textbox', { name: 'Share link' }).first().inputValue()
}

test('anyone with a proven address comes in by a link, and the sharer is told', async ({ as, freshPage, mail }) => {
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Open evening', to: '' })
  const link = await createLink(megan, 'Anyone with a proven address')

  const guest = await freshPage()
  await guest.goto(link)
  await guest.getByRole('textbox', { name: 'Email' }).fill('walkin@northwind.example')
  await proveAddress(guest, 'walkin@northwind.example')
  const told = await mail.after('megan@woodgrove.example', () => guest.getByRole('button', { name: 'Accept' }).click())
  expect(told.text).toContain('walkin@northwind.example')
  await expect(guest.getByRole('heading', { name: 'Open evening' })).toBeVisible()
})

test('an address outside the audience sees the same page and gets no mail', async ({ as, freshPage, mail }) => {
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Contoso only', to: '' })
  const link = await createLink(megan, 'People at', 'contoso.example')

  const pages: string[] = []
  for (const address of ['inside@contoso.example', 'outside@notcontoso.example']) {
    const page = await freshPage()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Email' }).fill(address)
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.getByRole('textbox', { name: 'Code' })).toBeVisible()
    await expect(page.getByRole('timer')).toBeVisible()
    pages.push((await page.getByRole('main').innerText()).replaceAll(address, 'ADDRESS').replace(/in 0:\d\d/, ''))
  }
  expect(pages[0]).toBe(pages[1])
  await expect.poll(() => mail.count('inside@contoso.example')).toBe(1)
  expect(await mail.count('outside@notcontoso.example')).toBe(0)
})
