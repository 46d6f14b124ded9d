import type { Page } from '@playwright/test'
import { query, startReview } from '../fixtures/database'
import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, signIn, test } from '../fixtures/test'
import { keyOf, totp } from '../fixtures/totp'

/** Sets up a policy for one resource through the form, as an administrator does. */
async function setUpPolicy(
  page: Page,
  {
    name,
    resource,
    controls,
    any = false,
    state = 'On',
  }: { name: string; resource: string; controls: string[]; any?: boolean; state?: string },
) {
  await page.goto('/admin/policies')
  await page.getByRole('link', { name: 'New policy' }).first().click()
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('checkbox', { name: 'Guests', exact: true }).check()
  await page.getByRole('radio', { name: 'Chosen resources' }).check()
  await page.getByRole('textbox', { name: 'Resources by title' }).fill(resource)
  await page.getByText('More that can be asked').click()
  for (const control of controls) await page.getByRole('checkbox', { name: control, exact: true }).check()
  if (any) await page.getByRole('radio', { name: 'Any one of them' }).check()
  await page.getByRole('radio', { name: state, exact: true }).check()
  await page.getByRole('button', { name: 'Save policy' }).click()
  await expect(page.getByRole('heading', { name: 'Conditional access' })).toBeVisible()
  await expect(page.getByRole('row', { name: new RegExp(name) })).toContainText(state)
}

test('a guest sets up an authenticator app when a policy first asks, and shows it in the next session', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('with.app@contoso.example')
  const title = unused('Behind a second factor@x').replace('@', ' ')
  const megan = await as('megan')
  const letter = await mail.after(address, () => shareLinkResource(megan, { title, to: address }), isInvitation)
  await setUpPolicy(await as('adele'), {
    name: unused('Factor@x').replace('@', ' '),
    resource: title,
    controls: ['Require multi-factor authentication'],
  })

  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
  await guest.getByRole('button', { name: 'Set up authenticator app' }).click()
  const key = await keyOf(guest)
  await guest.getByRole('textbox', { name: 'Authenticator code' }).fill('000000')
  await guest.getByRole('button', { name: 'Verify' }).click()
  await expect(guest.getByRole('textbox', { name: 'Authenticator code' })).toHaveAccessibleDescription(
    /not a code of your app/,
  )
  const spent = totp(key)
  await guest.getByRole('textbox', { name: 'Authenticator code' }).fill(spent)
  await mail.after(
    address,
    () => guest.getByRole('button', { name: 'Verify' }).click(),
    ({ subject }) => /sign-in .* changed/.test(subject),
  )
  await guest.getByRole('button', { name: 'Show recovery codes' }).click()
  await expect(guest.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem')).toHaveCount(10)
  const [recovery] = await guest.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem').allTextContents()
  await guest.getByRole('link', { name: 'I have kept them' }).click()
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()

  const again = await freshPage()
  await again.goto(linkIn(letter))
  await proveAddress(again, address)
  await expect(again.getByRole('heading', { name: 'Show your second factor' })).toBeVisible()
  await expect(again.getByText(title)).toHaveCount(0)
  await again.getByRole('textbox', { name: 'Authenticator code' }).fill(spent)
  await again.getByRole('button', { name: 'Verify' }).click()
  // However long it took to get here.
  await expect(again.getByRole('textbox', { name: 'Authenticator code' })).toHaveAccessibleDescription(
    /used already|from another minute/,
  )
  await again.getByText('Use a recovery code').click()
  await again.getByRole('textbox', { name: 'Recovery code' }).fill(recovery!.toLowerCase())
  await again.getByRole('button', { name: 'Use recovery code' }).click()
  await expect(again.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
})

test('a passkey, and nothing less, opens what asks for one', async ({ as, freshPage, mail, unused }) => {
  const address = unused('with.key@contoso.example')
  const title = unused('Behind a passkey@x').replace('@', ' ')
  const megan = await as('megan')
  const letter = await mail.after(address, () => shareLinkResource(megan, { title, to: address }), isInvitation)
  await setUpPolicy(await as('adele'), {
    name: unused('Passkey@x').replace('@', ' '),
    resource: title,
    controls: ['Require a passkey'],
  })

  const guest = await freshPage()
  const devices = await guest.context().newCDPSession(guest)
  await devices.send('WebAuthn.enable')
  await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Set up a passkey' })).toBeVisible()
  await expect(guest.getByRole('button', { name: 'Set up authenticator app' })).toHaveCount(0)
  await guest.getByRole('textbox', { name: 'Name of the passkey' }).fill('This laptop')
  await guest.getByRole('button', { name: 'Add a passkey' }).click()
  await expect(guest.getByRole('heading', { name: 'Recovery codes' })).toBeVisible()
  await guest.getByRole('link', { name: 'Not now' }).click()
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()

  await guest.goto('/account')
  await expect(guest.getByRole('row', { name: /This laptop/ })).toContainText('Passkey')
  await guest.getByRole('button', { name: 'Sign out', exact: true }).click()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Use a passkey' }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
})

test('where any one of several will do, the easiest is asked for and each other is offered', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('any.one@contoso.example')
  const title = unused('Behind any one@x').replace('@', ' ')
  const [megan, adele] = [await as('megan'), await as('adele')]
  const letter = await mail.after(address, () => shareLinkResource(megan, { title, to: address }), isInvitation)
  await setUpPolicy(adele, {
    name: unused('Any one@x').replace('@', ' '),
    resource: title,
    controls: ['Require multi-factor authentication', 'Ask for the purpose', 'Require a code for each resource'],
    any: true,
  })
  await adele.goto(
    `/admin/policies/what-if?${new URLSearchParams({ person: address, resource: title, address: '203.0.113.7' })}`,
  )
  await expect(
    adele.getByText('asked for one of a purpose, a fresh code, or multi-factor authentication'),
  ).toBeVisible()

  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await expect(guest.getByRole('heading', { name: 'Why do you need this?' })).toBeVisible()
  const others = guest.getByRole('navigation', { name: 'Any one of these will do as well' })
  await expect(others.getByRole('link')).toHaveText(['Confirm your address with a new code', 'Use a second factor'])
  await others.getByRole('link', { name: 'Use a second factor' }).click()
  await expect(guest.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
  await others.getByRole('link', { name: 'Say why you need this' }).click()
  await guest.getByRole('textbox', { name: 'Purpose' }).fill('For the audit of this year.')
  await guest.getByRole('button', { name: 'Continue' }).click()
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()
  await adele.reload()
  await expect(
    adele.getByRole('heading', {
      name: 'It would open after one of a purpose, a fresh code, or multi-factor authentication.',
    }),
  ).toBeVisible()
})

test('a policy on reviews asks a reviewer for a factor, and then lets them answer', async ({
  as,
  freshPage,
  unused,
}) => {
  const [address, guest] = [unused('reviewer@woodgrove.example'), unused('asked.about@contoso.example')]
  const [name, title] = ['Reviewers show a factor@x', 'Under review@x'].map((one) => unused(one).replace('@', ' ')) as [
    string,
    string,
  ]
  const [made] = await query<{ id: string }>(
    `INSERT INTO "Principal" (id, kind, address, name, "createdAt") VALUES (gen_random_uuid(), 'member', $1, 'Rita Vale', now()) RETURNING id`,
    [address],
  )
  await shareLinkResource(await as('megan'), { title, to: guest })
  const roundId = await startReview(title, [guest], {
    stages: [{ reviewers: 'members', memberIds: [made!.id], fallbackIds: [], days: 7, movesOn: [] }],
  })

  const adele = await as('adele')
  await adele.goto('/admin/policies/new')
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await adele.getByRole('checkbox', { name: 'Chosen people' }).check()
  await adele.getByRole('textbox', { name: 'People', exact: true }).fill(address)
  await adele.getByRole('radio', { name: 'None', exact: true }).check()
  await adele.getByRole('checkbox', { name: 'Reviews', exact: true }).check()
  await adele.getByRole('checkbox', { name: 'Require multi-factor authentication' }).check()
  await adele.getByRole('radio', { name: 'On', exact: true }).check()
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(name) })).toContainText('Reviews')

  const reviewer = await freshPage()
  await signIn(reviewer, address)
  await expect(
    reviewer.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Reviews' }),
  ).toHaveAccessibleDescription(/One item to answer$/)
  await reviewer.goto(`/reviews/${roundId}`)
  await expect(reviewer.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
  await reviewer.goto('/reviews')
  await expect(reviewer.getByRole('heading', { name: 'Set up a second factor' })).toBeVisible()
  await expect(reviewer.getByText(title)).toHaveCount(0)
  await reviewer.getByRole('button', { name: 'Set up authenticator app' }).click()
  await reviewer.getByRole('textbox', { name: 'Authenticator code' }).fill(totp(await keyOf(reviewer)))
  await reviewer.getByRole('button', { name: 'Verify' }).click()
  await reviewer.getByRole('link', { name: 'Not now' }).click()
  await reviewer.getByRole('link', { name: title }).click()
  await reviewer
    .getByRole('row', { name: new RegExp(title) })
    .getByRole('button', { name: 'Approve' })
    .click()
  await expect(reviewer.getByText('1 of 1 answered')).toBeVisible()
})

test('a blocked guest gets a reference, asks, and an administrator finds out why', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('kept.out@contoso.example')
  const title = unused('Blocked by policy@x').replace('@', ' ')
  const policy = unused('Nobody from outside@x').replace('@', ' ')
  const [megan, adele] = [await as('megan'), await as('adele')]
  const letter = await mail.after(address, () => shareLinkResource(megan, { title, to: address }), isInvitation)
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('link', { name: 'Open', exact: true })).toBeVisible()

  await setUpPolicy(adele, { name: policy, resource: title, controls: ['Block'] })
  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'You can’t open this right now' })).toBeVisible()
  const reference = (await guest.getByText(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/).textContent())!
  await guest.getByRole('textbox', { name: 'Message' }).fill('I need it today.')
  const asked = await mail.after(
    'megan@woodgrove.example',
    () => guest.getByRole('button', { name: 'Ask to be let in' }).click(),
    ({ text }) => text.includes(reference),
  )
  expect(asked.text).toContain('I need it today.')
  expect(asked.text).not.toContain(policy)

  await adele.goto(`/admin/sign-ins?reference=${reference}`)
  await expect(adele.getByRole('row', { name: new RegExp(address) })).toContainText('Refused')
  await adele.getByText(/of \d+ applied/).click()
  await expect(adele.getByText(`${policy}: refused`)).toBeVisible()

  await adele.goto('/admin/policies/what-if')
  await adele.getByRole('combobox', { name: 'Person' }).fill(address)
  await adele.getByRole('combobox', { name: 'Resource' }).fill(title)
  await adele.getByRole('textbox', { name: 'Network address' }).fill('203.0.113.7')
  await adele.getByRole('button', { name: 'Evaluate' }).click()
  await expect(adele.getByRole('heading', { name: 'A policy would refuse it.' })).toBeVisible()
  await expect(adele.getByRole('region', { name: 'Policies that apply' })).toContainText(policy)

  await megan.goto('/shares')
  await megan.getByRole('link', { name: title }).click()
  await expect(megan.getByRole('row', { name: new RegExp(address) })).toContainText(
    'Not let in by your organization’s conditions',
  )
  await expect(megan.getByText(policy)).toHaveCount(0)
  await megan.getByRole('link', { name: `Access explained, for ${address}` }).click()
  await expect(megan.getByRole('heading', { name: /can’t open it now/ })).toBeVisible()
  await expect(megan.getByText(policy)).toHaveCount(0)
})
