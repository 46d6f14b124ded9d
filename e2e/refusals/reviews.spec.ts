import type { Page } from '@playwright/test'
import { endRound, query, startReview } from '../fixtures/database'
import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

const itemsOf = (roundId: string) =>
  query<{ id: number; answer: string | null }>(
    'SELECT i.id, s.answer::text FROM "ReviewItem" i JOIN "ReviewSeat" s ON s."itemId" = i.id WHERE i."roundId" = $1 ORDER BY i.id',
    [roundId],
  )

/** Has the page send the answer of its first row for another item. */
const askFor = (page: Page, id: number) =>
  page
    .getByRole('button', { name: 'Deny' })
    .first()
    .evaluate((button, value) => button.setAttribute('value', value), `deny:${id}`)

test('who is not asked finds no review: strangers sign in, everyone else sees nothing', async ({ as, freshPage }) => {
  await shareLinkResource(await as('megan'), { title: 'Closed to others', to: 'closed@contoso.example' })
  const roundId = await startReview('Closed to others', ['closed@contoso.example'])
  const stranger = await freshPage()
  await stranger.goto(`/reviews/${roundId}`)
  await expect(stranger.getByRole('textbox', { name: 'Email' })).toBeVisible()
  for (const name of ['priya', 'adele'] as const) {
    const page = await as(name)
    for (const path of [`/reviews/${roundId}`, '/reviews/unknown', `/reviews/${crypto.randomUUID()}`])
      expect((await page.goto(path))?.status(), `${name} ${path}`).toBe(404)
  }
})

test('a guest answers for nobody else', async ({ as, freshPage, mail }) => {
  const address = 'nosy@contoso.example'
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Of another guest', to: 'victim@contoso.example' })
  const letter = await mail.after(
    address,
    () => shareLinkResource(megan, { title: 'Of the nosy one', to: address }),
    isInvitation,
  )
  const guest = await freshPage({ javaScriptEnabled: false })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Of the nosy one' })).toBeVisible()
  const roundId = await startReview('Guests themselves', [address, 'victim@contoso.example'], { reviewers: 'guests' })
  await guest.goto(`/reviews/${roundId}`)
  await expect(guest.getByRole('row', { name: /Of another guest/ })).toHaveCount(0)
  const [, foreign] = await itemsOf(roundId)
  await askFor(guest, foreign!.id)
  await guest.getByRole('button', { name: 'Deny' }).first().click()
  await expect(guest.getByRole('alert')).toContainText('You may not do this.')
  expect((await itemsOf(roundId)).map(({ answer }) => answer)).toEqual([null, null])
})

test('an answer after the end changes nothing and says so', async ({ as }) => {
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Too late', to: 'late@contoso.example' })
  const roundId = await startReview('Too late', ['late@contoso.example'])
  await megan.goto(`/reviews/${roundId}`)
  await expect(megan.getByRole('checkbox', { name: 'Select this page' })).toBeEnabled()
  await endRound(roundId)
  await megan.getByRole('button', { name: 'Deny' }).click()
  await expect(megan.getByText(/This round ended on .*; nothing was changed\.|This review ended/).first()).toBeVisible()
  expect((await itemsOf(roundId)).map(({ answer }) => answer)).toEqual([null])
  await megan.reload()
  await expect(megan.getByRole('row', { name: /Too late/ })).toContainText('Not reviewed')
  await expect(megan.getByRole('button', { name: 'Deny' })).toHaveCount(0)
})
