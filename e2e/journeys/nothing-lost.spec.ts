import type { Browser, BrowserContext, Page } from '@playwright/test'
import { cast, codeIn, expect, hasCode, openFind, proveAddress, signIn, statePath, test } from '../fixtures/test'
import {
  addMember,
  atShare,
  body,
  countShared,
  endSessionsOf,
  expectEmpty,
  expectStill,
  share,
  text,
  writePage,
} from '../fixtures/writing'

/** A member's browser whose console may complain of the network that is taken from it here. */
const browserOf = (browser: Browser, name: 'megan' | 'priya') => browser.newContext({ storageState: statePath(name) })

/** Answers the next form of a page otherwise than Foyer would. */
const instead = (page: Page, answer: Parameters<import('@playwright/test').Route['fulfill']>[0] | 'nothing') =>
  page.route(
    '**/shares/new',
    (route) =>
      route.request().method() !== 'POST'
        ? route.fallback()
        : answer === 'nothing'
          ? route.abort()
          : route.fulfill(answer),
    { times: 1 },
  )

const lost: [string, Parameters<typeof instead>[1], RegExp][] = [
  ['a network that is lost', 'nothing', /connection to Foyer was lost/],
  [
    'a proxy’s page',
    { status: 502, contentType: 'text/html', body: '<h1>502 Bad Gateway</h1>' },
    /Something else answered in place of Foyer/,
  ],
  [
    'a network’s own sign-in page',
    { status: 200, contentType: 'text/html', body: '<h1>Welcome to the airport</h1>' },
    /Something else answered in place of Foyer/,
  ],
  [
    'an answer that is no action’s',
    { status: 200, contentType: 'text/x-component', body: 'this is not it' },
    /fault is with Foyer|connection to Foyer was lost/,
  ],
  [
    'a refusal by the server in front',
    { status: 413, contentType: 'text/plain', body: 'Foyer: This is too long.' },
    /^This is too long\. What you typed/,
  ],
]

for (const [what, answer, said] of lost)
  test(`at ${what} the page stays as it was typed, and “Try again” sends it once`, async ({ browser, unused }) => {
    const context = await browserOf(browser, 'megan')
    const page = await context.newPage()
    const title = `Kept at ${what} ${unused('x@y.example')}`
    await writePage(page, title)
    await instead(page, answer)
    await share(page)
    await expectStill(page, title, said)
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.waitForURL(atShare)
    expect(await countShared(title)).toBe(1)
    await context.close()
  })

test('offline it says so, and sends it once the device is connected', async ({ browser, unused }) => {
  const context = await browserOf(browser, 'megan')
  const page = await context.newPage()
  const title = `Kept offline ${unused('x@y.example')}`
  await writePage(page, title)
  await context.setOffline(true)
  await share(page)
  await expectStill(page, title, /This device is offline/)
  await context.setOffline(false)
  await page.getByRole('button', { name: 'Try again' }).click()
  await page.waitForURL(atShare)
  await context.close()
})

test('after an update the page stays until it is loaded again, and the long text is there then', async ({
  browser,
  unused,
}) => {
  const context = await browserOf(browser, 'megan')
  const page = await context.newPage()
  const title = `Kept at an update ${unused('x@y.example')}`
  await writePage(page, title)
  await instead(page, {
    status: 404,
    headers: { 'x-nextjs-action-not-found': '1' },
    contentType: 'text/plain',
    body: 'Server action not found.',
  })
  await share(page)
  await expectStill(page, title, /Foyer was updated after this page was opened/)
  await page.getByRole('button', { name: 'Load the page again' }).click()
  await expect(page.getByText('and had not sent it')).toBeVisible()
  await expect(body(page)).toHaveValue(text)
  await context.close()
})

test('a form for an action that no build here knows is told so by the server itself, and the rest of the page still works', async ({
  browser,
  unused,
}) => {
  const context = await browserOf(browser, 'megan')
  const page = await context.newPage()
  const title = `Kept though unknown ${unused('x@y.example')}`
  await writePage(page, title)
  await page.route(
    '**/shares/new',
    (route) =>
      route.request().method() === 'POST'
        ? route.continue({ headers: { ...route.request().headers(), 'next-action': '41'.repeat(21) } })
        : route.fallback(),
    { times: 1 },
  )
  await share(page)
  await expectStill(page, title, /Foyer was updated after this page was opened/)
  await share(page)
  await page.waitForURL(atShare)
  expect(await countShared(title)).toBe(1)
  await context.close()
})

for (const [what, open] of [
  ['the command menu', 'Control+k'],
  ['the map of keys', '?'],
] as const)
  test(`a page of another build whose parts are gone says so at ${what}, and stays as it was typed`, async ({
    browser,
    unused,
  }) => {
    const context = await browserOf(browser, 'megan')
    const page = await context.newPage()
    const title = `Kept without parts ${unused('x@y.example')}`
    await writePage(page, title)
    await page.route('**/_next/static/chunks/**', (route) => route.fulfill({ status: 404 }))
    await page.getByRole('button', { name: 'Share', exact: true }).focus()
    await page.keyboard.press(open)
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(
      'Foyer was updated after this page was opened',
    )
    await page.keyboard.press('Escape')
    await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue(title)
    await expect(body(page)).toHaveValue(text)
    await context.close()
  })

test('a session that ran out asks for the code over the page, and what was sent goes on', async ({
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('writer@woodgrove.example')
  await addMember(address)
  const page = await freshPage()
  await signIn(page, address)
  const title = `Kept for ${address}`
  await writePage(page, title)
  await endSessionsOf(address)
  await share(page)
  const dialog = page.getByRole('dialog', { name: 'Your session has run out' })
  const letter = await mail.after(address, () => dialog.getByRole('button', { name: 'Send code' }).click(), hasCode)
  await expectStill(page, title, /Your session has run out/)
  await expect(dialog.getByText('A session lasts 24 hours')).toBeVisible()
  await expect(dialog.getByRole('button', { name: 'Send a new code' })).toBeDisabled()
  await expect(dialog.getByRole('timer')).toHaveText(/^in 0:\d\d$/)
  await dialog.getByRole('textbox', { name: 'Code' }).fill(codeIn(letter))
  await dialog.getByRole('button', { name: 'Verify' }).click()
  await page.waitForURL(atShare)
  await expect(page.getByRole('heading', { name: title })).toBeVisible()
})

test('signing in in a new tab goes on too, and a page elsewhere that meets the sign-in takes nothing from it', async ({
  freshPage,
  unused,
}) => {
  const address = unused('tabs@woodgrove.example')
  await addMember(address)
  const page = await freshPage()
  await signIn(page, address)
  const title = `Kept beside a tab for ${address}`
  await writePage(page, title)
  await endSessionsOf(address)
  await share(page)
  const opening = page.context().waitForEvent('page')
  await page.getByRole('dialog').getByRole('link', { name: 'Sign in in a new tab' }).click()
  const tab = await opening
  await expect(tab.getByRole('textbox', { name: 'Email' })).toHaveValue(address)
  await expectStill(page, title, /Your session has run out/)
  await proveAddress(tab, address)
  await page.waitForURL(atShare)
  expect(await countShared(title)).toBe(1)
})

const sessionOf = async (context: BrowserContext) =>
  (await context.cookies()).filter(({ name }) => name === 'foyer-session')

test('a form goes on only for the person who typed it: somebody else’s sign-in drops it', async ({
  browser,
  as,
  unused,
}) => {
  const context = await browserOf(browser, 'megan')
  const page = await context.newPage()
  const title = `Never Priya’s ${unused('x@y.example')}`
  await writePage(page, title)
  // As if the other tab's news had not come through.
  await context.addCookies(await sessionOf((await as('priya')).context()))
  await share(page)
  await expect(page.getByRole('button', { name: `Account of ${cast.priya.name}` })).toBeVisible()
  await expectEmpty(page)
  expect(await countShared(title)).toBe(0)
  await context.close()
})

test('a page hears of another person’s sign-in in the next tab and drops what was typed at once', async ({
  browser,
  as,
}) => {
  const context = await browserOf(browser, 'megan')
  const page = await context.newPage()
  await writePage(page, 'Never shared')
  await context.addCookies(await sessionOf((await as('priya')).context()))
  await (await context.newPage()).goto('/shares')
  await expect(page.getByRole('button', { name: `Account of ${cast.priya.name}` })).toBeVisible()
  await expectEmpty(page)
  await context.close()
})

test('whoever leaves by the rail, by Back or by the command menu is asked once, and stays or goes', async ({ as }) => {
  const page = await as('megan')
  await page.goto('/shares')
  await page.getByRole('link', { name: 'New share' }).first().click()
  await page.getByRole('radio', { name: 'Page' }).check()
  await body(page).fill(text)
  const asked = page.getByRole('dialog', { name: 'Leave without sending?' })
  for (const leave of [
    () => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click(),
    () => page.goBack(),
    () => toAccount(page),
  ]) {
    await leave()
    await asked.getByRole('button', { name: 'Stay' }).click()
    await expect(page).toHaveURL(/\/shares\/new/)
    await expect(body(page)).toHaveValue(text)
  }
  await page.goBack()
  await asked.getByRole('button', { name: 'Leave' }).click()
  await expect(page).toHaveURL(/\/shares$/)
  await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Shared with me' }).click()
  await expect(page).toHaveURL(/\/shared-with-me$/)
})

async function toAccount(page: Page) {
  await openFind(page)
  await page.getByRole('option', { name: 'Account' }).click()
}

test('signing out and closing the tab ask first, and an untouched form never does', async ({ freshPage, unused }) => {
  const address = unused('leaver@woodgrove.example')
  await addMember(address)
  const page = await freshPage()
  await signIn(page, address)
  const asked: string[] = []
  page.on('dialog', async (dialog) => {
    asked.push(dialog.type())
    await dialog.dismiss()
  })
  const signOut = async () => {
    await page.getByRole('button', { name: `Account of ${address}` }).click()
    await page.getByRole('button', { name: 'Sign out' }).click()
  }
  await writePage(page, 'Not sent')
  await signOut()
  await expect.poll(() => asked).toEqual(['beforeunload'])
  await expect(body(page)).toHaveValue(text)
  await page.getByRole('textbox', { name: 'Title' }).fill('')
  await body(page).fill('')
  await page.getByRole('radio', { name: 'File' }).check()
  await signOut()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
  expect(asked).toEqual(['beforeunload'])
})

const keptHere = (page: Page) => page.evaluate(() => JSON.stringify({ ...localStorage }))

test('a long text comes back after the page was lost, sealed meanwhile; short things, people and codes are not kept', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('drafts@woodgrove.example')
  await addMember(address)
  const page = await freshPage()
  await signIn(page, address)
  const title = `Drafted ${address}`
  await writePage(page, title)
  await page.getByRole('textbox', { name: 'Invite by email' }).fill('secret.person@contoso.example')
  await expect.poll(() => keptHere(page)).toContain('foyer-draft:')
  expect(await keptHere(page)).not.toMatch(/spring|secret\.person|Drafted/)
  await page.reload()
  await expect(page.getByText('and had not sent it')).toBeVisible()
  await expect(body(page)).toHaveValue(text)
  await expect(page.getByRole('textbox', { name: 'Invite by email' })).toHaveValue('')
  await page.getByRole('textbox', { name: 'Title' }).fill(title)
  await share(page)
  await page.waitForURL(atShare)
  expect(await keptHere(page)).not.toContain('foyer-draft:')
  await page.goto('/shares/new')
  await expectEmpty(page)

  await writePage(page, title)
  await expect.poll(() => keptHere(page)).toContain('foyer-draft:')
  await page.context().addCookies(await sessionOf((await as('priya')).context()))
  await page.goto('/shares')
  await expect.poll(() => keptHere(page)).not.toContain('foyer-draft:')
})

test('signing out in one tab erases the drafts and covers the other, however half-written', async ({
  freshPage,
  unused,
}) => {
  const address = unused('covered@woodgrove.example')
  await addMember(address)
  const page = await freshPage()
  await signIn(page, address)
  const tab = await page.context().newPage()
  await writePage(tab, 'Half a thought')
  await expect.poll(() => keptHere(tab)).toContain('foyer-draft:')
  await page.goto('/account')
  await page.getByRole('button', { name: 'Sign out', exact: true }).click()
  await expect(tab.getByRole('textbox', { name: 'Email' })).toBeVisible()
  // The page may be on its way to the sign-in still, and can't be asked meanwhile.
  await expect(async () => expect(await keptHere(tab)).not.toContain('foyer-draft:')).toPass()
})

test('without JavaScript the form comes back filled after signing in, and its files and codes do not', async ({
  freshPage,
  unused,
}) => {
  const address = unused('plain.writer@woodgrove.example')
  await addMember(address)
  const page = await freshPage({ javaScriptEnabled: false })
  await signIn(page, address)
  const title = `Kept without script for ${address}`
  await writePage(page, title)
  await page.getByRole('textbox', { name: 'Invite by email' }).fill('nicole@contoso.example')
  await endSessionsOf(address)
  await share(page)
  await expect(page.getByRole('textbox', { name: 'Email' })).toHaveValue(address)
  expect(page.url()).not.toContain('spring')
  await proveAddress(page, address)
  await expect(page).toHaveURL(/\/shares\/new$/)
  await expectStill(page, title, /your session had run out/)
  await expect(page.getByRole('radio', { name: 'Page' })).toBeChecked()
  await expect(page.getByRole('textbox', { name: 'Invite by email' })).toHaveValue('nicole@contoso.example')
  await share(page)
  await expect(page).toHaveURL(atShare)
  await page.goto('/shares/new')
  await expect(page.getByRole('textbox', { name: 'Title' })).toHaveValue('')
})

test('a page that comes back out of the browser’s memory is shown to its own person alone', async ({ as }) => {
  const page = await as('megan')
  await writePage(page, 'Back from memory')
  const comesBack = () =>
    page.evaluate(() => void window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true })))
  await comesBack()
  await expect(body(page)).toHaveValue(text)
  await page.context().clearCookies({ name: 'foyer-session' })
  await comesBack()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
})
