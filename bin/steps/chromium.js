import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { Failed } from './run.js'

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/opt/google/chrome/chrome']

/** Where a Chromium is for the browser tests: this computer's, Playwright's own, or Debian's package. */
export async function findChromium() {
  return process.env.CHROMIUM ?? there() ?? (await playwrights()) ?? (debians(), there()) ?? none()
}

const there = () => places.find(existsSync)

async function playwrights() {
  const { chromium } = await import('@playwright/test')
  if (!existsSync(chromium.executablePath())) spawnSync('npx', ['playwright', 'install', 'chromium'], { stdio: 'ignore', timeout: 300_000 })
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : undefined
}

function debians() {
  if (process.getuid?.() !== 0) return
  console.log('Installing Chromium …')
  spawnSync('apt-get', ['update'], { stdio: 'ignore' })
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } })
}

function none() {
  throw new Failed('No Chromium was found for the browser tests. Install one, or name it in CHROMIUM.')
}
