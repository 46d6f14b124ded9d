#!/usr/bin/env node
// Makes the pictures of README and docs anew from the demo: every main page at 1280 and 390, light and dark.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
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
  {
    name: 'megan@woodgrove.example',
    pages: {
      shares: '/shares',
      'new-share': '/shares/new',
      share: first('/shares'),
      spaces: '/spaces',
      space: first('/spaces'),
      'my-reviews': '/reviews',
      'my-review': first('/reviews'),
    },
  },
  {
    name: 'nicole@contoso.example',
    pages: { inbox: '/shared-with-me', resource: first('/shared-with-me'), account: '/account' },
  },
  {
    name: 'adele@woodgrove.example',
    pages: {
      ...{
        guests: '/admin/people',
        guest: first('/admin/people'),
        members: '/admin/people/members',
        audit: '/admin/audit',
        settings: '/admin/settings',
      },
      ...{
        policies: '/admin/policies',
        'new-policy': '/admin/policies/new',
        'what-if': '/admin/policies/what-if?person=nicole@contoso.example&resource=Portal: sharing&address=193.0.6.139',
        locations: '/admin/locations',
        labels: '/admin/labels',
        'sign-ins': '/admin/sign-ins',
      },
      ...{
        reviews: '/admin/reviews',
        'new-review': '/admin/reviews/new',
        review: first('/admin/reviews'),
        'review-round': first('/admin/reviews', '/admin/reviews/rounds'),
      },
    },
  },
]

/** The first thing in a list that has a page of its own, and of that page again. */
function first(list, ...deeper) {
  return async (page) => {
    let place = list
    for (const below of [list, ...deeper]) {
      await page.goto(url + place)
      const paths = await page
        .getByRole('main')
        .getByRole('link')
        .evaluateAll((links) => links.map(({ pathname }) => pathname))
      place = paths.find((path) => path.startsWith(`${below}/`) && /\/[0-9a-f-]{36}$/.test(path))
    }
    return place
  }
}

/** What a stranger sees who comes to the door, and a guest who was invited. */
async function lookFromOutside(page) {
  await page.goto(`${url}/sign-in`)
  await take(page, 'sign-in')
  await openLetter(page, 'ravi@proseware.example', /invite|share/i)
  await page.goto(await page.getByRole('link', { name: 'Follow its link' }).getAttribute('href'))
  await take(page, 'invitation')
}

async function signIn(page, address, picture) {
  const mailbox = await page.context().newPage()
  const earlier = await lettersTo(mailbox, address, /sign-in code/).then((letters) => letters.count())
  await page.goto(`${url}/sign-in`)
  await page.getByRole('textbox', { name: 'Email' }).fill(address)
  await page.getByRole('button', { name: 'Send code' }).click()
  await page.getByRole('timer').waitFor()
  if (picture) await take(page, picture)
  await openLetter(mailbox, address, /sign-in code/, earlier)
  const [code] = /\b\d{4} \d{4}\b/.exec(await mailbox.content())
  await mailbox.close()
  await page.getByRole('textbox', { name: 'Code' }).fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
  await page.waitForURL(/shares|shared-with-me/, { waitUntil: 'commit' })
}

/** In the local mailbox, newest first, as whoever tries the demo finds them. */
async function lettersTo(page, address, subject) {
  await page.goto(`${url}/mailbox?q=${encodeURIComponent(address)}`)
  return page.getByRole('list', { name: 'Mail' }).getByRole('link', { name: subject })
}

/** Opens the newest letter once there are more than there were earlier. */
async function openLetter(page, address, subject, earlier = 0) {
  for (let patience = 50; patience > 0; patience--) {
    const letters = await lettersTo(page, address, subject)
    if ((await letters.count()) > earlier) {
      await letters.first().click()
      return page.waitForURL(/mailbox\/./)
    }
    await wait(200)
  }
  throw new Error(`No such letter to ${address} came to the local mailbox.`)
}

async function take(page, name) {
  for (const colorScheme of ['light', 'dark'])
    for (const width of [1280, 390]) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      await page.setViewportSize({ width, height: width === 390 ? 844 : 800 })
      await page.screenshot({ path: path.join(into, `${name}-${width}-${colorScheme}.png`) })
    }
}

/** Filling the demo takes its time on a machine that has other work. */
async function healthy(foyer) {
  for (let patience = 900; patience > 0 && foyer.exitCode === null; patience--) {
    if ((await fetch(`${url}/api/health`).catch(() => null))?.ok) return
    await wait(200)
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
  await healthy(foyer)
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  await lookFromOutside(await browser.newPage({ locale: 'en-US' }))
  for (const { name, pages } of visits) {
    const context = await browser.newContext({ locale: 'en-US' })
    const page = await context.newPage()
    await signIn(page, name, name.startsWith('nicole') && 'passcode')
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
