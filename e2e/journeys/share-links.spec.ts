import type { Page } from '@playwright/test'
import { expect, proveAddress, shareLinkResource, test } from '../fixtures/test'

async function createLink(page: Page, audience: string, domains?: string) {
  await page.getByRole('radio', { name: audience }).check()
  if (domains) await page.getByRole('textbox', { name: /domains/i }).fill(domains)
  await page.getByRole('button', { name: 'Create link' }).click()
  return page.getByRole('textbox', { name: 'Share link' }).first().inputValue()
}

test('anyone with a proven address comes in by a link, and the sharer is told', async ({ as, freshPage, mail, unused }) => {
  const address = unused('walkin@northwind.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Open evening', to: '' })
  const link = await createLink(megan, 'Anyone with a proven address')

  const guest = await freshPage()
  await guest.goto(link)
  await guest.getByRole('textbox', { name: 'Email' }).fill(address)
  await proveAddress(guest, address)
  const accept = () => guest.getByRole('button', { name: 'Accept' }).click()
  await mail.after('megan@woodgrove.example', accept, ({ text }) => text.includes(address))
  await expect(guest.getByRole('heading', { name: 'Open evening' })).toBeVisible()
})

test('an address outside the audience sees the same page and gets no mail', async ({ as, freshPage, mail, unused }) => {
  const [inside, outside] = [unused('inside@contoso.example'), unused('outside@notcontoso.example')]
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Contoso only', to: '' })
  const link = await createLink(megan, 'People at chosen domains', 'contoso.example')

  async function pageAfterAsking(address: string) {
    const page = await freshPage()
    await page.goto(link)
    await page.getByRole('textbox', { name: 'Email' }).fill(address)
    await page.getByRole('button', { name: 'Send code' }).click()
    await expect(page.getByRole('timer')).toBeVisible()
    return (await page.getByRole('main').innerText()).replaceAll(address, 'ADDRESS').replace(/in 0:\d\d/, '')
  }

  // Who is outside asks first: once the other's mail is here, theirs would be too.
  const refused = await pageAfterAsking(outside)
  const admitted = await mail.after(inside, async () => expect(await pageAfterAsking(inside)).toBe(refused))
  expect(admitted.text).toMatch(/^\d{4} \d{4}$/m)
  expect(await mail.count(outside)).toBe(0)
})
