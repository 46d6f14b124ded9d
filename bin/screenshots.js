#!/usr/bin/env node
// Makes the pictures of README and docs anew from the demo: every main page at 1280 and 390, light and dark.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { findChromium } from './steps/chromium.js'
import { install } from './steps/install.js'
import { alone } from './steps/lock.js'
import { root } from './steps/root.js'
import { giveUp } from './steps/run.js'

const port = Number(process.env.PORT ?? 4700)
const url = `http://localhost:${port}`
const into = path.join(root, 'docs/screenshots')

/** Who looks at what. */
const visits = [
  { name: 'megan@woodgrove.example', pages: { shares: '/shares', 'new-share': '/shares/new', share: first('/shares') } },
  { name: 'nicole@contoso.example', pages: { inbox: '/shared-with-me', resource: first('/shared-with-me'), account: '/account' } },
  { name: 'adele@woodgrove.example', pages: { people: '/admin/people', audit: '/admin/audit', settings: '/admin/settings' } },
]

function first(list) {
  return async (page) => {
    await page.goto(url + list)
    return page.locator(`main a[href^="${list}/"]:not([href$="/new"])`).first().getAttribute('href')
  }
}

async function signIn(page, address) {
  await page.goto(`${url}/sign-in`)
  await page.getByRole('textbox', { name: 'Email' }).fill(address)
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.getByRole('textbox', { name: 'Code' }).fill(await codeFor(page, address))
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.waitForURL(/shares|shared-with-me/)
}

/** Read in the local mailbox, as whoever tries the demo does. */
async function codeFor(page, address) {
  const mailbox = await page.context().newPage()
  for (let patience = 50; patience > 0; patience--) {
    await mailbox.goto(`${url}/mailbox?q=${encodeURIComponent(address)}`)
    const letter = mailbox.getByRole('link', { name: /sign-in code/ }).first()
    if (await letter.count()) {
      await letter.click()
      await mailbox.waitForURL(/mailbox\/./)
      const code = /\b\d{4} \d{4}\b/.exec(await mailbox.content())
      await mailbox.close()
      return code[0]
    }
    await mailbox.waitForTimeout(200)
  }
  throw new Error(`No code for ${address} came to the local mailbox.`)
}

async function take(page, name) {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: width === 390 ? 844 : 800 })
      await page.screenshot({ path: path.join(into, `${name}-${width}-${colorScheme}.png`) })
    }
}

async function healthy() {
  for (let patience = 300; patience > 0; patience--) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  throw new Error('The demo did not come up.')
}

process.chdir(root)
await alone(() => install({ dev: true })).catch(giveUp)
const { build } = await import('./steps/build.js')
await alone(build).catch(giveUp)
const executablePath = await findChromium().catch(giveUp)
const { chromium } = await import('@playwright/test')
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'foyer-pictures-'))
const foyer = spawn(process.execPath, ['dist/main.js'], {
  env: { ...process.env, NODE_ENV: 'production', PORT: String(port), DATA_DIR: dataDir, FOYER_DEMO: '1' },
  stdio: ['ignore', 'ignore', 'inherit'],
})
try {
  mkdirSync(into, { recursive: true })
  await healthy()
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  const stranger = await browser.newPage()
  await stranger.goto(`${url}/sign-in`)
  await take(stranger, 'sign-in')
  for (const { name, pages } of visits) {
    const context = await browser.newContext({ locale: 'en-US' })
    const page = await context.newPage()
    await signIn(page, name)
    for (const [picture, place] of Object.entries(pages)) {
      await page.goto(url + (typeof place === 'string' ? place : await place(page)), { waitUntil: 'networkidle' })
      await take(page, picture)
    }
    await context.close()
  }
  await browser.close()
} finally {
  const gone = new Promise((resolve) => foyer.once('exit', resolve))
  foyer.kill('SIGTERM')
  await gone
  rmSync(dataDir, { recursive: true, force: true })
}
