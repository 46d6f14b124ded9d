import { readFile } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { endStage } from '../fixtures/database'
import { cast, expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

const named = /^One guest: /

/** Somebody outside who has accepted an invitation of Megan's. */
async function shareWith(
  as: (name: 'megan') => Promise<Page>,
  after: (
    address: string,
    doing: () => Promise<unknown>,
    wanted: typeof isInvitation,
  ) => Promise<Parameters<typeof linkIn>[0]>,
  title: string,
  address: string,
) {
  return after(address, async () => shareLinkResource(await as('megan'), { title, to: address }), isInvitation)
}

/** Fills in a review of one guest and starts it. */
async function startReview(page: Page, { name, guest, byItself }: { name: string; guest: string; byItself: boolean }) {
  await page.goto('/admin/reviews')
  await page.getByRole('link', { name: 'New review', exact: true }).click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('radio', { name: 'Chosen guests', exact: true }).check()
  await page.getByRole('textbox', { name: 'Guests', exact: true }).fill(guest)
  await page
    .getByRole('group', { name: 'Reviewers', exact: true })
    .getByRole('radio', { name: 'Sharers', exact: true })
    .check()
  await page.getByLabel('Repeats', { exact: true }).selectOption({ label: 'Once' })
  await page.getByLabel('Days to answer', { exact: true }).fill('7')
  await page.getByLabel('If nobody answers', { exact: true }).selectOption({ label: 'Remove access' })
  await page.getByRole('checkbox', { name: 'Apply results by itself', exact: true }).setChecked(byItself)
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText('All of 1 item would be removed')
  await page.getByRole('button', { name: 'Start review', exact: true }).click()
  await expect(page.getByRole('heading', { name })).toBeVisible()
}

/** Follows a link among the results. Their menu may still stand open, and be about to close. */
async function follow(page: Page, link: string) {
  const wanted = page.getByRole('link', { name: link, exact: true })
  if (!(await wanted.isVisible())) await page.getByRole('button', { name: 'Results', exact: true }).click()
  await wanted.click({ timeout: 5000 })
}

/** What a link among the results downloads, as text. */
async function downloadBy(page: Page, link: string) {
  let text = ''
  await expect(async () => {
    const [download] = await Promise.all([page.waitForEvent('download', { timeout: 10_000 }), follow(page, link)])
    text = await readFile(await download.path(), 'utf8')
  }).toPass()
  return text
}

/** Reloads until the worker has begun the round, and opens it. */
async function openRound(page: Page) {
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole('row', { name: /Round 1/ })).toContainText('In progress', { timeout: 1000 })
  }).toPass()
  await page.getByRole('link', { name: /^Round 1/ }).click()
  await expect(page.getByRole('heading', { name: /^Round 1/ })).toBeVisible()
}

test('Adele sets up a review by hand, looks at it, stops it and applies the results; the guest loses what nobody kept', async ({
  as,
  freshPage,
  mail,
}) => {
  const guest = 'reviewed@contoso.example'
  const letter = await shareWith(as, mail.after, 'To be reviewed', guest)
  const adele = await as('adele')
  await mail.after(
    cast.megan.address,
    () => startReview(adele, { name: 'One guest', guest, byItself: false }),
    ({ subject }) => named.test(subject),
  )
  await openRound(adele)
  await expect(adele.getByRole('table', { name: 'Items' })).toContainText(guest)
  await adele.getByRole('button', { name: 'Results', exact: true }).press('ArrowDown')
  await expect(adele.getByRole('link', { name: 'Download CSV', exact: true })).toBeFocused()
  await expect(adele.getByRole('link', { name: 'Download CSV', exact: true })).toHaveAttribute(
    'href',
    /\/admin\/reviews\/rounds\/[0-9a-f-]{36}\/results\.csv$/,
  )
  const round = adele.url()

  await adele.getByRole('link', { name: 'Reviewers', exact: true }).click()
  await expect(adele.getByRole('row', { name: /Megan Bowen/ })).toContainText('0 of 1')
  await adele.getByRole('link', { name: 'Mails', exact: true }).click()
  await expect(adele.getByRole('row', { name: /Megan Bowen/ })).toContainText('That the review began')

  await adele.goto(round)
  await adele.getByRole('button', { name: 'Stop now', exact: true }).click()
  await adele.getByRole('button', { name: 'Stop round' }).click()
  await expect(adele.getByRole('button', { name: 'Stop now', exact: true })).toBeHidden()
  await adele.getByRole('button', { name: 'Apply results', exact: true }).click()
  await expect(adele.getByRole('button', { name: 'Apply results', exact: true })).toBeHidden()
  await expect(async () => {
    await adele.goto(round)
    await expect(adele.getByRole('row', { name: guest })).toContainText('Removed', { timeout: 1000 })
  }).toPass()
  await adele.getByRole('link', { name: 'History', exact: true }).click()
  await expect(adele.getByRole('table', { name: 'What happened' })).toContainText('had the results of round 1')

  await adele.goto(round)
  expect(await downloadBy(adele, 'Download CSV')).toMatch(
    /One guest,1,[^,]*,reviewed@contoso\.example,.*Not reviewed,Removed,/,
  )
  expect(JSON.parse(await downloadBy(adele, 'Download JSON'))).toMatchObject({
    round: { status: 'applied' },
    counts: { removed: 1 },
    items: [{ result: 'applied' }],
  })
  await expect(() => follow(adele, 'Print report')).toPass()
  await expect(adele.getByRole('heading', { name: 'Access review: One guest' })).toBeVisible()
  await expect(adele.getByRole('table', { name: 'Items' })).toContainText('To be reviewed')
  await adele.getByRole('link', { name: 'Back to the round' }).click()
  await adele.getByRole('row', { name: guest }).getByRole('link', { name: guest }).click()
  await expect(adele.getByRole('region', { name: 'Reviews' })).toContainText('Removed')

  const visitor = await freshPage()
  await visitor.goto(linkIn(letter))
  await expect(visitor.getByRole('button', { name: 'Accept' })).toBeHidden()
})

test('a template fills the form in, errors stand at their fields, and two who edit at once are told', async ({
  as,
  mail,
}) => {
  const guest = 'templated@contoso.example'
  await shareWith(as, mail.after, 'For a template', guest)
  const adele = await as('adele')
  await adele.goto('/admin/reviews/new?template=quarterly')
  await expect(adele.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('All guests every quarter')
  await expect(adele.getByLabel('Repeats', { exact: true })).toHaveValue('quarterly')
  await adele.getByLabel('Repeats', { exact: true }).selectOption({ label: 'Weekly' })
  await adele.getByLabel('Days to answer', { exact: true }).fill('14')
  await adele.getByRole('button', { name: 'Start review', exact: true }).click()
  await expect(adele.getByRole('spinbutton', { name: 'Days to answer', exact: true })).toHaveAccessibleDescription(
    /A weekly round can take 7 days at most/,
  )
  await adele.getByLabel('Days to answer', { exact: true }).fill('7')
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill('Each week')
  await adele.getByRole('radio', { name: 'Chosen guests', exact: true }).check()
  await adele.getByRole('textbox', { name: 'Guests', exact: true }).fill(`${guest}\nnobody@contoso.example`)
  await adele.getByRole('button', { name: 'Start review', exact: true }).click()
  await expect(adele.getByRole('textbox', { name: 'Guests', exact: true })).toHaveAccessibleDescription(
    /nobody@contoso\.example is no guest here/,
  )
  await adele.getByRole('textbox', { name: 'Guests', exact: true }).fill(guest)
  await adele.getByRole('button', { name: 'Start review', exact: true }).click()
  await expect(adele.getByRole('heading', { name: 'Each week' })).toBeVisible()

  await adele.getByRole('link', { name: 'Edit', exact: true }).click()
  await expect(adele.getByRole('textbox', { name: 'Guests', exact: true })).toHaveValue(guest)
  const other = await as('adele')
  await other.goto(adele.url())
  await other.getByRole('textbox', { name: 'Name', exact: true }).fill('Each week, as the other says')
  await other.getByRole('button', { name: 'Save changes' }).click()
  await expect(other.getByRole('heading', { name: 'Each week, as the other says' })).toBeVisible()
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill('Each week, as I say')
  await adele.getByRole('button', { name: 'Save changes' }).click()
  await expect(adele.getByRole('alert').filter({ hasText: `${cast.adele.address} changed this review` })).toBeVisible()
  await expect(adele.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Each week, as I say')
})

test('an answer that comes while somebody types on leaves the focus, and so the words, where they are', async ({
  as,
}) => {
  const adele = await as('adele')
  await adele.goto('/admin/reviews/new')
  const name = adele.getByRole('textbox', { name: 'Name', exact: true })
  await expect(adele.getByRole('region', { name: 'Preview' })).toContainText('As things are now.')
  let answer = () => {}
  const typed = new Promise<void>((resolve) => (answer = resolve))
  await adele.route('**/admin/reviews/new', async (route) => {
    if (route.request().method() === 'POST') await typed
    await route.fallback()
  })
  await name.fill('Each')
  const days = adele.getByRole('spinbutton', { name: 'Days to answer', exact: true })
  await days.fill('0')
  await adele.getByRole('button', { name: 'Start review', exact: true }).click()
  await name.press('End')
  await adele.keyboard.type(' ')
  answer()
  await expect(days).toHaveAccessibleDescription(/Enter a whole number from 1/)
  await adele.keyboard.type('month')
  await expect(name).toHaveValue('Each month')
})

/** Finds somebody by a part of their address and takes them. */
async function pick(page: Page, find: string, words: string, box: string, line: string) {
  await expect(async () => {
    await page.getByRole('combobox', { name: find, exact: true }).first().fill(words)
    await page.waitForResponse((answer) => answer.url().includes('/api/search'), { timeout: 2000 }).catch(() => null)
    await page.getByRole('combobox', { name: find, exact: true }).first().press('Enter')
    await expect(page.getByRole('textbox', { name: box, exact: true })).toHaveValue(line, { timeout: 500 })
  }).toPass()
}

test('days to answer follow how often a review repeats, and say where they are too many before anything starts', async ({
  as,
}) => {
  const adele = await as('adele')
  await adele.goto('/admin/reviews/new')
  const days = adele.getByRole('spinbutton', { name: 'Days to answer', exact: true })
  await expect(days).toHaveValue('14')
  await expect(adele.getByRole('region', { name: 'Preview' })).toContainText('As things are now.')
  await adele.getByLabel('Repeats', { exact: true }).selectOption({ label: 'Weekly' })
  await expect(days).toHaveValue('7')
  await adele.getByLabel('Repeats', { exact: true }).selectOption({ label: 'Quarterly' })
  await expect(days).toHaveValue('14')
  await days.fill('10')
  await adele.getByLabel('Repeats', { exact: true }).selectOption({ label: 'Weekly' })
  await expect(days).toHaveValue('10')
  await expect(days).toHaveAccessibleDescription(/A weekly round can take 7 days at most/)
})

test('two stages and a second reviewer: Priya agrees with Megan or it does not count, and Adele has the last word', async ({
  as,
  mail,
  unused,
}) => {
  const guest = unused('staged@contoso.example')
  await shareWith(as, mail.after, 'Looked at twice', guest)
  const adele = await as('adele')
  await adele.goto('/admin/reviews/new')
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill('In two stages')
  await adele.getByRole('radio', { name: 'Chosen guests', exact: true }).check()
  await pick(adele, 'Find a guest by name or address', guest, 'Guests', guest)
  await adele.getByText('Answers', { exact: true }).click()
  await adele.getByRole('checkbox', { name: 'Ask a second reviewer' }).check()
  await adele.getByText('Fallback reviewers and stages', { exact: true }).click()
  await adele.getByRole('textbox', { name: 'Fallback reviewers', exact: true }).fill(cast.priya.address)
  await adele.getByRole('checkbox', { name: 'Add a second stage' }).check()
  await adele
    .getByRole('group', { name: 'Reviewers of stage 2' })
    .getByRole('radio', { name: 'Chosen members' })
    .check()
  await adele.getByRole('textbox', { name: 'Members who review in stage 2' }).fill(cast.adele.address)
  await adele.getByRole('checkbox', { name: 'Apply results by itself' }).uncheck()
  await expect(adele.getByRole('region', { name: 'Preview' })).toContainText('1 item')
  await adele.getByRole('button', { name: 'Start review', exact: true }).click()
  await expect(adele.getByRole('heading', { name: 'In two stages' })).toBeVisible()
  await openRound(adele)
  const round = adele.url()
  const roundId = round.split('/').at(-1)!

  const answer = async (name: 'megan' | 'priya' | 'adele', button: string) => {
    const page = await as(name)
    await page.goto(`/reviews/${roundId}`)
    const row = page.getByRole('row', { name: /Looked at twice/ })
    await row.getByRole('button', { name: button, exact: true }).click()
    await expect(page.getByText('1 of 1 answered')).toBeVisible()
    return page
  }
  await answer('megan', 'Approve')
  await adele.goto(round)
  await expect(adele.getByRole('row', { name: guest })).toContainText('Not reviewed')
  const priya = await answer('priya', 'Deny')
  await expect(priya.getByText('Stage 1 of 2')).toBeVisible()
  await adele.goto(round)
  await expect(adele.getByRole('row', { name: guest })).toContainText('Deny')

  await endStage(roundId)
  const last = await answer('adele', 'Approve')
  await expect(last.getByText('Stage 2 of 2')).toBeVisible()
  await priya.reload()
  await expect(priya.getByText('This review ended')).toBeVisible()
  await adele.goto(round)
  await expect(adele.getByRole('row', { name: guest })).toContainText('Approve')
  // The letter about the second stage is the worker's to write and to send.
  await expect(async () => {
    await adele.goto(`${round}?tab=mails`)
    await expect(adele.getByRole('row', { name: cast.adele.address }).first()).toContainText('Sent', { timeout: 1000 })
  }).toPass()
})

test('without JavaScript the preview comes by a button, and nothing typed is lost', async ({ freshPage }) => {
  const page = await freshPage({ storageState: '.tmp/e2e/adele.json', javaScriptEnabled: false })
  await page.goto('/admin/reviews/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('By hand')
  await page.getByRole('checkbox', { name: 'Apply results by itself', exact: true }).uncheck()
  await page.getByRole('button', { name: 'Count now' }).click()
  await expect(page.getByRole('region', { name: 'Preview' })).toContainText(/Asks about|Nobody is in this scope/)
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('By hand')
  await expect(page.getByRole('checkbox', { name: 'Apply results by itself', exact: true })).not.toBeChecked()
})

test('members and guests find no review of the administrators’, and what they post does nothing', async ({
  as,
  freshPage,
  mail,
}) => {
  const guest = 'prying@contoso.example'
  const letter = await shareWith(as, mail.after, 'For the prying', guest)
  const adele = await as('adele')
  await startReview(adele, { name: 'Kept from others', guest, byItself: true })
  const review = new URL(adele.url()).pathname
  await openRound(adele)
  const round = new URL(adele.url()).pathname
  const visitor = await freshPage()
  await visitor.goto(linkIn(letter))
  await proveAddress(visitor, guest)
  await visitor.getByRole('button', { name: 'Accept' }).click()
  await expect(visitor.getByRole('heading', { name: 'For the prying' })).toBeVisible()
  const priya = await as('priya')
  for (const page of [priya, visitor])
    for (const path of [
      '/admin/reviews',
      '/admin/reviews/new',
      review,
      `${review}/edit`,
      round,
      `${round}?tab=reviewers`,
      `${round}/report`,
    ])
      expect((await page.goto(path))?.status(), path).toBe(404)
  for (const page of [priya, visitor])
    for (const path of [`${round}/results.csv`, `${round}/results.json`])
      expect((await page.request.get(path)).status(), path).toBe(404)

  // The administrator's own form, sent with Priya's cookies.
  await adele.getByRole('button', { name: 'Stop now', exact: true }).click()
  await adele.context().clearCookies()
  await adele.context().addCookies(await priya.context().cookies())
  await adele.getByRole('button', { name: 'Stop round' }).click()
  // The page was somebody else’s: it loads anew as that of whoever is signed in now.
  await expect(adele.getByRole('heading', { name: 'This is not here' })).toBeVisible()
  const again = await as('adele')
  await again.goto(round)
  await expect(again.getByRole('button', { name: 'Stop now', exact: true })).toBeVisible()
})

test('axe finds nothing on the pages of reviews', async ({ as, mail }) => {
  const guest = 'axe@contoso.example'
  await shareWith(as, mail.after, 'Axe', guest)
  const adele = await as('adele')
  await startReview(adele, { name: 'Axe', guest, byItself: true })
  const review = new URL(adele.url()).pathname
  await openRound(adele)
  const round = new URL(adele.url()).pathname
  for (const path of [
    '/admin/reviews',
    '/admin/reviews/new',
    review,
    `${review}/edit`,
    round,
    `${round}?tab=reviewers`,
    `${round}?tab=history`,
    `${round}?tab=mails`,
    `${round}/report`,
  ]) {
    await adele.goto(path)
    await expectAccessible(adele)
  }
})
