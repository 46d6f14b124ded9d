import { expect, openFind, shareLinkResource, signIn, test } from '../fixtures/test'
import { addMember } from '../fixtures/writing'

test('Enter before the answer is there opens what is found once it is', async ({ as, unused }) => {
  const [megan, title] = [await as('megan'), unused('Found in a hurry@x').replace('@', ' ')]
  const path = await shareLinkResource(megan, { title, to: 'found@contoso.example' })
  await megan.goto('/shares')
  let answer = () => {}
  const pressed = new Promise<void>((resolve) => (answer = resolve))
  await megan.route('**/api/search?*', async (route) => {
    await pressed
    await route.continue()
  })
  await (await openFind(megan)).fill(title)
  await megan.keyboard.press('Enter')
  answer()
  await expect(megan).toHaveURL(new RegExp(`${path}$`))
  await expect(megan.getByRole('heading', { name: title })).toBeVisible()
})

test('a member finds what can be done: to share something, and to sign out', async ({ freshPage, unused }) => {
  const [member, address] = [await freshPage(), unused('finder@woodgrove.example')]
  await addMember(address)
  await signIn(member, address)
  await (await openFind(member)).fill('new sha')
  await member.keyboard.press('Enter')
  await expect(member.getByRole('heading', { name: 'New share' })).toBeVisible()
  await (await openFind(member)).fill('sign o')
  await member.keyboard.press('Enter')
  await expect(member.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await member.goto('/shares')
  await expect(member.getByRole('textbox', { name: 'Email' })).toBeVisible()
})
