import type { Locator, Page } from '@playwright/test'
import { cast, expect, signIn, statePath, test } from '../fixtures/test'

const nameIn = (address: string) => address.replace('@', ' ').trim()

/** Names a policy and says whom it is for, on the form that is open. */
async function begin(page: Page, name: string, who: string) {
  await page.goto('/admin/policies/new')
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await page.getByRole('checkbox', { name: who, exact: true }).check()
}

test('a policy that would shut every administrator out is not saved, and says why', async ({ as, unused }) => {
  const [adele, name] = [await as('adele'), nameIn(unused('Lock the door@'))]
  await begin(adele, name, 'Members')
  await adele.getByRole('checkbox', { name: 'Administration' }).check()
  await adele.getByRole('checkbox', { name: 'Block' }).check()
  await adele.getByRole('radio', { name: 'On', exact: true }).check()
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('form').getByRole('alert')).toContainText(
    /shut every administrator out of administration \(.*so it was not done\. Have the policies except/,
  )
  await expect(adele.getByRole('checkbox', { name: 'Block' })).toBeChecked()
  await adele.goto('/admin/policies')
  await expect(adele.getByText(name)).toHaveCount(0)
})

for (const javaScriptEnabled of [true, false])
  test(`a policy that keeps its author out asks first, and is saved once that is confirmed${javaScriptEnabled ? '' : ', without JavaScript'}`, async ({
    freshPage,
    unused,
  }) => {
    const [author, name] = [
      await freshPage({ javaScriptEnabled, storageState: statePath('adele') }),
      nameIn(unused(`Shut me out ${javaScriptEnabled}@`)),
    ]
    await begin(author, name, 'Chosen people')
    await author.getByRole('textbox', { name: 'People', exact: true }).fill(cast.adele.address)
    await author.getByRole('radio', { name: 'None' }).check()
    await author.getByRole('checkbox', { name: 'Administration' }).check()
    await author.getByRole('checkbox', { name: 'Block' }).check()
    await author.getByText('Time', { exact: true }).click()
    // An hour that is over, or far away, while these stories run.
    const hours = author.getByRole('group', { name: 'Only during these hours', exact: true })
    await hours
      .getByRole('checkbox', {
        name: new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en-US', { weekday: 'long', timeZone: 'UTC' }),
      })
      .check()
    await hours.getByLabel('From').fill(javaScriptEnabled ? '12:00' : '13:00')
    await hours.getByLabel('To').fill(javaScriptEnabled ? '13:00' : '14:00')
    await author.getByRole('radio', { name: 'On', exact: true }).check()
    await author.getByRole('button', { name: 'Save policy' }).click()
    const meant = author.getByRole('checkbox', { name: 'Yes, keep me out' })
    await expect(meant).toHaveAccessibleDescription(
      /keep you out of administration for 1 of the next 168 hours\..* Tick this to save it all the same\./,
    )
    await expect(meant).not.toBeChecked()
    await expect(author.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name)
    await meant.check()
    await author.getByRole('button', { name: 'Save policy' }).click()
    await expect(author.getByRole('heading', { name: 'Conditional access' })).toBeVisible()
    const adele = await freshPage({ storageState: statePath('adele') })
    await adele.goto(`/admin/policies?q=${encodeURIComponent(name)}`)
    await adele.getByRole('link', { name, exact: true }).click()
    await expect(adele.getByRole('checkbox', { name: 'Yes, keep me out' })).toHaveCount(0)
    await adele.getByRole('button', { name: 'Delete' }).click()
    await adele.getByRole('button', { name: 'Delete policy' }).click()
    await expect(adele.getByRole('heading', { name: 'Conditional access' })).toBeVisible()
  })

test('a policy begins with a template, whose rare settings stand open', async ({ as, unused }) => {
  const [adele, name] = [await as('adele'), nameIn(unused('From trusted networks@'))]
  await adele.goto('/admin/policies/new')
  await expect(adele.getByRole('checkbox', { name: 'Except from trusted locations' })).toBeHidden()
  await adele.getByRole('link', { name: /^Only from networks we trust/ }).click()
  await expect(adele.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Only from networks we trust')
  await expect(adele.getByRole('checkbox', { name: 'Except from trusted locations' })).toBeChecked()
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(name) })).toContainText('Report only')
})

test('a policy keeps to a morning and an afternoon, and leaves a quarter of an hour out', async ({ as, unused }) => {
  const [adele, name] = [await as('adele'), nameIn(unused('Office hours@'))]
  await begin(adele, name, 'Guests')
  await adele.getByRole('radio', { name: 'All resources' }).check()
  await adele.getByText('More that can be asked').click()
  await adele.getByRole('checkbox', { name: 'View only' }).check()
  await adele.getByText('Time', { exact: true }).click()
  const during = (place: string) => adele.getByRole('group', { name: `Only during these hours${place}`, exact: true })
  const except = adele.getByRole('group', { name: 'Except during these hours', exact: true })
  const fill = async (span: Locator, days: string[], from: string, to: string) => {
    for (const day of days) await span.getByRole('checkbox', { name: day }).check()
    await span.getByLabel('From').fill(from)
    await span.getByLabel('To').fill(to)
  }
  await fill(during(''), ['Monday', 'Friday'], '08:00', '12:00')
  await adele.getByRole('button', { name: 'Add hours' }).click()
  await fill(during(' (2)'), ['Friday'], '13:00', '')
  await fill(except, ['Friday'], '09:00', '09:15')
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(during(' (2)').getByLabel('To')).toHaveAccessibleDescription(/when it ends/)
  await during(' (2)').getByLabel('To').fill('18:00')
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await adele.getByRole('link', { name, exact: true }).click()
  await expect(during('').getByLabel('To')).toHaveValue('12:00')
  await expect(during(' (2)').getByLabel('From')).toHaveValue('13:00')
  await expect(during(' (2)').getByRole('checkbox', { name: 'Monday' })).not.toBeChecked()
  await expect(during(' (2)').getByRole('checkbox', { name: 'Friday' })).toBeChecked()
  await expect(except.getByLabel('To')).toHaveValue('09:15')
})

test('without JavaScript a policy is filled in, looked at and saved, and a mistake loses nothing', async ({
  freshPage,
  unused,
}) => {
  const adele = await freshPage({ javaScriptEnabled: false })
  const name = nameIn(unused('Plain policy@'))
  await signIn(adele, cast.adele.address)
  await begin(adele, name, 'Guests at mail domains')
  await adele.getByRole('textbox', { name: 'Mail domains', exact: true }).fill('not a domain!')
  await adele.getByRole('radio', { name: 'All resources' }).check()
  await adele.getByRole('checkbox', { name: 'Require multi-factor authentication' }).check()
  await adele.getByText('Time', { exact: true }).click()
  const evening = adele.getByRole('group', { name: 'Except during these hours (2)' })
  await evening.getByLabel('From').fill('20:00')
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('textbox', { name: 'Mail domains', exact: true })).toHaveAccessibleDescription(
    /domain! is not a mail domain/,
  )
  await expect(evening.getByLabel('From')).toHaveValue('20:00')
  await adele.getByRole('textbox', { name: 'Mail domains', exact: true }).fill('plain.example')
  await evening.getByLabel('To').fill('22:00')
  await evening.getByRole('checkbox', { name: 'Sunday' }).check()
  await adele.getByRole('button', { name: 'Count now' }).click()
  await expect(adele.getByRole('region', { name: 'Preview' })).toContainText('As things are now.')
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(name) })).toContainText('Report only')
})

test('in a browser that can’t tell what is chosen, every field of a policy stands open', async ({ as }) => {
  const adele = await as('adele')
  // As such a browser reads it: it knows no :has().
  await adele.route(/\.css/, async (route) => {
    const sheet = await route.fetch()
    await route.fulfill({ response: sheet, body: (await sheet.text()).replaceAll(':has(', ':knows-not(') })
  })
  await adele.goto('/admin/policies/new')
  for (const name of ['People', 'Mail domains', 'Resources by title'])
    await expect(adele.getByRole('textbox', { name, exact: true })).toBeVisible()
  await adele.goto('/admin/locations/new')
  await expect(adele.getByRole('textbox', { name: 'IP ranges' })).toBeVisible()
  await expect(adele.getByRole('checkbox', { name: 'Austria' })).toBeVisible()
})
