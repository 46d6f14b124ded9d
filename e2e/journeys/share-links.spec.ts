import type { Page } from '@playwright/test'
import { expect, proveAddress, shareLinkResource, test } from '../fixtures/test'

async function createLink(page: Page, audience: string, domains?: string) {
  await page.getByRole('radio', { name: audience }).check()
  if (domains) await page.getByRole('textbox', { name: /domains/i }).fill(domains)
  await page.getByRole('button', { name: 'Create link' }).click()
  return page.getByRole('textbox', { name: 'Share link' }).first().inputValue()
}

test('anyone with a proven address comes in by a link, and the sharer is told', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
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

test('who was let in by a link and revoked reads so by it, and asks; a stranger asks without a name once it is full', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('taken.again@northwind.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Small circle', to: '' })
  await megan.getByRole('radio', { name: 'Anyone with a proven address' }).check()
  await megan.getByRole('spinbutton', { name: 'How many people at most' }).fill('1')
  const link = await createLink(megan, 'Anyone with a proven address')
  const guest = await freshPage()
  await guest.goto(link)
  await guest.getByRole('textbox', { name: 'Email' }).fill(address)
  await proveAddress(guest, address)
  const letter = await mail.after(
    'megan@woodgrove.example',
    () => guest.getByRole('button', { name: 'Accept' }).click(),
    ({ text }) => text.includes(address),
  )
  expect(letter.subject).toContain('which is full now')

  const stranger = await freshPage()
  await stranger.goto(link)
  await expect(stranger.getByRole('heading', { name: 'This link is full' })).toBeVisible()
  const unnamed = await mail.after(
    'megan@woodgrove.example',
    () => stranger.getByRole('button', { name: 'Ask Megan Bowen to let you in' }).click(),
    ({ subject }) => subject.includes('Small circle'),
  )
  expect(unnamed.subject).toMatch(/^Somebody who holds your link asks for access/)
  await expect(stranger.getByText('Megan Bowen will be told that you ask.')).toBeVisible()

  await megan.reload()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: `Undo revoking access of ${address}` })).toBeVisible()
  await guest.goto(link)
  await expect(guest.getByRole('heading', { name: 'Your access has ended' })).toBeVisible()
  const named = await mail.after(
    'megan@woodgrove.example',
    () => guest.getByRole('button', { name: 'Ask Megan Bowen to let you in' }).click(),
    ({ subject }) => subject.includes('Small circle'),
  )
  expect(named.text).toContain(`${address}, who has proven this address`)
})
