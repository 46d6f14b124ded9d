import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'

test('a guest with JavaScript off redeems, finds it in the inbox, opens it, gives it up and signs out', async ({ as, freshPage, mail, unused }) => {
  const address = unused('plain@contoso.example')
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
  const leads = await guest.getByRole('link', { name: 'Open', exact: true }).getAttribute('href')
  const opened = await guest.request.get(leads!, { maxRedirects: 0 })
  expect(opened.headers().location).toBe('https://intranet.woodgrove.example/plan')

  await guest.goto('/shared-with-me')
  await guest.getByRole('button', { name: 'Give up access to Plain reading' }).click()
  await guest.getByRole('button', { name: /Undo/ }).click()
  await expect(guest.getByRole('button', { name: 'Give up access to Plain reading' })).toBeVisible()
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
