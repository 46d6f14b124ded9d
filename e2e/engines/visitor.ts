/** What each engine's own driver does; a place is an XPath, which both drivers take. Each waits up to ten seconds. */
export type Tab = {
  open: (url: string) => Promise<void>
  click: (place: string) => Promise<void>
  type: (place: string, text: string) => Promise<void>
  wait: (place: string) => Promise<void>
  back: () => Promise<void>
  address: () => Promise<string>
  close: () => Promise<void>
}

/** Milliseconds that a page has to show what is waited for. */
export const PATIENCE = 100_000

/** A person at a browser, in the words that people use: what a button is called, what stands beside a field. */
export function visitor(tab: Tab, home: string) {
  return {
    goTo: (path: string) => tab.open(new URL(path, home).href),
    press: (name: string) => tab.click(called('button', name)),
    follow: (name: string) => tab.click(called('a', name)),
    choose: (name: string) => tab.click(`//label[normalize-space()=${quoted(name)}]`),
    type: (name: string, text: string) =>
      tab.type(`//*[self::input or self::textarea][@id=//label[normalize-space()=${quoted(name)}]/@for]`, text),
    reads: (text: string) =>
      tab.wait(`//body//*[not(self::script or self::style)][contains(normalize-space(), ${quoted(text)})]`),
    sees: (heading: string) => tab.wait(`//h1[normalize-space()=${quoted(heading)}]`),
    back: tab.back,
    path: async () => new URL(await tab.address()).pathname,
    close: tab.close,
  }
}

export type Visitor = ReturnType<typeof visitor>

/** Something on the page itself by its accessible name: what it says, or what it is labeled with. */
const called = (kind: string, name: string) =>
  `//main//${kind}[normalize-space()=${quoted(name)} or @aria-label=${quoted(name)}]`

/** A text in XPath, which knows no escape. None of ours has both kinds of quotes. */
const quoted = (text: string) => (text.includes("'") ? `"${text}"` : `'${text}'`)
