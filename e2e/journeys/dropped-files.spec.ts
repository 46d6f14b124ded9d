import type { Page } from '@playwright/test'
import { expect, statePath, test } from '../fixtures/test'

/** Drops files of these names over what stands at a place of the page. Answers whether the page took or refused them itself. */
const drop = (page: Page, over: ReturnType<Page['getByRole']>, names: string[]) =>
  over.evaluate((target, names) => {
    const dataTransfer = new DataTransfer()
    for (const name of names) dataTransfer.items.add(new File([`The words of ${name}.`], name, { type: 'text/plain' }))
    const event = (type: string) => new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })
    return { over: !target.dispatchEvent(event('dragover')), dropped: !target.dispatchEvent(event('drop')) }
  }, names)

async function openForm(page: Page) {
  await page.goto('/shares/new')
  await page.getByRole('radio', { name: 'File' }).check()
}

test('of several files that are dropped the first is kept, and it says which were not', async ({ as }) => {
  const page = await as('megan')
  await openForm(page)
  const box = page.getByRole('button', { name: 'File', exact: true })
  expect(await drop(page, box, ['first.txt', 'second.txt'])).toEqual({ over: true, dropped: true })
  await expect(page.getByText('first.txt is here')).toBeVisible()
  await expect(
    page.getByRole('alert').filter({ hasText: 'One file is shared at a time, so second.txt was not taken.' }),
  ).toBeVisible()
  await drop(page, box, ['only.txt'])
  await expect(page.getByText('only.txt is here')).toBeVisible()
  await expect(page.getByText('was not taken')).toHaveCount(0)
})

test('a drop beside the box is refused, never left to the browser', async ({ as }) => {
  const page = await as('megan')
  await openForm(page)
  for (const beside of [
    page.getByRole('heading', { name: /share/i }).first(),
    page.getByRole('textbox', { name: 'Note on its page' }),
    page.getByRole('navigation', { name: 'Main' }),
  ])
    expect(await drop(page, beside, ['astray.txt'])).toEqual({ over: true, dropped: true })
  await expect(page.getByText('astray.txt')).toHaveCount(0)
})

const answers: [number, string][] = [
  [413, 'This file is too large for a proxy in front of Foyer.'],
  [502, 'Foyer is not reachable just now.'],
  [504, 'Foyer is not reachable just now.'],
  [401, 'Sign in again'],
  [403, 'Sign in again'],
]

test('an answer to an upload is told for what it is; only none at all is a lost connection', async ({ browser }) => {
  const context = await browser.newContext({ storageState: statePath('megan') })
  const page = await context.newPage()
  await openForm(page)
  const file = page.getByRole('button', { name: 'File', exact: true })
  const choose = () => file.setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') })
  for (const [status, said] of answers) {
    await page.route(
      '**/api/files',
      (route) => route.fulfill({ status, contentType: 'text/html', body: '<h1>nginx</h1>' }),
      { times: 1 },
    )
    await choose()
    await expect(page.getByText(said)).toBeVisible()
  }
  await page.route('**/api/files', (route) => route.abort(), { times: 1 })
  await choose()
  await expect(page.getByText('The connection was lost before the file had arrived.')).toBeVisible()
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByText('a.txt is here')).toBeVisible()
  await context.close()
})
