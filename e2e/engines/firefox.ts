import { type Browser, launch } from 'puppeteer-core'
import { PATIENCE, type Tab } from './visitor'

/** Firefox, over WebDriver BiDi, which it speaks by itself. */
export async function openFirefox(
  executablePath: string,
): Promise<{ tab: () => Promise<Tab>; close: () => Promise<void> }> {
  const firefox = await launch({ browser: 'firefox', executablePath, headless: true })
  return { tab: () => openTab(firefox), close: () => firefox.close() }
}

/** In a browser of its own, as far as cookies go. */
async function openTab(firefox: Browser): Promise<Tab> {
  const context = await firefox.createBrowserContext()
  const page = await context.newPage()
  const at = (place: string) => page.locator(`::-p-xpath(${place})`).setTimeout(PATIENCE)
  return {
    open: async (url) => void (await page.goto(url)),
    click: (place) => at(place).click(),
    type: (place, text) => at(place).fill(text),
    wait: async (place) => void (await at(place).wait()),
    back: async () => void (await page.goBack()),
    address: async () => page.url(),
    close: () => context.close(),
  }
}
