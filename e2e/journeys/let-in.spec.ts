import { codeIn, expect, hasCode, isInvitation, linkIn, proveAddress, shareLinkResource, test } from '../fixtures/test'

for (const javaScriptEnabled of [true, false])
  test(`a guest on a new device gets in though a stranger has used up their codes, ${javaScriptEnabled ? 'with' : 'without'} JavaScript`, async ({
    as,
    freshPage,
    mail,
    unused,
  }) => {
    const address = unused(javaScriptEnabled ? 'crowded@contoso.example' : 'crowded.plain@contoso.example')
    await mail.after(
      address,
      async () => shareLinkResource(await as('megan'), { title: 'Crowded', to: address }),
      isInvitation,
    )

    const ask = async (page: Awaited<ReturnType<typeof freshPage>>) => {
      await page.goto('/sign-in')
      await page.getByRole('textbox', { name: 'Email' }).fill(address)
      await page.getByRole('button', { name: 'Send code' }).click()
    }
    let caused = await mail.after(address, async () => ask(await freshPage()), hasCode)
    for (let time = 0; time < 2; time++) caused = await mail.after(address, async () => ask(await freshPage()), hasCode)

    const device = await freshPage({ javaScriptEnabled })
    await ask(device)
    await expect(device.getByRole('main').getByRole('alert')).toContainText(
      'Open “This was me” from the newest mail in this browser',
    )

    // A scanner opens every link of a mail before its reader does: nothing comes of it.
    for (const method of ['HEAD', 'GET', 'GET'])
      expect((await (await freshPage()).request.fetch(linkIn(caused), { method })).status()).toBe(200)
    await device.goto(linkIn(caused))
    await device.getByRole('button', { name: 'This was me' }).click()
    await expect(device.getByRole('heading', { name: 'This browser is let in' })).toBeVisible()
    await device.getByRole('link', { name: 'Ask for a new code' }).click()
    await device.getByRole('textbox', { name: 'Email' }).fill(address)
    await proveAddress(device, address)
    await expect(device.getByRole('heading', { name: 'Shared with me' })).toBeVisible()

    const late = await freshPage({ javaScriptEnabled })
    const answer = await late.goto(linkIn(caused))
    expect(answer!.status()).toBe(404)
    await expect(late.getByRole('heading', { name: 'This link lets nobody in' })).toBeVisible()
    await expect(late.getByRole('main')).not.toContainText(/contoso/)
    await late.goto('/let-in')
    await expect(late.getByRole('heading', { name: 'This link lets nobody in' })).toBeVisible()
  })

test('a code page whose comparisons a stranger has used up names the link, and goes on from there', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const address = unused('guessed.at@contoso.example')
  await mail.after(
    address,
    async () => shareLinkResource(await as('megan'), { title: 'Guessed at', to: address }),
    isInvitation,
  )
  const begin = async () => {
    const page = await freshPage()
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill(address)
    const letter = await mail.after(address, () => page.getByRole('button', { name: 'Send code' }).click(), hasCode)
    return { page, letter }
  }
  const type = async (page: Awaited<ReturnType<typeof freshPage>>, code: string, said: RegExp) => {
    await page.getByRole('textbox', { name: 'Code' }).fill(code)
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByRole('main').getByRole('alert')).toContainText(said)
  }
  for (let time = 0; time < 2; time++) {
    const { page, letter } = await begin()
    const other = String((Number(codeIn(letter).replace(' ', '')) + 1) % 10 ** 8).padStart(8, '0')
    for (const said of [/4 more times/, /3 more times/, /2 more times/, /1 more time\b/, /fifth wrong code/])
      await type(page, other, said)
  }
  const { page, letter } = await begin()
  await expect(page.getByRole('region', { name: 'No mail?' })).toContainText('open This was me from the newest mail')
  await type(page, codeIn(letter), /Open “This was me” from the newest mail in this browser/)
  await page.goto(linkIn(letter))
  await page.getByRole('button', { name: 'This was me' }).click()
  await page.getByRole('link', { name: 'Ask for a new code' }).click()
  const again = page.getByRole('button', { name: 'Send a new code' })
  await expect(again).toBeEnabled({ timeout: 35_000 })
  const fresh = await mail.after(address, () => again.click(), hasCode)
  await page.getByRole('textbox', { name: 'Code' }).fill(codeIn(fresh))
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('heading', { name: 'Shared with me' })).toBeVisible()
})
