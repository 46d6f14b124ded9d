import type { Page } from '@playwright/test'
import { alive, holdScripts } from '../fixtures/alive'
import { expectAccessible } from '../fixtures/axe'
import { query, startReview } from '../fixtures/database'
import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'
import { addMember } from '../fixtures/writing'

/** Megan shares a few things with one guest. */
async function shareSome(megan: Page, to: string, titles: string[]) {
  for (const title of titles) await shareLinkResource(megan, { title, to })
}

const answersOf = async (roundId: string) =>
  (
    await query<{ title: string; answer: string | null; reason: string | null }>(
      `SELECT r.title, s.answer::text, s.reason FROM "ReviewItem" i JOIN "ReviewSeat" s ON s."itemId" = i.id JOIN "Resource" r ON r.id = i."resourceId" WHERE i."roundId" = $1 ORDER BY r.title`,
      [roundId],
    )
  ).map(({ title, answer, reason }) => [title, answer, reason].filter(Boolean).join(' '))

test('a sharer reviews by mouse: answers, gives a reason, takes back, undoes', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'mouse@contoso.example', ['Mouse one', 'Mouse two'])
  const roundId = await startReview('By mouse', ['mouse@contoso.example'], {
    justify: { approve: false, deny: true },
    ifUnanswered: 'remove',
  })
  await megan.goto('/reviews')
  await expect(
    megan.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' }),
  ).toHaveAccessibleDescription(/items to answer$/)
  await megan.getByRole('link', { name: 'By mouse' }).click()
  await expect(megan.getByText('0 of 2 answered')).toBeVisible()
  await expect(megan.getByText('removes the access')).toHaveCount(2)

  const [one, two] = [megan.getByRole('row', { name: /Mouse one/ }), megan.getByRole('row', { name: /Mouse two/ })]
  await one.getByRole('button', { name: 'Approve' }).click()
  await expect(megan.getByText('1 of 2 answered')).toBeVisible()
  await two.getByRole('button', { name: 'Deny' }).click()
  await expect(two.getByRole('alert')).toContainText('this review asks for a reason')
  await two.getByRole('textbox', { name: 'Reason' }).fill('The project is over')
  await two.getByRole('textbox', { name: 'Reason' }).press('Enter')
  await expect(megan.getByText('2 of 2 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Mouse one approve', 'Mouse two deny The project is over'])

  await megan.getByRole('button', { name: 'Undo' }).click()
  await expect(megan.getByText('1 of 2 answered')).toBeVisible()
  await one.getByRole('button', { name: 'Take back' }).click()
  await expect(megan.getByText('0 of 2 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Mouse one', 'Mouse two'])
})

test('a reason that was typed before the page came alive goes along with the answer', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'early.reason@contoso.example', ['Typed early'])
  const roundId = await startReview('Typed early', ['early.reason@contoso.example'])
  const comeAlive = await holdScripts(megan)
  await megan.goto(`/reviews/${roundId}`, { waitUntil: 'commit' })
  const row = megan.getByRole('row', { name: /Typed early/ })
  await row.getByRole('textbox', { name: 'Reason' }).fill('The project is over')
  await expect(row.getByRole('checkbox')).toBeDisabled()
  comeAlive()
  await alive(row.getByRole('button', { name: 'Deny' }))
  await row.getByRole('button', { name: 'Deny' }).click()
  await expect(megan.getByText('1 of 1 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Typed early deny The project is over'])
})

test('by keyboard alone: moves, answers, selects several, undoes, and reads the map', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'keys@contoso.example', ['Key a', 'Key b', 'Key c', 'Key d'])
  const roundId = await startReview('By keys', ['keys@contoso.example'])
  await megan.goto(`/reviews/${roundId}`)
  await expect(megan.getByRole('button', { name: 'Take all recommendations' })).toBeVisible()
  await expect(megan.getByRole('checkbox', { name: 'Select this page' })).toBeEnabled()
  // The first key leads to the first open item, and answers nothing yet.
  await megan.keyboard.press('a')
  await expect(megan.getByRole('row', { name: /Key a/ })).toBeFocused()
  for (const key of ['a', 'd', 'k']) await megan.keyboard.press(key)
  await expect(megan.getByText('3 of 4 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Key a approve', 'Key b deny', 'Key c dont_know', 'Key d'])
  await megan.keyboard.press('u')
  await expect(megan.getByText('2 of 4 answered')).toBeVisible()

  for (const key of ['x', 'Shift+ArrowUp']) await megan.keyboard.press(key)
  await expect(megan.getByRole('region', { name: 'Selected items' })).toContainText('2 items selected')
  await megan.keyboard.press('d')
  await expect(megan.getByText('4 of 4 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Key a approve', 'Key b deny', 'Key c deny', 'Key d deny'])
  await megan.keyboard.press('?')
  const keys = megan.getByRole('dialog', { name: 'Keyboard' })
  await expect(keys).toContainText('approve, deny, don’t know')
  await keys.getByRole('checkbox', { name: 'Use single keys' }).uncheck()
  await megan.keyboard.press('Escape')
  await expect(keys).toBeHidden()
  await megan.keyboard.press('?')
  await megan.getByRole('button', { name: /^Account of/ }).click()
  await megan.getByRole('button', { name: 'Keyboard' }).click()
  await expect(keys.getByRole('checkbox', { name: 'Use single keys' })).not.toBeChecked()
})

test('many at once with one reason, all recommendations after a look, and another tab agrees', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'many@contoso.example', ['Many a', 'Many b', 'Many c'])
  await query(
    `UPDATE "Grant" SET "grantedAt" = now() - interval '200 days', "lastOpenedAt" = now() - interval '94 days' WHERE "resourceId" IN (SELECT id FROM "Resource" WHERE title IN ('Many b', 'Many c'))`,
  )
  const roundId = await startReview('Many', ['many@contoso.example'])
  await megan.goto(`/reviews/${roundId}`)
  const other = await megan.context().newPage()
  await other.goto(`/reviews/${roundId}`)
  await expect(megan.getByRole('row', { name: /Many b/ })).toContainText('Not opened for 94 days')

  await megan
    .getByRole('checkbox', { name: /Select Many|Select many@/ })
    .first()
    .check()
  await megan.getByRole('textbox', { name: 'Reason for all selected' }).fill('New this week')
  await megan.getByRole('region', { name: 'Selected items' }).getByRole('button', { name: 'Approve' }).click()
  await expect(other.getByText('1 of 3 answered')).toBeVisible()
  await megan.getByRole('button', { name: 'Take all recommendations' }).click()
  const dialog = megan.getByRole('dialog', { name: 'Take all recommendations' })
  await expect(dialog).toContainText('2 items will be denied')
  await dialog.getByRole('button', { name: 'Answer 2 items' }).click()
  await expect(megan.getByText('3 of 3 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual([
    'Many a approve New this week',
    'Many b deny Recommendation: Not opened for 94 days before this review.',
    'Many c deny Recommendation: Not opened for 94 days before this review.',
  ])

  await megan
    .getByRole('status')
    .filter({ hasText: 'Recommendations taken: 2 items.' })
    .getByRole('button', { name: 'Undo' })
    .click()
  await expect(megan.getByText('1 of 3 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Many a approve New this week', 'Many b', 'Many c'])
  expect(await query(`SELECT count(*)::int AS kept FROM "ReviewDecision" WHERE "roundId" = $1`, [roundId])).toEqual([
    { kept: 5 },
  ])
})

test('an answer to many leaves out what has one, unless that is ticked', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'bulk@contoso.example', ['Bulk a', 'Bulk b', 'Bulk c'])
  const roundId = await startReview('Bulk', ['bulk@contoso.example'])
  await megan.goto(`/reviews/${roundId}`)
  await megan
    .getByRole('row', { name: /Bulk a/ })
    .getByRole('button', { name: 'Deny' })
    .click()
  await expect(megan.getByText('1 of 3 answered')).toBeVisible()
  const bar = megan.getByRole('region', { name: 'Selected items' })
  await megan.getByRole('checkbox', { name: 'Select this page' }).check()
  await expect(bar.getByRole('checkbox', { name: 'Change the one that has an answer already' })).not.toBeChecked()
  await bar.getByRole('button', { name: 'Approve' }).click()
  await expect(megan.getByText('3 of 3 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Bulk a deny', 'Bulk b approve', 'Bulk c approve'])
  await megan.getByRole('checkbox', { name: 'Select this page' }).check()
  await bar.getByRole('button', { name: 'Don’t know' }).click()
  await expect(bar.getByRole('checkbox', { name: 'Change the 3 that have an answer already' })).toBeFocused()
  await bar.getByRole('checkbox', { name: 'Change the 3 that have an answer already' }).check()
  await bar.getByRole('button', { name: 'Don’t know' }).click()
  await expect(megan.getByText('don’t know 3')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Bulk a dont_know', 'Bulk b dont_know', 'Bulk c dont_know'])
})

test('what a guest gives up meanwhile is waited for no longer, and says who ended it and how', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'gives.up@contoso.example', ['Given up', 'Kept so far'])
  const roundId = await startReview('Given up', ['gives.up@contoso.example'])
  await query(
    `UPDATE "Grant" SET "revokedAt" = now(), "revokedById" = "principalId" WHERE "resourceId" = (SELECT id FROM "Resource" WHERE title = 'Given up')`,
  )
  await expect(async () => {
    await megan.goto(`/reviews/${roundId}`)
    await expect(megan.getByText('0 of 1 answered')).toBeVisible({ timeout: 1000 })
  }).toPass()
  const ended = megan.getByRole('row', { name: /Given up/ })
  await expect(ended).toContainText(/Ended before, on .*, by gives\.up@contoso\.example: given up/)
  await expect(ended.getByRole('button')).toHaveCount(0)
  await expect(ended.getByRole('checkbox')).toHaveCount(0)
})

test('hands an item on to another member, who finds it with the reason', async ({ as }) => {
  const megan = await as('megan')
  await shareSome(megan, 'handed@contoso.example', ['Handed on'])
  const roundId = await startReview('To be handed on', ['handed@contoso.example'])
  await megan.goto(`/reviews/${roundId}`)
  await megan.getByRole('button', { name: 'Hand on' }).click()
  const dialog = megan.getByRole('dialog', { name: 'Hand on everything that is open' })
  await dialog.getByRole('textbox', { name: 'Member' }).fill('priya@woodgrove.example')
  await dialog.getByRole('textbox', { name: 'Why' }).fill('Priya runs this project')
  await dialog.getByRole('button', { name: 'Hand on' }).click()
  await megan.waitForURL('/reviews')
  const priya = await as('priya')
  await priya.goto(`/reviews/${roundId}`)
  await expect(priya.getByRole('row', { name: /Handed on/ })).toContainText(
    'Megan Bowen handed this on: Priya runs this project',
  )
})

test('a guest confirms what they still need, on a phone', async ({ as, freshPage, mail }) => {
  const address = 'self@contoso.example'
  const megan = await as('megan')
  const letter = await mail.after(address, () => shareSome(megan, address, ['Needed', 'Not needed']), isInvitation)
  const guest = await freshPage({ viewport: { width: 390, height: 844 } })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Needed' })).toBeVisible()
  const roundId = await startReview('Yearly look', [address], { reviewers: 'guests' })
  await guest.goto('/shared-with-me')
  await guest.getByRole('link', { name: 'Answer now' }).click()
  await guest.getByRole('link', { name: 'Yearly look' }).click()
  await expect(guest.getByText('Do you still need this?')).toBeVisible()
  await guest
    .getByRole('row', { name: /^Page|Link Needed/ })
    .getByRole('button', { name: 'Approve' })
    .click()
  await guest
    .getByRole('row', { name: /Not needed/ })
    .getByRole('button', { name: 'Deny' })
    .click()
  await expect(guest.getByText('2 of 2 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Needed approve', 'Not needed deny'])
})

test('a guest with JavaScript off confirms, and takes back', async ({ as, freshPage, mail }) => {
  const address = 'plainself@contoso.example'
  const megan = await as('megan')
  const letter = await mail.after(address, () => shareSome(megan, address, ['Plainly needed']), isInvitation)
  const guest = await freshPage({ javaScriptEnabled: false })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Plainly needed' })).toBeVisible()
  const roundId = await startReview('Plain look', [address], { reviewers: 'guests' })
  await guest.goto(`/reviews/${roundId}`)
  const row = guest.getByRole('row', { name: /Plainly needed/ })
  await row.getByRole('textbox', { name: 'Reason' }).fill('For the launch')
  await row.getByRole('button', { name: 'Approve' }).click()
  await expect(guest.getByText('1 of 1 answered')).toBeVisible()
  expect(await answersOf(roundId)).toEqual(['Plainly needed approve For the launch'])
  await row.getByRole('button', { name: 'Take back' }).click()
  await expect(guest.getByText('0 of 1 answered')).toBeVisible()
})

test('axe finds nothing on a reviewer’s pages', async ({ as }) => {
  const megan = await as('megan')
  const address = 'seen@contoso.example'
  await shareSome(megan, address, ['Seen by axe'])
  const roundId = await startReview('Seen by axe', [address])
  for (const path of ['/reviews', `/reviews/${roundId}`]) {
    await megan.goto(path)
    await expectAccessible(megan)
  }
})

test('what nobody is left to answer is given to somebody by an administrator, who is told so on the page', async ({
  as,
}) => {
  const [address, standIn] = ['unasked@contoso.example', 'stands.in@woodgrove.example']
  await addMember(standIn)
  await shareSome(await as('megan'), address, ['Nobody answers'])
  const roundId = await startReview('Nobody is left', [address])
  await query(
    'UPDATE "Reviewer" SET "leftAt" = now() WHERE "panelId" IN (SELECT id FROM "ReviewPanel" WHERE "roundId" = $1)',
    [roundId],
  )
  const adele = await as('adele')
  await adele.goto(`/admin/reviews/rounds/${roundId}?tab=reviewers`)
  await expect(adele.getByText('1 item has nobody to answer')).toBeVisible()
  await adele.getByRole('button', { name: 'Reassign the items that have nobody to answer' }).click()
  await adele.getByRole('textbox', { name: 'Member who answers instead' }).fill(standIn)
  await adele.getByRole('textbox', { name: 'Reason' }).fill('Nobody else is here')
  await adele.getByRole('button', { name: 'Reassign items' }).click()
  await expect(adele.getByRole('row', { name: standIn })).toContainText(
    'Reassigned, as nobody was left to answer: Nobody else is here',
  )
  await expect(adele.getByText('nobody to answer')).toBeHidden()
})
