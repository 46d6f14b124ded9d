import { expect, test } from '../fixtures/test'

test('where cookies are blocked the sign-in page says that they are needed, and nothing breaks', async ({
  freshPage,
}) => {
  const page = await freshPage()
  const chromium = await page.context().newCDPSession(page)
  await chromium.send('Emulation.setDocumentCookieDisabled', { disabled: true })
  // What Firefox does then.
  await page.addInitScript(() => {
    const refuse = () => {
      throw new DOMException('The operation is insecure.', 'SecurityError')
    }
    Object.defineProperty(window, 'BroadcastChannel', { value: refuse })
    Object.defineProperty(window, 'localStorage', { get: refuse })
  })
  await page.goto('/sign-in')
  await expect(page.getByText('This browser keeps no cookies for this site.')).toBeVisible()
  await expect(page.getByRole('textbox', { name: 'Email' })).toBeVisible()
})

test('without JavaScript it is said once a code was asked for in vain', async ({ freshPage }) => {
  const page = await freshPage({ javaScriptEnabled: false })
  await page.goto('/sign-in')
  await expect(page.getByText('This browser keeps no cookies')).toHaveCount(0)
  await page.getByRole('textbox', { name: 'Email' }).fill('nobody@contoso.example')
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.context().clearCookies()
  await page.reload()
  await expect(page.getByText('This browser keeps no cookies for this site.')).toBeVisible()
})
