import Bowser from 'bowser'

const browsers = new Set<string>(Object.values(Bowser.BROWSER_MAP))
const systems = new Set<string>(Object.values(Bowser.OS_MAP))

/** "Chrome on Windows". Only names off the list: a user agent may say anything, and the mail must not repeat it. */
export function browserName(userAgent: string) {
  const { browser, os } = Bowser.parse(userAgent.slice(0, 400) || '-')
  const browserKnown = browser.name && browsers.has(browser.name) ? browser.name : 'a browser we don’t know'
  return os.name && systems.has(os.name) ? `${browserKnown} on ${os.name}` : browserKnown
}
