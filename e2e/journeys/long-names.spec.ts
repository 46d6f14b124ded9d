import { expect, type Page } from '@playwright/test'
import { axeOf } from '../fixtures/axe'
import { type Site, test, withClient } from '../fixtures/site'
import { pages } from '../refusals/entrances'
import { cookiesOf, type Kind, placeOf, type Scene, setScene } from '../refusals/scene'
import { pageTable } from '../refusals/table'

// Whatever people and things are called, and however narrow the window is, no page scrolls sideways, and none hides
// from the ear or the keyboard what it shows.

test.setTimeout(900_000)

/** The narrowest window that a page has to fit into (WCAG 1.4.10), and a phone of 390 px. */
const widths = [1280, 320, 390]

/** Titles of 200 signs, names of 100 and addresses of 120 without a blank in them: the longest that forms take. */
const lengthen = ({ databaseUrl }: Site) =>
  withClient(databaseUrl, (client) =>
    // Rows of the trail can't be changed otherwise.
    client.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE "Principal" SET name = rpad(replace(name, ' ', ''), 100, 'w'), address = rpad(split_part(address, '@', 1), 64, 'w') || '@' || rpad(split_part(split_part(address, '@', 2), '.', 1), 47, 'w') || '.example';
      UPDATE "Resource" SET title = rpad(replace(title, ' ', ''), 200, 'w'), note = repeat('w', 500);
      UPDATE "TermsText" SET title = rpad(replace(title, ' ', ''), 200, 'w');
      UPDATE "TermsDocument" SET name = rpad(replace(name, ' ', ''), 100, 'w');
      UPDATE "Policy" SET name = rpad(replace(name, ' ', ''), 100, 'w');
      UPDATE "NamedLocation" SET name = rpad(replace(name, ' ', ''), 100, 'w');
      UPDATE "SensitivityLabel" SET name = rpad(name, 50, 'w'), note = repeat('w', 200);
      UPDATE "AccessReview" SET name = rpad(replace(name, ' ', ''), 100, 'w');
      UPDATE "AuthenticatorApp" SET name = rpad(name, 60, 'w');
      UPDATE "Organization" SET name = rpad(replace(name, ' ', ''), 100, 'w');
      INSERT INTO "AuditEvent" (id, at, type, "callerKind", "callerId", "principalId", "resourceId")
        SELECT gen_random_uuid(), g."grantedAt", 'grant.given', 'member', g."grantedById", g."principalId", g."resourceId" FROM "Grant" g;
      INSERT INTO "TrailOrigin" (id, at, "networkAddress", "userAgent")
        SELECT e.id, e.at, '2001:db8:1111:2222:3333:4444:5555:6666', '' FROM "AuditEvent" e WHERE NOT EXISTS (SELECT 1 FROM "TrailOrigin" o WHERE o.id = e.id);
      COMMIT`),
  )

/** What axe looks for only when told to: what is seen stands in what is heard, and what scrolls can be reached by keyboard. */
const rules = ['label-content-name-mismatch', 'scrollable-region-focusable']

async function unheard(page: Page, path: string) {
  const { violations } = await (await axeOf(page)).withRules(rules).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${path} ${id}: ${html.slice(0, 200)}`))
}

/** What a page sticks out by at every width, and what of it can't be heard or reached on a phone. */
async function faultsOf(page: Page, path: string) {
  await page.goto(path)
  const found: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 844 })
    const { over, culprits, broken } = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.scrollingElement!
      const out = [...document.querySelectorAll('body *')].filter(
        (one) => one.getBoundingClientRect().right > clientWidth + 0.5 && one.childElementCount === 0,
      )
      // A heading broken into letters, words that run into the next column, and those that lost the blank before a name.
      const headings = [...document.querySelectorAll('thead th > *')].filter(
        (one) => one.getClientRects().length > 2 && one.closest('thead')!.getBoundingClientRect().width > 1,
      )
      const cells = [...document.querySelectorAll('td *, tbody th *')].filter(
        (one) =>
          one.childElementCount === 0 &&
          one.checkVisibility() &&
          one.getBoundingClientRect().right > one.closest('td, th')!.getBoundingClientRect().right + 0.5,
      )
      const beside = (node: ChildNode, way: 'nextSibling' | 'previousSibling'): ChildNode | null =>
        node[way] instanceof Comment ? beside(node[way], way) : node[way]
      const glued = [...document.querySelectorAll('body *')].filter((one) => {
        const { display, columnGap } = getComputedStyle(one)
        const loses = (node: ChildNode) =>
          node instanceof Text &&
          node.data.trim() !== '' &&
          ((/\s$/.test(node.data) && beside(node, 'nextSibling') instanceof Element) ||
            (/^\s/.test(node.data) && beside(node, 'previousSibling') instanceof Element))
        return /flex/.test(display) && ['normal', '0px'].includes(columnGap) && [...one.childNodes].some(loses)
      })
      const said = (all: Element[]) => all.slice(0, 3).map((one) => one.outerHTML.slice(0, 160))
      return { over: scrollWidth - clientWidth, culprits: said(out), broken: said([...headings, ...cells, ...glued]) }
    })
    if (over > 0) found.push(`${path} at ${width} px: ${over} px too wide: ${culprits.join(' ')}`)
    if (broken.length > 0) found.push(`${path} at ${width} px: broken or drawn over: ${broken.join(' ')}`)
  }
  return [...found, ...(await unheard(page, path))]
}

const isShown = (kind: Kind) => (page: string) =>
  pageTable[page]![kind].startsWith('200') || pageTable[page]![kind] === '403'

async function enter(page: Page, site: Site, scene: Scene, kind: Kind) {
  for (const [name, value] of cookiesOf(scene, kind))
    await page.context().addCookies([{ name, value, url: site.foyer.url }])
}

for (const kind of ['stranger', 'guest A', 'sharer', 'administrator'] as const)
  test(`no page that is shown to a person of the kind “${kind}” scrolls sideways, hides anything from the keyboard, or comes alive with an error`, async ({
    site,
    page,
  }) => {
    const scene = await setScene(site)
    await lengthen(site)
    await enter(page, site, scene, kind)
    const errors: string[] = []
    page.on('pageerror', (error) => errors.push(`${page.url()}: ${error.message}`))
    const found: string[] = []
    for (const place of pages().filter(isShown(kind)))
      found.push(
        ...(await faultsOf(page, new URL(placeOf(scene, place).replace('?person=nobody', ''), site.foyer.url).href)),
      )
    expect(found).toEqual([])
    expect(errors).toEqual([])
  })
