import type { BrowserContext } from '@playwright/test'
import { cast, expect, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
import { ask } from '../fixtures/http'
import { addMember } from '../fixtures/writing'

/** As if 24 hours had passed: the browser has its session's cookie no longer. */
const loseSession = (context: BrowserContext) => context.clearCookies({ name: 'foyer-session' })

test('whose session has run out comes back to where they were, with the address filled in', async ({ freshPage }) => {
  const page = await freshPage()
  await signIn(page, cast.priya.address)
  await page.goto('/shares?q=plan')
  await loseSession(page.context())
  await page.reload()
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(cast.priya.address)
  await proveAddress(page, cast.priya.address)
  await expect(page).toHaveURL(/\/shares\?q=plan$/)
})

test('the code has one field that the browser may fill in, and a new one has to be waited for', async ({
  freshPage,
}) => {
  const page = await freshPage()
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill('sam@northwind.example')
  await page.getByRole('button', { name: 'Send code' }).click()
  const code = page.getByRole('textbox', { name: 'Code' })
  await expect(code).toHaveCount(1)
  await expect(code).toHaveAttribute('autocomplete', 'one-time-code')
  await expect(page.getByRole('timer')).toHaveText(/in 0:[0-2]\d|in 0:30/)
  await expect(page.getByRole('button', { name: 'Send a new code' })).toBeDisabled()
  await code.fill('00000000')
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(code).toHaveAccessibleDescription(/You can try 4 more times\./)
})

test('an account lists its sessions, ends one, and ends all others', async ({ as, freshPage }) => {
  const address = 'everywhere@contoso.example'
  await shareLinkResource(await as('megan'), { title: 'Read anywhere', to: address })
  const [here, there, yonder] = [await freshPage(), await freshPage(), await freshPage()]
  for (const page of [here, there, yonder]) await signIn(page, address)
  await here.goto('/account')
  const ends = here.getByRole('button', { name: /^End the session in/ })
  await expect(here.getByText('This browser')).toBeVisible()
  await expect(ends).toHaveCount(2)
  // The newest of the others is yonder's.
  await ends.first().click()
  await expect(ends).toHaveCount(1)
  await yonder.goto('/shared-with-me')
  await expect(yonder.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await there.goto('/shared-with-me')
  await expect(there.getByRole('heading', { name: 'Shared with me' })).toBeVisible()

  await here.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(here.getByText('Ended 1 other session.')).toBeVisible()
  await there.goto('/shared-with-me')
  await expect(there.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await here.reload()
  await expect(here.getByText('This browser')).toBeVisible()
})

test('after signing out, going back shows nothing, the other tab follows, and the old cookie opens nothing', async ({
  freshPage,
  unused,
}) => {
  const [page, address] = [await freshPage(), unused('leaves.twice@woodgrove.example')]
  await addMember(address)
  await signIn(page, address)
  const kept = await page.context().cookies()
  const tab = await page.context().newPage()
  await tab.goto('/shares')
  await expect(tab.getByRole('link', { name: 'New share' }).first()).toBeVisible()
  await page.goto('/account')
  const left = page.waitForResponse((response) => response.url().endsWith('/account/sign-out'))
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  expect(await (await left).headerValue('clear-site-data')).toBe('"cache", "storage"')
  await expect(tab.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await page.goBack()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  await page.context().addCookies(kept)
  await page.goto('/account')
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('signing out in many tabs at once signs out in each of them', async ({ freshPage, unused }) => {
  const [page, address, home] = [await freshPage(), unused('leaves.at.once@woodgrove.example'), process.env.FOYER_URL!]
  await addMember(address)
  await signIn(page, address)
  const cookies = new Map((await page.context().cookies()).map(({ name, value }) => [name, value]))
  const leave = () =>
    ask(Number(new URL(home).port), home, '/account/sign-out', {
      method: 'POST',
      headers: { origin: home },
      cookies: new Map(cookies),
    })
  const answers = await Promise.all(Array.from({ length: 20 }, leave))
  expect(answers.map(({ status, headers }) => [status, headers.location])).toEqual(answers.map(() => [303, '/sign-in']))
})
