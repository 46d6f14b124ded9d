import { alive } from '../fixtures/alive'
import { expect, test } from '../fixtures/test'

test('a page asks for itself alone when it is opened, whatever it links to, also under the pointer', async ({ as }) => {
  const adele = await as('adele')
  const asked: string[] = []
  adele.on('request', (request) => {
    const { pathname } = new URL(request.url())
    if (!pathname.startsWith('/_next/static/')) asked.push(`${request.method()} ${pathname}`)
  })
  for (const path of ['/shares', '/admin/people', '/admin/policies', '/shared-with-me', '/account']) {
    asked.length = 0
    await adele.goto(path)
    const within = adele.getByRole('navigation').or(adele.getByRole('main'))
    const links = within.getByRole('link')
    await alive(links.first())
    expect(await links.count(), path).toBeGreaterThan(5)
    for (const link of await links.all()) if (await link.isVisible()) await link.hover()
    await adele.waitForLoadState('networkidle')
    expect(asked).toEqual([`GET ${path}`])
  }
})
