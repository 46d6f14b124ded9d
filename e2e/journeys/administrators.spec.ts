import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

test('Adele blocks a guest, whose session ends at once, and finds it all in the trail', async ({ as, freshPage, mail, unused }) => {
  const address = unused('blocked@contoso.example')
  const letter = await mail.after(address, async () => shareLinkResource(await as('megan'), { title: 'Until blocked', to: address }), isInvitation)
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Until blocked' })).toBeVisible()

  const adele = await as('adele')
  await adele.goto(`/admin/people?q=${address}`)
  await adele.getByRole('button', { name: `Block ${address}` }).click()
  await expect(adele.getByRole('button', { name: `Unblock ${address}` })).toBeVisible()
  await guest.goto('/shared-with-me')
  await expect(guest.getByRole('textbox', { name: 'Email' })).toBeVisible()

  await adele.goto('/admin/audit')
  await expect(adele.getByRole('main')).toContainText(address)
  await adele.goto(`/admin/people?q=${address}`)
  await adele.getByRole('button', { name: `Unblock ${address}` }).click()
  await expect(adele.getByRole('button', { name: `Block ${address}` })).toBeVisible()
})
