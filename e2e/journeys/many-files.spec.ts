import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Browser, Page } from '@playwright/test'
import { expectAccessible } from '../fixtures/axe'
import { expect, isInvitation, linkIn, proveAddress, statePath, test } from '../fixtures/test'

const file = (name: string, size = 20) => ({ name, mimeType: 'text/plain', buffer: Buffer.alloc(size, name) })

async function createSpace(page: Page, name: string, to = '') {
  await page.goto('/spaces/new')
  await page.getByRole('textbox', { name: 'Name' }).fill(name)
  await page.getByRole('textbox', { name: 'Invite by email' }).fill(to)
  await page.getByRole('combobox', { name: 'Role' }).selectOption('Can contribute')
  await page.getByRole('button', { name: 'Create space' }).click()
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible()
  return new URL(page.url()).pathname
}

/** Megan in a browser whose console may speak of requests that broke off. */
async function openMegan(browser: Browser) {
  const context = await browser.newContext({ storageState: statePath('megan') })
  return context.newPage()
}

const choose = (page: Page, files: ReturnType<typeof file>[]) =>
  page.getByRole('button', { name: 'Files', exact: true }).setInputFiles(files)
const rows = (page: Page) => page.getByRole('list', { name: 'Files' }).getByRole('listitem')
const titles = (page: Page) => page.getByRole('table', { name: 'Contents' }).getByRole('rowheader').getByRole('link')

test('many files go up at once, one that is cut off goes on by itself, and names that are taken are asked about once', async ({
  browser,
}) => {
  const megan = await openMegan(browser)
  const space = await createSpace(megan, 'Many files')
  await megan.goto(`${space}/new?kind=file`)
  let cut = 0
  await megan.route('**/api/uploads/*', (route) =>
    route.request().method() === 'PATCH' && cut++ < 2 ? route.abort() : route.continue(),
  )
  await choose(
    megan,
    ['one.txt', 'two.txt', 'three.txt', 'four.txt'].map((name) => file(name, 300_000)).concat(file('empty.txt', 0)),
  )
  await expect(megan.getByText('5 files are in the space.')).toBeVisible()
  expect(cut).toBeGreaterThan(2)
  await expectAccessible(megan)

  await choose(megan, [file('one.txt', 7), file('two.txt', 8), file('five.txt')])
  const question = megan.getByRole('alert').filter({ hasText: '2 files have names that are taken in the space.' })
  await expect(question).toBeVisible()
  await expectAccessible(megan)
  await question.getByRole('button', { name: 'New version' }).click()
  await expect(megan.getByText('8 files are in the space.')).toBeVisible()
  await megan.getByRole('link', { name: 'Back to the space' }).click()
  await expect(titles(megan)).toHaveCount(6)
  await megan.getByRole('link', { name: 'one.txt' }).click()
  await expect(megan.getByText('7 bytes').first()).toBeVisible()
  await megan.context().close()
})

test('a file that is under way when the page goes is known again when it is chosen again', async ({ browser }) => {
  const megan = await openMegan(browser)
  const space = await createSpace(megan, 'Left and back')
  await megan.goto(`${space}/new?kind=file`)
  await megan.route('**/api/uploads/*', (route) =>
    route.request().method() === 'PATCH' ? route.abort() : route.continue(),
  )
  const folder = mkdtempSync(path.join(os.tmpdir(), 'foyer-chosen-'))
  const film = path.join(folder, 'film.txt')
  writeFileSync(film, Buffer.alloc(100_000, 'film'))
  const files = megan.getByRole('button', { name: 'Files', exact: true })
  await files.setInputFiles(film)
  await expect(rows(megan)).toContainText('It goes on by itself.')
  let asked = 0
  megan.on('dialog', (dialog) => (asked++, void dialog.accept()))
  await megan.reload()
  expect(asked).toBe(1)
  await expect(rows(megan)).toContainText('Choose the file again to go on')
  await megan.unroute('**/api/uploads/*')
  const begun: string[] = []
  megan.on('request', (request) => request.method() === 'POST' && begun.push(new URL(request.url()).pathname))
  await files.setInputFiles(film)
  await expect(megan.getByText('1 file is in the space.')).toBeVisible()
  expect(begun).not.toContain('/api/uploads')
  rmSync(folder, { recursive: true })
  await megan.context().close()
})

test('a guest who contributes sends a folder’s worth, dropped beside the box, and leaves one out', async ({
  as,
  freshPage,
  mail,
  unused,
}) => {
  const guest = unused('many.files@contoso.example')
  const megan = await as('megan')
  const letter = await mail.after(guest, async () => void (await createSpace(megan, 'Handed in', guest)), isInvitation)
  const page = await freshPage()
  await page.goto(linkIn(letter))
  await proveAddress(page, guest)
  await page.getByRole('button', { name: 'Accept' }).click()
  await page.getByRole('button', { name: 'Add files' }).click()
  await page.getByRole('heading', { name: 'Add to the space', level: 1 }).evaluate((target) => {
    const dataTransfer = new DataTransfer()
    for (const name of ['a.txt', 'b.txt', 'c.txt'])
      dataTransfer.items.add(new File([name], name, { type: 'text/plain' }))
    target.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  })
  await expect(page.getByText('3 files are in the space.')).toBeVisible()
  await choose(page, [file('a.txt', 5)])
  const question = page.getByRole('alert').filter({ hasText: 'Something called a.txt is in the space already.' })
  await expect(question.getByRole('button', { name: 'New version' })).toHaveCount(0)
  await question.getByRole('button', { name: 'Leave out' }).click()
  await expect(rows(page).last()).toContainText('Left out')
  await page.getByRole('link', { name: 'Back to the space' }).click()
  await expect(titles(page)).toHaveCount(3)
})
