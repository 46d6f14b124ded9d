import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { pdf } from '../../prisma/demo/pdf'
import { askForTerms } from '../fixtures/database'
import { cast, expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

const idIn = (path: string) => path.split('/').at(-1)!

/** Fills in one language of a document. */
async function writeText(
  page: Page,
  place: number,
  { language, title, markdown }: { language: string; title: string; markdown: string },
) {
  const text = page.getByRole('group', {
    name: place === 1 ? 'Text' : `Text in another language (${place})`,
    exact: true,
  })
  await text.getByRole('textbox', { name: 'Language' }).fill(language)
  await text.getByRole('textbox', { name: 'Title' }).fill(title)
  await text.getByRole('textbox', { name: 'Markdown' }).fill(markdown)
}

/** Sets up a document in English and, where asked, in German. Resolves to the path of its page. */
async function setUpTerms(page: Page, name: string, german = false) {
  await page.goto('/admin/terms')
  await page.getByRole('link', { name: 'New document' }).first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await writeText(page, 1, {
    language: 'en',
    title: 'House rules',
    markdown: 'Tell nobody.\n\n<script>alert(1)</script>',
  })
  if (german) {
    await page.getByRole('button', { name: 'Add a language' }).click()
    await writeText(page, 2, { language: 'de', title: 'Hausordnung', markdown: 'Sagen Sie es niemandem.' })
  }
  await page.getByRole('button', { name: 'Save document' }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
  return new URL(page.url()).pathname
}

test('a guest accepts terms in their language at the first opening, and a new version at the next request', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('terms@contoso.example')
  const adele = await as('adele')
  const terms = await setUpTerms(adele, unused('Rules@all').replace('@', ' for '), true)
  const megan = await as('megan')
  let share = ''
  const letter = await mail.after(
    address,
    async () => (share = await shareLinkResource(megan, { title: 'Behind terms', to: address })),
    isInvitation,
  )
  await askForTerms(idIn(terms), idIn(share))

  const guest = await freshPage({ locale: 'de-AT' })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Hausordnung' })).toBeVisible()
  await expect(guest.getByText('Sagen Sie es niemandem.')).toBeVisible()
  await guest.getByRole('link', { name: 'English' }).click()
  await expect(guest.getByRole('heading', { name: 'House rules' })).toBeVisible()
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByRole('heading', { name: 'The privacy statement of Woodgrove Bank' })).toBeVisible()
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()

  await adele.goto(`${terms}?q=${encodeURIComponent(address)}`)
  await expect(adele.getByRole('row', { name: address })).toContainText('Accepted')
  const [download] = await Promise.all([
    adele.waitForEvent('download'),
    adele.getByRole('link', { name: 'Download CSV', exact: true }).click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toContain(`,${address},contoso.example,Guest,Accepted,`)
  await adele.getByRole('link', { name: address, exact: true }).click()
  await expect(adele.getByRole('table', { name: 'Terms of use' })).toContainText('Accepted')

  await adele.goto(`${terms}/new-version`)
  await adele.getByRole('checkbox', { name: 'Ask everybody again' }).check()
  await adele.getByRole('button', { name: 'Put version 2 in force' }).click()
  await expect(adele.getByRole('textbox', { name: 'What is new' })).toHaveAccessibleDescription(/what is new/)
  await adele.getByRole('textbox', { name: 'What is new' }).fill('Not even your colleagues.')
  await writeText(adele, 1, { language: 'en', title: 'House rules', markdown: 'Tell nobody at all.' })
  await adele.getByRole('button', { name: 'Put version 2 in force' }).click()
  await expect(adele.getByRole('row', { name: /Version 2/ })).toContainText('Everybody')

  await guest.reload()
  await expect(guest.getByText('This is a new version.')).toBeVisible()
  await expect(guest.getByText('Not even your colleagues.')).toBeVisible()
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
})

test('a guest with JavaScript off declines, is out and leaves the sharer a letter, and comes back to accept', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('declines@contoso.example')
  const terms = await setUpTerms(await as('adele'), unused('Rules@declined').replace('@', ' to be '))
  let share = ''
  const letter = await mail.after(
    address,
    async () => (share = await shareLinkResource(await as('megan'), { title: 'Not like this', to: address })),
    isInvitation,
  )
  await askForTerms(idIn(terms), idIn(share))
  const guest = await freshPage({ javaScriptEnabled: false })
  const arrive = async () => {
    await guest.goto(linkIn(letter))
    await proveAddress(guest, address)
    await expect(guest.getByRole('heading', { name: 'House rules' })).toBeVisible()
  }
  await arrive()
  const told = await mail.after(
    cast.megan.address,
    () => guest.getByRole('button', { name: 'Decline', exact: true }).click(),
    ({ subject }) => subject.startsWith(address),
  )
  expect(told.text).toContain('“Not like this” opens, and declined')
  await expect(guest.getByRole('heading', { name: 'You declined, and you are signed out' })).toBeVisible()
  await guest.goto(share.replace('/shares/', '/shared-with-me/'))
  await expect(guest.getByRole('textbox', { name: 'Email' })).toBeVisible()

  await arrive()
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByRole('heading', { name: 'The privacy statement of Woodgrove Bank' })).toBeVisible()
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
})

test('a PDF is shown in the page that asks for it; an empty one, or none, is not taken', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('reads@contoso.example')
  const adele = await as('adele')
  await adele.goto('/admin/terms/new')
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill(unused('Rules@paper').replace('@', ' on '))
  await adele.getByRole('textbox', { name: 'Title' }).fill('On paper')
  await adele.getByRole('radio', { name: 'PDF' }).check()
  const choose = async (buffer: Buffer) => {
    await adele
      .getByRole('button', { name: 'PDF', exact: true })
      .setInputFiles({ name: 'rules.pdf', mimeType: 'application/pdf', buffer })
    await expect(adele.getByText('rules.pdf')).toBeVisible()
    await adele.getByRole('button', { name: 'Save document' }).click()
  }
  for (const [bytes, problem] of [
    [Buffer.alloc(0), /empty: it has 0 bytes/],
    [Buffer.from('PK rules'), /not a PDF/],
  ] as const) {
    await choose(bytes)
    await expect(adele.getByRole('button', { name: 'PDF', exact: true })).toHaveAccessibleDescription(problem)
  }
  await choose(pdf('House rules', ['Tell nobody.']))
  await expect(adele.getByRole('table', { name: 'Versions' })).toContainText('On paper')
  const terms = new URL(adele.url()).pathname

  let share = ''
  const letter = await mail.after(
    address,
    async () => (share = await shareLinkResource(await as('megan'), { title: 'Behind paper', to: address })),
    isInvitation,
  )
  await askForTerms(idIn(terms), idIn(share))
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  const bytes = await guest.getByTitle('On paper').getAttribute('src')
  const answer = await guest.request.get(bytes!)
  expect(answer.headers()).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^inline/),
    'x-frame-options': 'SAMEORIGIN',
  })
  expect((await answer.body()).subarray(0, 5).toString()).toBe('%PDF-')
  expect((await (await as('megan')).request.get(bytes!)).status()).toBe(404)
  await guest.getByRole('button', { name: 'Accept', exact: true }).click()
  await expect(guest.getByText('Behind paper')).toBeVisible()
})

test('somebody who comes by a share link and declines is nobody here again', async ({ as, freshPage, unused }) => {
  const address = unused('passer@northwind.example')
  const adele = await as('adele')
  const terms = await setUpTerms(adele, unused('Rules@passers').replace('@', ' for '))
  const megan = await as('megan')
  const share = await shareLinkResource(megan, { title: 'By link', to: '' })
  await megan.getByRole('radio', { name: 'Anyone with a proven address' }).check()
  await megan.getByRole('button', { name: 'Create link' }).click()
  const link = await megan.getByRole('textbox', { name: 'Share link' }).first().inputValue()
  await askForTerms(idIn(terms), idIn(share))
  const passer = await freshPage()
  await passer.goto(link)
  await passer.getByRole('textbox', { name: 'Email' }).fill(address)
  await proveAddress(passer, address)
  await passer.getByRole('button', { name: 'Decline', exact: true }).click()
  await expect(passer.getByRole('heading', { name: 'You declined, and you are signed out' })).toBeVisible()
  await adele.goto(`/admin/people?q=${encodeURIComponent(address)}`)
  await expect(adele.getByText('No guests match')).toBeVisible()
})
