import type { Page } from '@playwright/test'
import { query } from '../fixtures/database'
import { cast, expect, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
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
  await page.getByRole('link', { name: address, exact: true }).first().click()
  await expect(page.getByRole('heading', { name: 'Sign-in methods' })).toBeVisible()
}

async function askForReset(page: Page, address: string) {
  await findPerson(page, address)
  await page.getByRole('button', { name: 'Reset…' }).click()
  await page.getByRole('textbox', { name: 'Reason' }).fill('Her phone fell into the lake')
  await page.getByRole('button', { name: 'Ask to vouch' }).click()
}

/** As if Megan had been here for a month, by her mail domain: whom the administrator let in yesterday can't vouch. */
const seatMegan = () =>
  query(`UPDATE "Principal" SET "createdAt" = now() - interval '30 days', "createdById" = NULL WHERE address = $1`, [
    cast.megan.address,
  ])

/** Moves what waits for a person to be vouched for, or was, back in time. */
const letADayGoBy = (address: string) =>
  query(
    `UPDATE "FactorReset" SET "vouchedAt" = "vouchedAt" - interval '1 day', "requestedAt" = "requestedAt" - interval '1 day' FROM "Principal" p WHERE p.id = "principalId" AND p.address = $1`,
    [address],
  )

const isToldOf =
  (what: RegExp) =>
  ({ subject, text }: { subject: string; text: string }) =>
    what.test(`${subject}\n${text}`)

const isQuestionAbout =
  (address: string) =>
  ({ subject }: { subject: string }) =>
    subject.startsWith(`Do you vouch for ${address}`)

test('whoever adds a factor signs out everywhere else, where nobody had shown one', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('new.phone@contoso.example')
  await shareLinkResource(await as('megan'), { title: 'Lake house plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  const elsewhere = await freshPage()
  await signIn(elsewhere, address)
  await setUpApp(guest)
  await expect(guest.getByText('How you sign in changed. One other browser is still signed in.')).toBeVisible()
  await guest
    .getByRole('form', { name: 'Other sessions' })
    .getByRole('button', { name: 'Sign out everywhere else' })
    .click()
  await expect(guest.getByText('You are signed out everywhere else.')).toBeVisible()
  await elsewhere.goto('/account')
  await expect(elsewhere.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('a guest who lost the authenticator is vouched for by the sponsor, and enrolls anew', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  // Six browsers and eight mails, one after another.
  test.slow()
  const address = unused('lost.phone@contoso.example')
  const megan = await as('megan')
  await shareLinkResource(megan, { title: 'Lake house plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  await setUpApp(guest)
  await seatMegan()
  const adele = await as('adele')
  const question = await mail.after(
    'megan@woodgrove.example',
    () => askForReset(adele, address),
    isQuestionAbout(address),
  )
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
  const told = await mail.after(
    address,
    () => megan.getByRole('button', { name: /and vouch/ }).click(),
    isToldOf(/can be removed in a day/),
  )
  await expect(megan.getByRole('heading', { name: /You vouched for/ })).toBeVisible()
  await expect(megan.getByText('Nothing is removed yet')).toBeVisible()
  await guest.goto('/account')
  await expect(guest.getByText(/Megan Bowen vouched for you/)).toBeVisible()
  await expect(guest.getByRole('row', { name: /Authenticator app/ })).toBeVisible()
  await findPerson(adele, address)
  await expect(adele.getByText(/Megan Bowen vouched/).first()).toBeVisible()
  const remove = adele.getByRole('button', { name: `Remove the sign-in methods of ${address}` })
  await expect(remove).toHaveCount(0)

  await letADayGoBy(address)
  await findPerson(adele, address)
  await remove.click()
  await mail.after(
    address,
    () => adele.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click(),
    isToldOf(/second factors were reset/),
  )
  await expect(adele.getByText('Only the mailed code.')).toBeVisible()
  await megan.goto(linkIn(question))
  await expect(megan.getByText(/You vouched for them.*were removed/)).toBeVisible()
  const late = await freshPage()
  await late.goto(linkIn(told))
  await expect(late.getByRole('heading', { name: 'Your second factors were removed' })).toBeVisible()

  await guest.goto('/account')
  await guest.getByRole('textbox', { name: 'Email' }).fill(address)
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Sign-in methods' })).toBeVisible()
  await setUpApp(guest)
})

for (const javaScriptEnabled of [true, false])
  test(`whoever has lost nothing stops it by the mailed link, ${javaScriptEnabled ? 'signed in nowhere' : 'with JavaScript off'}`, async ({
    as,
    freshPage,
    mail,
    unused,
  }) => {
    const address = unused(`lost.nothing.${javaScriptEnabled}@contoso.example`)
    const megan = await as('megan')
    await shareLinkResource(megan, { title: 'Lake house plans', to: address })
    const guest = await freshPage()
    await signIn(guest, address)
    await setUpApp(guest)
    await seatMegan()
    const adele = await as('adele')
    const question = await mail.after(
      'megan@woodgrove.example',
      () => askForReset(adele, address),
      isQuestionAbout(address),
    )
    await megan.goto(linkIn(question))
    const told = await mail.after(
      address,
      () => megan.getByRole('button', { name: /and vouch/ }).click(),
      isToldOf(/can be removed in a day/),
    )
    await letADayGoBy(address)

    const stranger = await freshPage({ javaScriptEnabled })
    for (let time = 0; time < 2; time++) {
      await stranger.goto(linkIn(told))
      await expect(stranger.getByRole('heading', { name: 'Stop the reset of your second factors?' })).toBeVisible()
      await expect(stranger.getByText(address)).toHaveCount(0)
    }
    await mail.after(
      'megan@woodgrove.example',
      () => stranger.getByRole('button', { name: 'Stop it' }).click(),
      isToldOf(/was stopped/),
    )
    await expect(stranger.getByRole('heading', { name: 'The reset was stopped' })).toBeVisible()
    await findPerson(adele, address)
    await expect(adele.getByRole('button', { name: /Remove the sign-in methods/ })).toHaveCount(0)
    await expect(adele.getByRole('button', { name: 'Reset…' })).toBeVisible()
    await guest.goto('/account')
    await expect(guest.getByRole('row', { name: /Authenticator app/ })).toBeVisible()
    await stranger.goto('/resets/of-nobody-at-all')
    await expect(stranger.getByRole('heading', { name: 'This link leads nowhere' })).toBeVisible()
  })

test('where nobody can vouch, the page names the command for whoever runs the server', async ({
  as,
  freshPage,
  unused,
}) => {
  const address = unused('lost.alone@contoso.example')
  await shareLinkResource(await as('priya'), { title: 'Lake house plans', to: address })
  const guest = await freshPage()
  await signIn(guest, address)
  await setUpApp(guest)
  const adele = await as('adele')
  await findPerson(adele, address)
  // Adele, the only administrator, let Priya in, who answers for this guest.
  await expect(adele.getByText(`npm run reset-factors -- ${address}`)).toBeVisible()
  await expect(adele.getByRole('button', { name: 'Reset…' })).toHaveCount(0)
})

test('a guest prints the recovery codes; a reset that waits is withdrawn, and nothing is left to answer', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
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

  await seatMegan()
  const adele = await as('adele')
  const question = await mail.after(
    'megan@woodgrove.example',
    () => askForReset(adele, address),
    isQuestionAbout(address),
  )
  const isWithdrawn = ({ subject }: { subject: string }) => /was withdrawn/.test(subject)
  await mail.after(
    address,
    () => adele.getByRole('button', { name: `Withdraw the reset of ${address}` }).click(),
    isWithdrawn,
  )
  await expect(adele.getByRole('button', { name: 'Reset…' })).toBeVisible()
  await megan.goto(linkIn(question))
  await expect(megan.getByText(/An administrator withdrew the question/)).toBeVisible()
  await guest.goto('/account')
  await expect(guest.getByRole('row', { name: /Authenticator app/ })).toBeVisible()
  await expect(guest.getByText(/to vouch for you/)).toHaveCount(0)
})
