import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, shareLinkResource, test } from '../fixtures/test'

test('Megan sees all that a guest holds from her, in one place, and takes a part of it back', async ({
  as,
  mail,
  unused,
}) => {
  const guest = unused('holds.much@contoso.example')
  const megan = await as('megan')
  for (const title of ['Price list for one guest', 'Brief for one guest'])
    await mail.after(
      guest,
      () => shareLinkResource(megan, { title, to: guest }),
      (letter) => isInvitation(letter) || letter.text.includes(title),
    )

  await megan.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'My guests' }).click()
  await expect(megan.getByRole('heading', { name: 'My guests', level: 1 })).toBeVisible()
  await megan.getByRole('searchbox', { name: 'Name or address' }).fill(guest)
  await megan.getByRole('searchbox', { name: 'Name or address' }).press('Enter')
  const row = megan.getByRole('table', { name: 'My guests' }).getByRole('row', { name: guest })
  await expect(row).toContainText('2 of yours')
  await expectAccessible(megan)
  await row.getByRole('link', { name: guest }).click()

  await expect(megan.getByRole('heading', { name: guest, level: 1 })).toBeVisible()
  const grants = megan.getByRole('table', { name: 'Grants' })
  await expect(grants.getByRole('row')).toHaveCount(3)
  await grants.getByRole('button', { name: 'Revoke access to Brief for one guest' }).click()
  await expect(grants.getByRole('row', { name: 'Brief for one guest' })).toContainText('Revoked')
  await grants.getByRole('button', { name: 'Give back access to Brief for one guest' }).click()
  await expect(grants.getByRole('row', { name: 'Brief for one guest' })).toContainText('Pending')
  await expectAccessible(megan)

  const priya = await as('priya')
  await priya.goto(megan.url())
  await expect(priya.getByText('This is not here')).toBeVisible()
})
