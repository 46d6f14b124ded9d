import { test } from '../fixtures/test'
test('shots', async ({ as }) => {
  const megan = await as('megan')
  await megan.goto('/spaces')
  await megan.screenshot({ path: '/tmp/s-empty.png' })
  await megan.goto('/spaces/new')
  await megan.screenshot({ path: '/tmp/s-new.png', fullPage: true })
  await megan
    .getByRole('textbox', { name: 'Name' })
    .fill('Spring launch of the new savings account, with everybody who has a part in it')
  await megan
    .getByRole('textbox', { name: 'Purpose' })
    .fill('Texts, pictures and numbers for the launch on March 2.\nWhat is final is called final.')
  await megan
    .getByRole('textbox', { name: 'Invite by email' })
    .fill('nicole.baker.with.a.long.name@contoso-marketing.example, omar@fabrikam.example, priya@woodgrove.example')
  await megan.getByRole('button', { name: 'Create space' }).click()
  await megan.waitForURL(/spaces\/[0-9a-f-]{36}/)
  await megan.screenshot({ path: '/tmp/s-nothing.png', fullPage: true })
  for (const title of [
    'Goals and dates',
    'A very long title of a page that goes on and on about everything that may come in it, from A to Z',
    'Minutes',
  ]) {
    await megan.getByRole('button', { name: 'New page' }).click()
    await megan.getByRole('textbox', { name: 'Title' }).fill(title)
    await megan.getByRole('textbox', { name: 'Text' }).fill('Text')
    if (title === 'Minutes') await megan.screenshot({ path: '/tmp/s-add.png', fullPage: true })
    await megan.getByRole('button', { name: 'Add', exact: true }).click()
    await megan.waitForURL(/spaces\/[0-9a-f-]{36}$/)
  }
  for (const [name, width, colorScheme] of [
    ['wide', 1280, 'light'],
    ['dark', 1280, 'dark'],
    ['phone', 390, 'light'],
    ['phonedark', 390, 'dark'],
  ] as const) {
    await megan.setViewportSize({ width, height: 900 })
    await megan.emulateMedia({ colorScheme })
    await megan.screenshot({ path: `/tmp/s-${name}.png`, fullPage: true })
  }
  await megan.setViewportSize({ width: 1280, height: 900 })
  await megan.emulateMedia({ colorScheme: 'light' })
  await megan.goto('/spaces')
  await megan.screenshot({ path: '/tmp/s-list.png' })
  await megan.goto('/shares')
  await megan.screenshot({ path: '/tmp/s-shares.png' })
})
