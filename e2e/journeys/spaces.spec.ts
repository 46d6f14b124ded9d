import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, linkIn, proveAddress, test } from '../fixtures/test'

type NewSpace = { name: string; to?: string; role?: string }

/** Creates a space; resolves to its path. */
async function createSpace(page: Page, { name, to = '', role = 'Can view' }: NewSpace) {
  await page.goto('/spaces')
  await page.getByRole('link', { name: 'New space' }).first().click()
  await expect(page.getByRole('heading', { name: 'New space', level: 1 })).toBeVisible()
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Purpose' }).fill('All that we agree on')
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('combobox', { name: 'Role' }).selectOption(role)
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

async function addPage(page: Page, { title, text }: { title: string; text: string }) {
  await page.getByRole('button', { name: 'New page' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await page.getByRole('textbox', { name: 'Text' }).fill(text)
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await expect(page.getByRole('table', { name: 'Contents' }).getByRole('link', { name: title })).toBeVisible()
}

/** Accepts an invitation in a new browser. */
async function accept(page: Page, letter: Parameters<typeof linkIn>[0], address: string) {
  await page.goto(linkIn(letter))
  await proveAddress(page, address)
  await page.getByRole('button', { name: 'Accept' }).click()
}

test('a space for two firms: Nicole adds to it, Omar reads, neither meets the other, and who leaves opens nothing of it', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const [nicole, omar] = [unused('nicole.space@contoso.example'), unused('omar.space@fabrikam.example')]
  const megan = await as('megan')
  let path = ''
  const invited = await mail.after(
    nicole,
    async () => (path = await createSpace(megan, { name: 'Spring launch', to: nicole, role: 'Can contribute' })),
    isInvitation,
  )
  await expect(megan.getByText('There is nothing in this space yet.')).toBeVisible()
  await addPage(megan, { title: 'Goals', text: '# What we want' })
  await expectAccessible(megan)

  const contributor = await freshPage()
  await accept(contributor, invited, nicole)
  await expect(contributor.getByRole('heading', { name: 'Spring launch', level: 1 })).toBeVisible()
  await expect(contributor.getByText('All that we agree on')).toBeVisible()
  await expect(contributor.getByRole('table', { name: 'People' })).toBeHidden()
  await contributor.getByRole('link', { name: 'Goals' }).click()
  await expect(contributor.getByRole('heading', { name: 'What we want' })).toBeVisible()
  await contributor.getByRole('link', { name: 'Spring launch' }).first().click()
  await addPage(contributor, { title: 'Plan of Nicole', text: 'Step one' })
  await contributor.getByRole('button', { name: 'Add files' }).click()
  await contributor
    .getByRole('button', { name: 'Files', exact: true })
    .setInputFiles({ name: 'budget.csv', mimeType: 'text/csv', buffer: Buffer.from('a,b\n1,2\n') })
  await expect(contributor.getByText('1 file is in the space.')).toBeVisible()
  await contributor.getByRole('link', { name: 'Back to the space' }).click()
  await expect(contributor.getByRole('link', { name: 'budget.csv' })).toBeVisible()
  await expectAccessible(contributor)
  const downloading = contributor.waitForEvent('download')
  await contributor.getByRole('link', { name: 'Download all' }).click()
  const zip = await downloading
  expect(zip.suggestedFilename()).toBe('Spring launch.zip')
  const kept = await readFile(await zip.path(), 'latin1')
  for (const text of ['Goals.md', '# What we want', 'Plan of Nicole.md', 'Step one', 'budget.csv', 'a,b\n1,2\n'])
    expect(kept).toContain(text)

  await megan.goto(path)
  await megan.getByRole('button', { name: 'Add people' }).click()
  const dialog = megan.getByRole('dialog', { name: 'Add people' })
  const second = await mail.after(
    omar,
    async () => {
      await dialog.getByRole('textbox', { name: 'Invite by email' }).fill(omar)
      await dialog.getByRole('button', { name: 'Add people' }).click()
      await expect(dialog.getByText('has an invitation in the mail.')).toBeVisible()
    },
    isInvitation,
  )
  const reader = await freshPage()
  await accept(reader, second, omar)
  const contents = reader.getByRole('table', { name: 'Contents' })
  await expect(reader.getByRole('link', { name: 'Download all' })).toBeHidden()
  await expect(contents.getByRole('rowheader').getByRole('link')).toHaveText(['budget.csv', 'Plan of Nicole', 'Goals'])
  await expect(reader.getByRole('button', { name: 'New page' })).toBeHidden()
  expect(await reader.content()).not.toContain('contoso')
  await contents.getByRole('link', { name: 'Plan of Nicole' }).click()
  await expect(reader.getByText('Step one')).toBeVisible()
  expect(await reader.content()).not.toContain('contoso')
  expect((await reader.goto(`${path}/new`))?.status()).toBe(404)

  await megan.goto(path)
  const people = megan.getByRole('table', { name: 'People' })
  await expect(people.getByRole('row', { name: nicole })).toContainText('Can contribute')
  await people.getByRole('button', { name: `Revoke access of ${omar}` }).click()
  await expect(people.getByRole('button', { name: `Undo`, exact: false }).first()).toBeVisible()
  expect((await reader.goto(path))?.status()).toBe(404)
  await contributor.goto('/shared-with-me')
  await expect(contributor.getByRole('link', { name: 'Spring launch' })).toHaveAttribute('href', path)
})

test('what is in a space is found, sorted and managed there, and goes with it', async ({ as }) => {
  const megan = await as('megan')
  const path = await createSpace(megan, { name: 'Office move' })
  await addPage(megan, { title: 'Floor plan', text: 'Third floor' })
  await addPage(megan, { title: 'Attic', text: 'Nothing' })
  const contents = megan.getByRole('table', { name: 'Contents' })
  await contents.getByRole('link', { name: 'Title' }).click()
  await expect(contents.getByRole('rowheader').getByRole('link')).toHaveText(['Attic', 'Floor plan'])
  await megan.getByRole('searchbox', { name: 'Search in this space' }).fill('floor')
  await megan.getByRole('searchbox', { name: 'Search in this space' }).press('Enter')
  await expect(contents.getByRole('rowheader').getByRole('link')).toHaveText(['Floor plan'])
  await contents.getByRole('button', { name: 'More about Floor plan' }).click()
  await contents.getByRole('link', { name: 'Who can open it' }).click()
  await expect(megan.getByText('1 person there can open it')).toBeVisible()
  await expect(megan.getByText('Nobody holds it by itself.')).toBeVisible()

  await megan.goto('/shares')
  await megan.getByRole('link', { name: 'Office move' }).click()
  await megan.getByRole('button', { name: 'Delete Office move' }).click()
  await expect(megan.getByText('2 things in it go with it.')).toBeVisible()
  await megan.getByRole('button', { name: 'Delete space' }).click()
  await megan.waitForURL('**/spaces')
  expect((await megan.goto(path))?.status()).toBe(404)
})

test('what was deleted is restored from the trash, with who opens it again named first, or deleted for good', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.trash@contoso.example')
  const megan = await as('megan')
  let path = ''
  const letter = await mail.after(
    nicole,
    async () => (path = await createSpace(megan, { name: 'Merger', to: nicole })),
    isInvitation,
  )
  await addPage(megan, { title: 'Draft', text: 'A first draft' })
  await addPage(megan, { title: 'Figures', text: 'All in all' })
  const guest = await freshPage()
  await accept(guest, letter, nicole)
  const rows = guest.getByRole('table', { name: 'Contents' }).getByRole('rowheader').getByRole('link')
  await expect(rows).toHaveText(['Figures', 'Draft'])

  const remove = async (title: string, kind: string) => {
    await megan.getByRole('button', { name: `Delete ${title}` }).click()
    await expect(megan.getByText('it can be restored for 30 days')).toBeVisible()
    await megan.getByRole('button', { name: `Delete ${kind}` }).click()
  }
  await megan.getByRole('button', { name: 'More about Draft' }).click()
  await megan.getByRole('button', { name: 'Delete Draft' }).click()
  const deleting = megan.getByRole('dialog', { name: 'Delete “Draft”?' })
  await expect(deleting).toContainText('it can be restored for 30 days')
  await deleting.getByRole('button', { name: 'Delete', exact: true }).click()
  await expect(megan.getByRole('link', { name: 'Draft' })).toBeHidden()
  await guest.reload()
  await expect(rows).toHaveText(['Figures'])

  await megan.getByRole('link', { name: 'Links and history' }).click()
  await remove('Merger', 'space')
  await megan.waitForURL('**/spaces')
  expect((await guest.goto(path))?.status()).toBe(404)
  await megan.goto('/shares/trash')
  await expectAccessible(megan)
  const trash = megan.getByRole('table', { name: 'Trash' })
  await trash.getByRole('button', { name: 'Restore Merger' }).click()
  const question = megan.getByRole('dialog', { name: 'Restore “Merger”?' })
  await expect(question).toContainText(nicole)
  await expect(question).toContainText('1 thing that was in it comes back with it.')
  await question.getByRole('button', { name: 'Restore space' }).click()
  await expect(trash.getByRole('button', { name: 'Restore Merger' })).toBeHidden()
  await guest.goto(path)
  await expect(rows).toHaveText(['Figures'])

  await megan.goto(`${path}/trash`)
  await expect(megan.getByRole('heading', { name: 'Trash', level: 1 })).toBeVisible()
  await trash.getByRole('button', { name: 'Delete Draft for good' }).click()
  await megan.getByRole('button', { name: 'Delete for good', exact: true }).last().click()
  await expect(megan.getByText('The trash is empty.')).toBeVisible()
  expect((await guest.goto(`${path}/trash`))?.status()).toBe(404)
})

test('the last who manages a space can’t leave it, and keeps what was chosen', async ({ as }) => {
  const megan = await as('megan')
  await createSpace(megan, { name: 'One manager' })
  const people = megan.getByRole('table', { name: 'People' })
  await people.getByRole('button', { name: 'Revoke access of megan@woodgrove.example' }).click()
  await expect(megan.getByText('A space needs somebody who manages it.')).toBeVisible()
  await expect(people.getByText('Can manage', { exact: false }).first()).toBeVisible()
})

test('on a phone without JavaScript a guest opens a space, and adds to it', async ({ as, freshPage, mail, unused }) => {
  const guest = unused('phone.space@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    guest,
    () => createSpace(megan, { name: 'On the way', to: guest, role: 'Can contribute' }).then(() => {}),
    isInvitation,
  )
  const page = await freshPage({ javaScriptEnabled: false, viewport: { width: 390, height: 844 } })
  await accept(page, letter, guest)
  await expect(page.getByRole('heading', { name: 'On the way', level: 1 })).toBeVisible()
  await page.getByRole('button', { name: 'New page' }).click()
  await page.getByRole('textbox', { name: 'Title' }).fill('From the train')
  await page.getByRole('textbox', { name: 'Text' }).fill('Soon there')
  await page.getByRole('button', { name: 'Add', exact: true }).click()
  await page.getByRole('link', { name: 'From the train' }).click()
  await expect(page.getByText('Soon there')).toBeVisible()
})

test('what is shared already is put into a space, where it opens for everybody, and taken out again', async ({
  as,
}) => {
  const [megan, priya] = [await as('megan'), await as('priya')]
  const path = await createSpace(megan, { name: 'Year end', to: 'priya@woodgrove.example' })
  await megan.goto('/shares/new?kind=page')
  await megan.getByRole('textbox', { name: 'Title' }).fill('Balance')
  await megan.getByRole('textbox', { name: 'Text' }).fill('Black figures')
  await megan.getByRole('button', { name: 'Share', exact: true }).click()
  await megan.waitForURL(/\/shares\/[0-9a-f-]{36}$/)
  const share = new URL(megan.url()).pathname
  const reading = share.replace('/shares/', '/shared-with-me/')
  expect((await priya.goto(reading))?.status()).toBe(404)

  const space = megan.getByRole('combobox', { name: 'Space', exact: true })
  await expect(space.getByRole('option', { name: 'Year end' })).toHaveText(/Year end.*\(2 people\)/)
  await space.selectOption({ label: await space.getByRole('option', { name: 'Year end' }).innerText() })
  await megan.getByRole('button', { name: 'Put into the space' }).click()
  await expect(megan.getByText('2 people there can open it')).toBeVisible()
  await priya.goto(path)
  await priya.getByRole('table', { name: 'Contents' }).getByRole('link', { name: 'Balance' }).click()
  await expect(priya.getByText('Black figures')).toBeVisible()

  await megan.getByRole('button', { name: 'Take Balance out of the space' }).click()
  await megan.getByRole('button', { name: 'Take out of the space' }).click()
  await expect(megan.getByText('there can open it')).toBeHidden()
  await expect(megan.getByText('You took it out of the space', { exact: false })).toBeVisible()
  expect((await priya.goto(reading))?.status()).toBe(404)
})

test('a space ends for its guests on a day, comes back when that is moved, and is kept in the archive', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.ending@contoso.example')
  const megan = await as('megan')
  let path = ''
  const letter = await mail.after(
    nicole,
    async () => (path = await createSpace(megan, { name: 'Autumn campaign', to: nicole, role: 'Can contribute' })),
    isInvitation,
  )
  await addPage(megan, { title: 'Results', text: '# Up by half' })
  const guest = await freshPage()
  await accept(guest, letter, nicole)
  await expect(guest.getByRole('region', { name: 'Who is here' })).toContainText(/Megan Bowen\s*manages it/)

  await megan.getByRole('checkbox', { name: 'Guests see each other' }).check()
  await megan.getByRole('form', { name: 'Guests' }).getByRole('button', { name: 'Save' }).click()
  await expect(megan.getByText('Guests see each other from now on.')).toBeVisible()
  await megan.getByRole('link', { name: 'Settings' }).last().click()
  await expect(megan.getByRole('heading', { name: 'Settings', level: 1 })).toBeVisible()
  await expectAccessible(megan)
  const day = megan.getByLabel('Last day for guests')
  const end = megan.getByRole('form', { name: 'End for guests' })
  await day.fill('2020-01-31')
  await end.getByRole('button', { name: 'Save' }).click()
  await expect(day).toHaveAccessibleDescription(/This day is over\. Choose one to come\./)
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  await day.fill(tomorrow)
  await end.getByRole('button', { name: 'Save' }).click()
  await expect(megan.getByText('Whoever this cuts off comes back when you move the day.')).toBeVisible()
  await guest.goto('/shared-with-me')
  await expect(guest.getByText(/Can contribute · ends /)).toBeVisible()

  await megan.getByRole('button', { name: 'Archive Autumn campaign' }).click()
  const dialog = megan.getByRole('dialog', { name: 'Archive this space?' })
  await dialog.getByRole('button', { name: 'Archive space' }).click()
  await expect(megan.getByText('nobody can add to it or change anything')).toBeVisible()
  await guest.goto(path)
  await expect(guest.getByText('it can be read, and nothing in it can be changed')).toBeVisible()
  await expect(guest.getByRole('button', { name: 'New page' })).toBeHidden()
  expect((await guest.goto(`${path}/new`))?.status()).toBe(404)
  await guest.goto(path)
  await guest.getByRole('link', { name: 'Results' }).click()
  await expect(guest.getByRole('heading', { name: 'Up by half' })).toBeVisible()
  expect((await guest.goto(`${path}/settings`))?.status()).toBe(404)
  await megan.getByRole('button', { name: 'Open for work again' }).click()
  await expect(megan.getByRole('button', { name: 'Archive Autumn campaign' })).toBeVisible()
  await guest.goto(path)
  await expect(guest.getByRole('button', { name: 'New page' })).toBeVisible()
})
