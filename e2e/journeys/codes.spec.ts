import type { Page } from '@playwright/test'
import { holdScripts } from '../fixtures/alive'
import { cast, codeIn, expect, hasCode, test } from '../fixtures/test'

const field = (page: Page) => page.getByRole('textbox', { name: 'Code' })
const arabic = (code: string) => code.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)))

async function sendCode(page: Page, address: string) {
  await page.goto('/sign-in')
  await page.getByRole('textbox', { name: 'Email' }).fill(address)
  await page.getByRole('button', { name: 'Send code' }).click()
  await expect(field(page)).toBeVisible()
}

for (const javaScriptEnabled of [true, false]) {
  const how = javaScriptEnabled ? '' : ', without script'

  test(`what is no code is a sentence at the field and no try, and digits of any script are the code${how}`, async ({
    freshPage,
    mail,
  }) => {
    const page = await freshPage({ javaScriptEnabled })
    const letter = await mail.after(cast.lee.address, () => sendCode(page, cast.lee.address), hasCode)
    for (const typed of ['', '   ', 'abcdefgh', '🙂🙂🙂', '1234567']) {
      await field(page).fill(typed)
      await page.getByRole('button', { name: 'Verify' }).click()
      await expect(field(page)).toHaveAccessibleDescription(/Enter the (?:code|one) from the mail\./)
    }
    await field(page).fill(codeIn(letter) === '0000 0001' ? '00000002' : '00000001')
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(field(page)).toHaveAccessibleDescription(/You can try 4 more times\./)
    await field(page).fill(`Your code: ${arabic(codeIn(letter))}, good for 10 minutes`)
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByRole('heading', { name: 'Shared by me' })).toBeVisible()
  })

  test(`whoever asks again too soon is led to where the code is typed${how}`, async ({ freshPage, mail, unused }) => {
    const address = unused('again@woodgrove.example')
    const page = await freshPage({ javaScriptEnabled })
    await sendCode(page, address)
    const count = await mail.count(address)
    await sendCode(page, address)
    await expect(page).toHaveURL(/\/sign-in\/passcode$/)
    await expect(page.getByText(address)).toBeVisible()
    if (javaScriptEnabled) await expect(page.getByRole('timer')).toHaveText(/in 0:[0-3]\d/)
    expect(await mail.count(address)).toBe(count)
  })
}

test('the field shows the code alone, whatever was pasted', async ({ freshPage }) => {
  const page = await freshPage()
  await sendCode(page, 'sam@northwind.example')
  for (const [typed, shown] of [
    ['Your code is 1234 5678. It is good for 10 minutes.', '1234 5678'],
    ['۱۲۳۴۵۶۷۸', '1234 5678'],
    ['１２３４５', '1234 5'],
    ['12-34x', '1234'],
    ['123456789', '123456789'],
  ] as const) {
    await field(page).fill(typed)
    await expect(field(page)).toHaveValue(shown)
  }
})

test('the field shows the code alone, though it was pasted before the page came alive', async ({ freshPage }) => {
  const page = await freshPage()
  await sendCode(page, 'sam.early@northwind.example')
  const comeAlive = await holdScripts(page)
  await page.reload({ waitUntil: 'commit' })
  await field(page).fill('Your code is 1234 5678. It is good for 10 minutes.')
  comeAlive()
  await expect(field(page)).toHaveValue('1234 5678')
})

test('whoever has signed in in another tab is led on from the page for the code', async ({ freshPage, mail }) => {
  const page = await freshPage()
  const letter = await mail.after(cast.priya.address, () => sendCode(page, cast.priya.address), hasCode)
  const other = await page.context().newPage()
  await other.goto('/sign-in/passcode')
  await field(other).fill(codeIn(letter))
  await other.getByRole('button', { name: 'Verify' }).click()
  await expect(other.getByRole('heading', { name: 'Shared by me' })).toBeVisible()
  await field(page).fill(codeIn(letter))
  await page.getByRole('button', { name: 'Verify' }).click()
  await expect(page.getByRole('heading', { name: 'Shared by me' })).toBeVisible()
})
