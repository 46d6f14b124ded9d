import { expect, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

test('Megan shares a link, Nicole proves her address, accepts once and opens it', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const nicole = unused('nicole.redeems@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    nicole,
    () => shareLinkResource(megan, { title: 'Spring campaign', to: nicole }),
    isInvitation,
  )
  expect(letter.text).toContain('Woodgrove Bank')
  expect(letter.replyTo).toContain('megan@woodgrove.example')

  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await expect(guest.getByText('Megan Bowen').first()).toBeVisible()
  await expect(guest.getByText('Spring campaign').first()).toBeVisible()
  await proveAddress(guest, nicole)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Spring campaign' })).toBeVisible()
  await expect(
    guest.getByRole('link', { name: 'Open', exact: true }).or(guest.getByRole('button', { name: 'Open', exact: true })),
  ).toBeVisible()

  await guest.goto('/shared-with-me')
  await expect(guest.getByRole('heading', { name: 'Shared with me' })).toBeVisible()
  await expect(guest.getByRole('link', { name: 'Spring campaign', exact: true })).toBeVisible()

  await megan.reload()
  const row = megan.getByRole('table', { name: 'People' }).getByRole('row', { name: nicole })
  await expect(row).toContainText(/Active/)
})

test('the mailed link goes on working as the shortcut, and asks for a code in a browser that has none', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('shortcut@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareLinkResource(megan, { title: 'Shortcut plan', to: address }),
    isInvitation,
  )
  const first = await freshPage()
  await first.goto(linkIn(letter))
  await proveAddress(first, address)
  await first.getByRole('button', { name: 'Accept' }).click()
  await expect(first.getByRole('heading', { name: 'Shortcut plan' })).toBeVisible()

  const second = await freshPage()
  await second.goto(linkIn(letter))
  await proveAddress(second, address)
  await expect(second.getByRole('heading', { name: 'Shortcut plan' })).toBeVisible()
})

test('revoking is in force on the very next request, and can be undone', async ({ as, freshPage, mail, unused }) => {
  const address = unused('revoked@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(
    address,
    () => shareLinkResource(megan, { title: 'Secret plan', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByRole('heading', { name: 'Secret plan' })).toBeVisible()

  await megan.reload()
  await megan.getByRole('button', { name: `Revoke access of ${address}` }).click()
  await expect(megan.getByRole('button', { name: /Undo/ })).toBeVisible()
  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'Secret plan' })).toBeHidden()

  await megan.getByRole('button', { name: /Undo/ }).click()
  await expect(megan.getByRole('button', { name: `Revoke access of ${address}` })).toBeVisible()
  await guest.reload()
  await expect(guest.getByRole('heading', { name: 'Secret plan' })).toBeVisible()
})

test('a guest gives access up from its page, and takes it back in the inbox', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('gives.up@contoso.example')
  const letter = await mail.after(
    address,
    async () => shareLinkResource(await as('megan'), { title: 'Given up plan', to: address }),
    isInvitation,
  )
  const guest = await freshPage()
  await guest.goto(linkIn(letter))
  await proveAddress(guest, address)
  await guest.getByRole('button', { name: 'Accept' }).click()
  await expect(guest.getByText('you have 10 seconds to undo it')).toBeVisible()
  await guest.getByRole('button', { name: 'Give up access' }).click()
  await guest.getByRole('button', { name: 'Undo giving up Given up plan' }).click()
  await expect(guest.getByRole('link', { name: 'Given up plan', exact: true })).toBeVisible()
})

for (const timezoneId of ['Pacific/Auckland', 'America/Los_Angeles'])
  test(`the last day of access is the day that was chosen, for a guest in ${timezoneId} too`, async ({
    as,
    freshPage,
    mail,
    unused,
  }) => {
    const address = unused(`${timezoneId.replace(/.*\//, '').toLowerCase()}@contoso.example`)
    const year = new Date().getUTCFullYear() + 1
    const megan = await as('megan')
    const letter = await mail.after(
      address,
      () => shareLinkResource(megan, { title: `Plan of ${timezoneId}`, to: address }),
      isInvitation,
    )
    await megan.getByRole('button', { name: `Change access of ${address}` }).click()
    const dialog = megan.getByRole('dialog')
    await dialog.getByRole('combobox', { name: 'Access ends' }).selectOption({ label: 'On a date…' })
    await expect(dialog.getByText('Access ends with this day, by clocks in UTC.')).toBeVisible()
    await dialog.getByLabel('Last day of access').fill(`${year}-12-31`)
    await dialog.getByRole('button', { name: 'Change access', exact: true }).click()
    await expect(megan.getByRole('table', { name: 'People' }).getByRole('row', { name: address })).toContainText(
      `until December 31, ${year}`,
    )

    const guest = await freshPage({ timezoneId })
    await guest.goto(linkIn(letter))
    await proveAddress(guest, address)
    await expect(guest.getByText(`until December 31, ${year} (UTC)`)).toBeVisible()
    await guest.getByRole('button', { name: 'Accept' }).click()
    await expect(guest.getByRole('heading', { name: `Plan of ${timezoneId}` })).toBeVisible()
    await expect(guest.getByText(`Until December 31, ${year} (UTC)`)).toBeVisible()
    await guest.goto('/shared-with-me')
    await expect(guest.getByRole('listitem').filter({ hasText: `Plan of ${timezoneId}` })).toContainText(
      `until December 31, ${year} (UTC)`,
    )
  })
