import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Builder, By, Capabilities, until } from 'selenium-webdriver'
import { freePort } from '../fixtures/free-port'
import { PATIENCE, type Tab } from './visitor'

/** WebKitGTK's own small browser on a screen that nobody sees; its driver opens one window at a time, so each tab has one of its own. */
export async function openWebKit(binary: string): Promise<{ tab: () => Promise<Tab>; close: () => Promise<void> }> {
  const { screen, name } = await openScreen()
  return { tab: () => openTab(binary, name), close: () => end(screen) }
}

async function openScreen() {
  const screen = spawn('Xvfb', ['-displayfd', '1', '-screen', '0', '1280x900x24'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const [number] = (await once(screen.stdout, 'data')) as [Buffer]
  return { screen, name: `:${number.toString().trim()}` }
}

async function openTab(binary: string, display: string): Promise<Tab> {
  const port = await freePort()
  const driver = spawn('WebKitWebDriver', [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display },
  })
  const options = { 'webkitgtk:browserOptions': { binary, args: ['--automation'] } }
  await listening(port)
  const page = await new Builder()
    .usingServer(`http://127.0.0.1:${port}`)
    .withCapabilities(new Capabilities({ browserName: 'MiniBrowser', ...options }))
    .build()
  const at = async (place: string) =>
    page.wait(until.elementIsVisible(await page.wait(until.elementLocated(By.xpath(place)), PATIENCE)), PATIENCE)
  return {
    open: (url) => page.get(url),
    click: async (place) => (await at(place)).click(),
    async type(place, text) {
      const field = await at(place)
      await field.clear()
      await field.sendKeys(text)
    },
    wait: async (place) => void (await page.wait(until.elementLocated(By.xpath(place)), PATIENCE)),
    back: () => page.navigate().back(),
    address: () => page.getCurrentUrl(),
    async close() {
      await page.quit()
      await end(driver)
    },
  }
}

async function listening(port: number) {
  for (const since = performance.now(); performance.now() - since < PATIENCE;) {
    const there = await fetch(`http://127.0.0.1:${port}/status`).catch(() => null)
    if (there?.ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('WebKitWebDriver did not come up.')
}

async function end(process: ChildProcess) {
  const gone = once(process, 'exit')
  process.kill()
  await gone
}
