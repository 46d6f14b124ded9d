import { cast, expect, isInvitation, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
import { addMember } from '../fixtures/writing'

test('Adele blocks a guest, whose session ends at once, and finds it all in the trail', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('blocked@contoso.example')
  const letter = await mail.after(
    address,
    async () => shareLinkResource(await as('megan'), { title: 'Until blocked', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Until blocked' })).toBeVisible()

  const adele = await as('adele')
  await adele.goto(`/admin/people?q=${address}`)
  await adele.getByRole('button', { name: `Block ${address}` }).press('Enter')
  await expect(adele.getByRole('button', { name: `Unblock ${address}` })).toBeFocused()
  await guest.goto('/shared-with-me')
  await expect(guest.getByRole('textbox', { name: 'Email' })).toBeVisible()

  await adele.goto('/admin/audit')
  await expect(adele.getByRole('main')).toContainText(address)
  await adele.goto(`/admin/people?q=${address}`)
  await adele.getByRole('button', { name: `Unblock ${address}` }).click()
  await expect(adele.getByRole('button', { name: `Block ${address}` })).toBeVisible()
})

test('Adele narrows the trail by person, kind and time, and takes one filter away again', async ({ as }) => {
  await shareLinkResource(await as('megan'), { title: 'In the trail', to: 'trail@contoso.example' })
  const adele = await as('adele')
  await adele.goto('/admin/audit')
  await adele.getByRole('searchbox', { name: 'Person' }).fill('trail@contoso.example')
  await adele.getByText('More filters', { exact: true }).click()
  await adele.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'Access given and ended' })
  await adele.getByRole('button', { name: 'Apply filters' }).click()
  const rows = adele.getByRole('table', { name: 'Audit events' }).getByRole('row')
  await expect(rows).toHaveCount(2)
  await adele.getByLabel('To', { exact: true }).fill('2001-01-01')
  await adele.getByRole('button', { name: 'Apply filters' }).click()
  await expect(adele.getByText('No event matches')).toBeVisible()
  await adele.getByRole('link', { name: 'Remove filter To: 2001-01-01' }).click()
  await expect(rows).toHaveCount(2)
  await adele.getByRole('link', { name: 'Remove filter Kind: Access given and ended' }).click()
  await expect(adele.getByRole('cell', { name: /./ }).first()).toBeVisible()
  await expect(rows).not.toHaveCount(2)
})

test('the last administrator can neither be made a plain member nor disabled', async ({ as }) => {
  const adele = await as('adele')
  await adele.goto('/admin/people/members?q=adele')
  await expect(adele.getByRole('button', { name: /^Disable/ })).toHaveCount(0)
  await adele.getByRole('button', { name: `Make ${cast.adele.address} a plain member` }).click()
  const question = adele.getByRole('dialog', { name: /^Make .* a plain member\?$/ })
  await expect(question).toContainText('You are signed out everywhere, here too')
  await question.getByRole('button', { name: 'Make plain member' }).click()
  await expect(
    adele.getByRole('alert').filter({ hasText: 'Make another member an administrator first, and have them sign in.' }),
  ).toBeVisible()
})

test('Adele is asked before she disables a member, whose browser says at the door why it was signed out', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('leaving@woodgrove.example')
  await addMember(address)
  const member = await freshPage()
  await signIn(member, address)
  const adele = await as('adele')
  await adele.goto(`/admin/people/members?q=${address}`)
  await adele.getByRole('button', { name: `Disable ${address}` }).click()
  const question = adele.getByRole('dialog', { name: `Disable ${address}?` })
  await expect(question).toContainText('Nothing else hangs on them.')
  await question.getByRole('button', { name: 'Disable', exact: true }).click()
  await expect(adele.getByRole('button', { name: `Enable ${address}` })).toBeVisible()
  await member.goto('/shares')
  await expect(member.getByText('An administrator has disabled your account here')).toBeVisible()
})

test('Adele revokes access on a guest’s page and undoes it at the button she is on', async ({ as }) => {
  const address = 'undone@contoso.example'
  await shareLinkResource(await as('megan'), { title: 'Taken and given back', to: address })
  const adele = await as('adele')
  await adele.goto(`/admin/people?q=${address}`)
  await adele.getByRole('link', { name: address, exact: true }).click()
  await adele.getByRole('button', { name: 'Revoke access to Taken and given back' }).press('Enter')
  await expect(adele.getByRole('button', { name: 'Give back access to Taken and given back' })).toBeFocused()
  await adele.keyboard.press('Enter')
  await expect(adele.getByRole('button', { name: 'Revoke access to Taken and given back' })).toBeFocused()
})
