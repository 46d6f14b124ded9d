import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
import { addMember } from '../fixtures/writing'

test('a guest with JavaScript off redeems, finds it in the inbox, opens it, gives it up and signs out', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
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
  await expect(guest.getByText(/^until \d{1,2}:\d\d:\d\d [AP]M UTC$/)).toBeVisible()
  await guest.getByRole('button', { name: /Undo/ }).click()
  await expect(guest.getByRole('button', { name: 'Give up access to Plain reading' })).toBeVisible()
  await guest.goto('/account')
  await guest.getByRole('button', { name: 'Sign out', exact: true }).click()
  await guest.goto('/shared-with-me')
  await expect(guest.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('a guest with JavaScript off takes nothing back that the sharer has revoked since', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('plain.too.late@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareLinkResource(megan, { title: 'Given up plan', to: address }),
    isInvitation,
  )
  const guest = await freshPage({ javaScriptEnabled: false })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Given up plan' })).toBeVisible()
  await guest.getByRole('button', { name: 'Give up access' }).click()
  await expect(guest.getByRole('button', { name: 'Undo giving up Given up plan' })).toBeVisible()

  const row = megan.getByRole('table', { name: 'People' }).getByRole('row', { name: address })
  await row.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(row).toBeHidden()
  await guest.getByRole('button', { name: 'Undo giving up Given up plan' }).click()
  await expect(guest.getByRole('alert')).toContainText('too late to take this back')
})

test('a member with JavaScript off revokes, reads until when that can be undone, and undoes it', async ({
  freshPage,
  unused,
}) => {
  const address = unused('plain.revoked@contoso.example')
  const [lee, member] = [await freshPage({ javaScriptEnabled: false }), unused('plain.revoker@woodgrove.example')]
  await addMember(member)
  await signIn(lee, member)
  await lee.goto('/shares/new?kind=link')
  await lee.getByRole('textbox', { name: 'Web address' }).fill('https://intranet.woodgrove.example/plan')
  await lee.getByRole('textbox', { name: 'Title' }).fill('Plain plan')
  await lee.getByRole('textbox', { name: 'Invite by email' }).fill(address)
  await lee.getByRole('button', { name: 'Share', exact: true }).click()
  await lee.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(lee.getByText(/^until \d{1,2}:\d\d:\d\d [AP]M UTC$/)).toBeVisible()
  await lee.getByRole('button', { name: `Undo revoking access of ${address}` }).click()
  await expect(lee.getByRole('button', { name: `Revoke access of ${address}` })).toBeVisible()
})

test('a member with JavaScript off signs in and sees what they share', async ({ freshPage }) => {
  const lee = await freshPage({ javaScriptEnabled: false })
  await signIn(lee, 'lee@woodgrove.example')
  await expect(lee.getByRole('link', { name: 'New share' }).first()).toBeVisible()
})
