import { Foyer, removeDirectory } from '../fixtures/foyer'
import { codeIn } from '../fixtures/mailroom'
import { ResendStandIn } from '../fixtures/resend-stand-in'
import { cast, expect, test } from '../fixtures/test'

test('where mail leaves through Resend, Adele signs in with the code it delivered, though it failed at first', async ({
  freshPage,
}) => {
  const resend = await ResendStandIn.start()
  resend.fault = () => (resend.requests.length === 1 ? { status: 500, name: 'internal_server_error' } : null)
  const foyer = await Foyer.start({
    env: {
      RESEND_API_KEY: 're_stand_in',
      RESEND_BASE_URL: resend.url,
      MAIL_FROM: 'Woodgrove Bank <foyer@woodgrove.example>',
      ORGANIZATION_NAME: 'Woodgrove Bank',
      ADMIN_EMAIL: cast.adele.address,
    },
  })
  const page = await freshPage({ baseURL: foyer.url })
  try {
    await page.goto('/sign-in')
    await page.getByRole('textbox', { name: 'Email' }).fill(cast.adele.address)
    await page.getByRole('button', { name: 'Send code' }).click()
    const letter = await resend.waitFor(cast.adele.address)
    await page.getByRole('textbox', { name: 'Code' }).fill(codeIn(letter))
    await page.getByRole('button', { name: 'Verify' }).click()
    await expect(page.getByRole('link', { name: 'New share' }).first()).toBeVisible()
    expect(new Set(resend.requests.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1)
    expect(resend.requests.every(({ authorization }) => authorization === 'Bearer re_stand_in')).toBe(true)
  } finally {
    await page.close()
    await foyer.end()
    await resend.stop()
    removeDirectory(foyer.dataDir)
  }
})
