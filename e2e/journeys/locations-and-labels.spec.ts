import type { Page } from '@playwright/test'
import { cast, expect, shareLinkResource, signIn, test } from '../fixtures/test'

const nameIn = (address: string) => address.replace('@', ' ').trim()

async function fillLocation(page: Page, name: string, ranges: string) {
  await page.goto('/admin/locations/new')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'IP ranges' }).fill(ranges)
  await page.getByRole('button', { name: 'Save location' }).click()
}

test('ranges that can’t be read are told line by line, and nothing typed is lost', async ({ as, unused }) => {
  const [adele, name] = [await as('adele'), nameIn(unused('Head office@'))]
  await fillLocation(adele, name, '203.0.113.0/24\n10.0.0.0/33\nthe office\n2001:db8::/32')
  const ranges = adele.getByRole('textbox', { name: 'IP ranges' })
  await expect(ranges).toHaveAccessibleDescription(/Line 2, 10\.0\.0\.0\/33: .*Line 3, the: /s)
  await expect(ranges).toBeFocused()
  await expect(ranges).toHaveValue(/10\.0\.0\.0\/33\nthe office/)
  const pasted = Array.from({ length: 3000 }, (_, n) => `10.${n >> 8}.${n & 255}.0/${n % 3 ? 24 : 40}`).join('\n')
  // Typed into it, so many lines take Chromium twelve seconds.
  await ranges.evaluate((field, text) => ((field as HTMLTextAreaElement).value = text), pasted)
  await adele.getByRole('button', { name: 'Save location' }).click()
  await expect(ranges).toHaveAccessibleDescription(/Line 1, .*And 980 lines more\./s)
  await ranges.fill('10.20.0.0/16, 10.20.30.0/24')
  await adele.getByRole('button', { name: 'Save location' }).click()
  await expect(adele.getByText('10.20.30.0/24 lies within 10.20.0.0/16. That does no harm.')).toBeVisible()
})

test('an administrator finds countries by typing, and those chosen stand first', async ({ as, unused }) => {
  const [adele, name] = [await as('adele'), nameIn(unused('Neighbors@'))]
  await adele.goto('/admin/locations/new')
  await adele.getByRole('textbox', { name: 'Name' }).fill(name)
  await adele.getByRole('radio', { name: 'Countries' }).check()
  for (const [typed, country] of [
    ['switz', 'Switzerland'],
    ['cote', 'Côte d’Ivoire'],
    ['AT', 'Austria'],
  ] as const) {
    await adele.getByRole('searchbox', { name: 'Find a country' }).fill(typed)
    await adele.getByRole('checkbox', { name: country, exact: true }).check()
    await expect(adele.getByRole('checkbox', { name: 'Zambia' })).toBeHidden()
  }
  await adele.getByRole('searchbox', { name: 'Find a country' }).press('Enter')
  await expect(adele.getByText('Chosen: Austria, Côte d’Ivoire, and Switzerland')).toBeVisible()
  await adele.getByRole('button', { name: 'Save location' }).click()
  await adele.getByRole('link', { name, exact: true }).click()
  await expect(adele.getByRole('group', { name: 'Countries' }).getByRole('checkbox').nth(2)).toHaveAccessibleName(
    'Switzerland',
  )
  await expect(adele.getByRole('group', { name: 'Countries' }).getByRole('checkbox').nth(3)).toHaveAccessibleName(
    'Afghanistan',
  )
})

test('a location that a policy names stays, and of two administrators at once the second is told', async ({
  as,
  unused,
}) => {
  const [adele, other, name] = [await as('adele'), await as('adele'), nameIn(unused('Branch@'))]
  await fillLocation(adele, name, '198.51.100.0/24')
  await adele.getByRole('link', { name, exact: true }).click()
  await expect(adele.getByRole('heading', { name })).toBeVisible()
  await other.goto(adele.url())
  await adele.getByRole('textbox', { name: 'IP ranges' }).fill('198.51.100.0/25')
  await adele.getByRole('button', { name: 'Save location' }).click()
  await expect(adele.getByRole('heading', { name: 'Locations' })).toBeVisible()
  await other.getByRole('textbox', { name: 'IP ranges' }).fill('192.0.2.0/24')
  await other.getByRole('button', { name: 'Save location' }).click()
  await expect(other.getByRole('form', { name: 'Change location' }).getByRole('alert')).toContainText(
    'Somebody else has changed this location meanwhile',
  )
  await expect(other.getByRole('textbox', { name: 'IP ranges' })).toHaveValue('192.0.2.0/24')

  await adele.goto('/admin/policies/new')
  await adele.getByRole('textbox', { name: 'Name', exact: true }).fill(`Only from ${name}`)
  await adele.getByRole('checkbox', { name: 'Guests', exact: true }).check()
  await adele.getByRole('radio', { name: 'All resources' }).check()
  await adele.getByText('Network', { exact: true }).click()
  await adele.getByRole('group', { name: 'Except from' }).getByRole('checkbox', { name, exact: true }).check()
  await adele.getByText('More that can be asked').click()
  await adele.getByRole('checkbox', { name: 'View only' }).check()
  await adele.getByRole('button', { name: 'Save policy' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(`Only from ${name}`) })).toContainText('Report only')
  await other.reload()
  await other.getByRole('button', { name: 'Delete' }).click()
  await other.getByRole('button', { name: 'Delete location' }).click()
  await expect(other.getByRole('dialog').getByRole('alert')).toContainText(`named by “Only from ${name}”`)
})

test('labels are added, renamed, put into order by keyboard, and taken off what carried one', async ({
  as,
  unused,
}) => {
  const [adele, megan] = [await as('adele'), await as('megan')]
  const [secret, sealed, strict] = ['Secret@', 'Sealed@', 'Strict@'].map((name) => nameIn(unused(name)))
  await adele.goto('/admin/labels')
  for (const name of [secret!, sealed!]) {
    await adele.getByRole('textbox', { name: 'Name' }).fill(name)
    await adele.getByRole('button', { name: 'Add label' }).click()
    await expect(adele.getByRole('row', { name: new RegExp(`^${name}`) })).toBeVisible()
  }
  const places = async () => {
    const names = await adele.getByRole('rowheader').allTextContents()
    return names.indexOf(sealed!) - names.indexOf(secret!)
  }
  const up = adele.getByRole('button', { name: `Move ${sealed} up` })
  await up.press('Enter')
  await expect.poll(places).toBe(-1)
  await expect(up).toBeFocused()
  await adele.getByRole('button', { name: `Change ${sealed}` }).click()
  await adele.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill(strict!)
  await adele.getByRole('button', { name: 'Save label' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(`^${strict}`) })).toBeVisible()

  const path = await shareLinkResource(megan, { title: nameIn(unused('Labeled@')), to: '' })
  await megan.getByLabel('Label', { exact: true }).selectOption(strict!)
  await megan.getByRole('button', { name: 'Set label' }).click()
  await expect(async () => {
    await adele.reload()
    await expect(
      adele
        .getByRole('row', { name: new RegExp(`^${strict}`) })
        .getByRole('cell')
        .nth(1),
    ).toHaveText('1', { timeout: 500 })
  }).toPass()
  await adele.getByRole('button', { name: `Delete ${strict}` }).click()
  await expect(adele.getByRole('dialog')).toContainText('1 resource carries it and will carry none.')
  await adele.getByRole('button', { name: 'Delete label' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(`^${strict}`) })).toHaveCount(0)
  await megan.goto(path)
  await expect(megan.getByLabel('Label', { exact: true }).getByRole('option', { name: strict! })).toHaveCount(0)
})

test('without JavaScript labels change places and every country can be ticked', async ({ freshPage, unused }) => {
  const adele = await freshPage({ javaScriptEnabled: false })
  await signIn(adele, cast.adele.address)
  await adele.goto('/admin/labels')
  const [first] = await adele.getByRole('rowheader').allTextContents()
  await adele.getByRole('button', { name: `Move ${first} down` }).click()
  await expect(adele.getByRole('rowheader').nth(1)).toHaveText(first!)
  await adele.getByRole('button', { name: `Move ${first} up` }).click()
  await expect(adele.getByRole('rowheader').first()).toHaveText(first!)
  const name = nameIn(unused('Far away@'))
  await adele.goto('/admin/locations/new')
  await adele.getByRole('textbox', { name: 'Name' }).fill(name)
  await adele.getByRole('radio', { name: 'Countries' }).check()
  await adele.getByRole('checkbox', { name: 'Zambia' }).check()
  await adele.getByRole('button', { name: 'Save location' }).click()
  await expect(adele.getByRole('row', { name: new RegExp(name) })).toContainText('Zambia')
})
