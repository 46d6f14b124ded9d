import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'

test('a guest with JavaScript off redeems, finds it in the inbox, opens it, gives it up and signs out', async ({ as, freshPage, mail }) => {
  const address = 'plain@contoso.example'
  const letter = await mail.after(
    address,
    async () => shareLinkResource(await as('megan'), { title: 'Plain reading', to: address }),
    isInvitation,
  )
  const guest = await freshPage({ javaScriptEnabled: false })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Plain reading' })).toBeVisible()

  await guest.goto('/shared-with-me')
  await guest.getByRole('link', { name: 'Plain reading', exact: true }).click()
  await expect(guest.getByRole('heading', { name: 'Plain reading' })).toBeVisible()
  await guest.goto('/account')
  await guest.getByRole('button', { name: 'Sign out', exact: true }).click()
  await guest.goto('/shared-with-me')
  await expect(guest.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('a member with JavaScript off signs in and sees what they share', async ({ freshPage }) => {
  const lee = await freshPage({ javaScriptEnabled: false })
  await signIn(lee, 'lee@woodgrove.example')
  await expect(lee.getByRole('link', { name: 'New share' }).first()).toBeVisible()
})
