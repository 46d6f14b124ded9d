import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Failed } from './run.js'

// Chromium without its windows, which nobody looks at: the stories take a third less of the processor by it.
const shell = '/usr/bin/chromium-headless-shell'
const places = [
  shell,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/opt/google/chrome/chrome',
]

/** Where a Chromium is for the browser tests: this computer's, Debian's package, or Playwright's own. */
export async function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM
  if (!existsSync(shell)) installDebians()
  return places.find(existsSync) ?? (await playwrights()) ?? none()
}

/** Debian's, where this account may install it; where there is none, nothing happens. */
function installDebians() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  console.log('Installing Chromium …')
  if (apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell') !== 0 && apt('update') === 0)
    apt('install', '-y', '--no-install-recommends', 'chromium-headless-shell')
}

const apt = (...parameters) =>
  spawnSync('apt-get', parameters, {
    stdio: 'ignore',
    timeout: 300_000,
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  }).status

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  if (!existsSync(chromium.executablePath()))
    spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function none() {
  throw new Failed('No Chromium was found for the browser tests. Install one, or name it in CHROMIUM.')
}
