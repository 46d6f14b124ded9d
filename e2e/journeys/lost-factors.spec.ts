import type { Page } from '@playwright/test'
import { expect, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
import { keyOf, totp } from '../fixtures/totp'

/** Sets up an authenticator app under Account, right after signing in. */
async function setUpApp(page: Page) {
  await page.goto('/account')
  await page.getByRole('button', { name: 'Set up authenticator app' }).click()
  await page.getByRole('textbox', { name: 'Authenticator code' }).fill(totp(await keyOf(page)))
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('heading', { name: 'Recovery codes' })).toBeVisible()
}

/** Brings an administrator to the page of a guest. */
async function findPerson(page: Page, address: string) {
  await page.goto(`/admin/people?q=${encodeURIComponent(address)}`)
  await page.getByRole('link', { name: address }).first().click()
  await expect(page.getByRole('heading', { name: 'Sign-in methods' })).toBeVisible()
}

async function askForReset(page: Page, address: string) {
  await findPerson(page, address)
  await page.getByRole('button', { name: 'Reset…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Her phone fell into the lake')
  await page.getByRole('button', { name: 'Ask to vouch' }).click()
}

const isQuestionAbout = (address: string) => ({ subject }: { subject: string }) => subject.startsWith(`Do you vouch for ${address}`)

test('a guest who lost the authenticator is vouched for by the sponsor, and enrolls anew', async ({ as, freshPage, mail, unused }) => {
  const address = unused('lost.phone@contoso.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Lake house plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  const elsewhere = await freshPage()
  await signIn(elsewhere, address)
  await setUpApp(guest)
  await expect(guest.getByText('How you sign in changed. One other browser is still signed in.')).toBeVisible()
  await guest.getByRole('form', { name: 'Other sessions' }).getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(guest.getByText('You are signed out everywhere else.')).toBeVisible()
  await elsewhere.goto('/account')
  await expect(elsewhere.getByRole('textbox', { name: 'Email' })).toBeVisible()

  const adele = await as('adele')
  const question = await mail.after('megan@woodgrove.example', () => askForReset(adele, address), isQuestionAbout(address))
  await expect(adele.getByText(/It waits for Megan Bowen to vouch/)).toBeVisible()
  await guest.goto('/account')
  await expect(guest.getByText(/waits for Megan Bowen to vouch for you/)).toBeVisible()

  for (const nobody of [adele, await as('priya'), guest]) {
    await nobody.goto(linkIn(question))
    await expect(nobody.getByRole('button', { name: /and vouch/ })).toHaveCount(0)
    await expect(nobody.getByText('Her phone fell into the lake')).toHaveCount(0)
  }

  await megan.goto(linkIn(question))
  await expect(megan.getByText('Her phone fell into the lake')).toBeVisible()
  const isReset = ({ text }: { text: string }) => /second factors were reset/.test(text)
  await mail.after(address, () => megan.getByRole('button', { name: /and vouch/ }).click(), isReset)
  await megan.goto(linkIn(question))
  await expect(megan.getByText(/You vouched for them/)).toBeVisible()

  await guest.goto('/account')
  await guest.getByRole('textbox', { name: 'Email' }).fill(address)
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Sign-in methods' })).toBeVisible()
  await setUpApp(guest)
})

test('a guest prints the recovery codes; a reset that waits is withdrawn, and nothing is left to answer', async ({ as, freshPage, mail, unused }) => {
  const address = unused('found.phone@contoso.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Lake house plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  await setUpApp(guest)
  await guest.getByRole('button', { name: 'Show recovery codes' }).click()
  await expect(guest.getByRole('button', { name: 'Print' })).toBeVisible()
  await guest.emulateMedia({ media: 'print' })
  await expect(guest.getByRole('listitem')).toHaveCount(10)
  await expect(guest.getByText(`For Woodgrove Bank, ${address}.`)).toBeVisible()
  await expect(guest.getByRole('button')).toHaveCount(0)
  await expect(guest.getByRole('heading', { level: 1 })).toBeHidden()
  await guest.emulateMedia({ media: 'screen' })

  const adele = await as('adele')
  const question = await mail.after('megan@woodgrove.example', () => askForReset(adele, address), isQuestionAbout(address))
  const isWithdrawn = ({ subject }: { subject: string }) => /was withdrawn/.test(subject)
  await mail.after(address, () => adele.getByRole('button', { name: `Withdraw the reset of ${address}` }).click(), isWithdrawn)
  await expect(adele.getByRole('button', { name: 'Reset…' })).toBeVisible()
  await megan.goto(linkIn(question))
  await expect(megan.getByText(/An administrator withdrew the question/)).toBeVisible()
  await guest.goto('/account')
  await expect(guest.getByRole('row', { name: /Authenticator app/ })).toBeVisible()
  await expect(guest.getByText(/to vouch for you/)).toHaveCount(0)
})
