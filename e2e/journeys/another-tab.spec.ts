import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

test('what is done in one tab the other shows once it is looked at, and Back shows what is', async ({ as, unused }) => {
  const address = unused('another.tab@contoso.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Seen in two tabs', to: address })
  const other = await megan.context().newPage()
  await other.goto(megan.url())
  const revoke = other.getByRole('button', { name: `Revoke access of ${address}` })
  await expect(revoke).toBeVisible()

  await megan.bringToFront()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: `Undo revoking access of ${address}` })).toBeVisible()
  await other.bringToFront()
  await expect(revoke).toBeHidden()

  await other.getByRole('button', { name: 'Delete Seen in two tabs' }).click()
  await other.getByRole('dialog').getByRole('button', { name: 'Delete link' }).click()
  await expect(other).toHaveURL('/shares')
  await other.goBack()
  await expect(other.getByRole('heading', { name: 'This was deleted' })).toBeVisible()
  await expect(other.getByText('You deleted it on')).toBeVisible()
  await megan.bringToFront()
  await expect(megan.getByRole('heading', { name: 'This was deleted' })).toBeVisible()
})

test('what is being written in another tab stays as it is, whatever is done in the first', async ({ as, unused }) => {
  const address = unused('written.beside@contoso.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Written beside', to: address })
  const other = await megan.context().newPage()
  await other.goto(megan.url())
  await other.getByRole('button', { name: `Change access of ${address}` }).click()
  const dialog = other.getByRole('dialog', { name: /Access of/ })
  await expect(dialog).toBeVisible()
  await megan.bringToFront()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: `Undo revoking access of ${address}` })).toBeVisible()
  await other.bringToFront()
  await expect(dialog).toBeVisible()
})

test('who held access reads how it ended, and a stranger that it is not here', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const [first, second] = [unused('held.one@contoso.example'), unused('held.two@contoso.example')]
  const megan = await as('megan')
  const letter = await mail.after(
    first,
    () => shareLinkResource(megan, { title: 'Held for a while', to: `${first}, ${second}` }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, first)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Held for a while' })).toBeVisible()
  const place = guest.url()
  await guest.getByRole('button', { name: 'Give up access' }).click()
  await expect(guest).toHaveURL('/shared-with-me')
  await guest.goBack()
  await expect(guest.getByRole('heading', { name: 'You gave this up' })).toBeVisible()

  await megan.reload()
  await megan.getByRole('button', { name: `Revoke access of ${first}` }).click()
  await expect(megan.getByRole('button', { name: `Revoke access of ${first}` })).toBeHidden()
  await guest.goto(place)
  await expect(guest.getByRole('heading', { name: 'Your access has ended' })).toBeVisible()
  await expect(guest.getByText('It was ended on')).toBeVisible()
  const priya = await as('priya')
  await priya.goto(place)
  await expect(priya.getByRole('heading', { name: 'This is not here any more, or not yours' })).toBeVisible()
})
