import { expect } from '@playwright/test'
import { type Answer, actionRequest, type Asked } from '../fixtures/http'
import { type Site, stateOf, testWith } from '../fixtures/site'
import { foreignDoors } from '../../server/doors/foreign'
import { actions, doors, pageOf, pages, routes } from './entrances'
import { cookiesOf, type Kind, kinds, placeOf, type Scene, SECRET, setScene } from './scene'
import { actionTable, type Cells, doorTable, foreignTable, pageTable, routeTable } from './table'

// Who may do what at every entrance (promise C3). The entrances are read from `app/`, from what was built and from
// `server/front/serving.ts`; what each kind of person meets there stands in table.ts, and one that is missing fails.

// A Foyer of its own and in order: what the trail names, which only grows, depends on nothing else.
const test = testWith(async () => ({}))
test.describe.configure({ mode: 'default' })
test.setTimeout(900_000)

/** Answers that refuse: after them everything is as it was. */
const isRefusal = (word: string) => /^(?:door|denied|gone|40[1345])$/.test(word)

/** What one kind of person met, in a word of the table. */
function met({ status, headers, text }: Answer) {
  const location = headers.location ?? String(headers['x-action-redirect'] ?? '').split(';')[0]
  if (location) return location.startsWith('/sign-in?next=') ? 'door' : `to ${location}`
  if (headers['content-type'] === 'text/x-component') return metInForm(text)
  if (headers['content-type'] === 'application/json' && text.includes('You may not do this')) return 'denied'
  return `${status}${text.includes(SECRET) ? ' and reads' : ''}`
}

function metInForm(text: string) {
  if (text.includes('You may not do this')) return 'denied'
  if (text.includes('not here, or not yours')) return 'gone'
  return /"status":"failed","message":"([^"]*)/.exec(text)?.[1] ?? 'done'
}

/** The ids of a scene by their names, so that every scene's answers read alike. */
function named(scene: Scene, said: string) {
  const names = {
    '<link>': scene.link,
    '<space>': scene.space,
    '<folder>': scene.folder,
    '<invitation>': scene.invited.token,
    '<share link>': scene.invitedLink.token,
  }
  return Object.entries(names)
    .reduce((text, [name, id]) => text.replaceAll(id, name), said)
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}$/, '<new>')
}

/** From another computer: this one's own browser may look into the local mailbox. */
async function askAs(site: Site, scene: Scene, kind: Kind, { path, ...asked }: Asked & { path: string }) {
  return named(
    scene,
    met(
      await site.ask(path, {
        ...asked,
        cookies: cookiesOf(scene, kind),
        headers: { via: '1.1 proxy', ...asked.headers },
      }),
    ),
  )
}

type Trial = { name: string; cells: Cells; changes: boolean; asked: (scene: Scene) => Asked & { path: string } }

/** What each kind of person meets: those who are to be refused all at once, and after them nothing is changed; each other one in a scene of its own. */
async function tryAll(site: Site, { name, cells, changes, asked }: Trial) {
  let scene = await setScene(site)
  const before = await stateOf(site)
  const refused = kinds.filter((kind) => isRefusal(cells[kind]))
  const found: Partial<Cells> = Object.fromEntries(
    await Promise.all(refused.map(async (kind) => [kind, await askAs(site, scene, kind, asked(scene))])),
  )
  expect(await stateOf(site), `${name}: what was refused was not done`).toBe(before)
  for (const kind of kinds.filter((one) => !refused.includes(one))) {
    if (changes) scene = await setScene(site)
    found[kind] = await askAs(site, scene, kind, asked(scene))
  }
  return found
}

const rowsOf = <Entry>(table: Record<string, Entry>, of: (entry: Entry) => Cells) =>
  Object.fromEntries(Object.entries(table).map(([name, entry]) => [name, of(entry)]))

test('every page', async ({ site }) => {
  expect(Object.keys(pageTable).sort(), 'every page stands in the table').toEqual(pages())
  const found: Record<string, Partial<Cells>> = {}
  for (const page of pages())
    found[page] = await tryAll(site, {
      name: page,
      cells: pageTable[page]!,
      changes: false,
      asked: (scene) => ({ path: placeOf(scene, page) }),
    })
  expect(found).toEqual(pageTable)
})

test('every route, and every door without Next.js', async ({ site }) => {
  expect(Object.keys(routeTable).sort(), 'every route stands in the table').toEqual(routes())
  expect(Object.keys(doorTable).sort(), 'every door stands in the table').toEqual(doors())
  const origin = site.foyer.url
  const found: Record<string, Partial<Cells>> = {}
  for (const route of routes()) {
    const [method, address] = route.split(' ') as [string, string]
    const path = (scene: Scene) => placeOf(scene, address) + (address === '/api/search' ? `?q=${SECRET}` : '')
    found[route] = await tryAll(site, {
      name: route,
      cells: routeTable[route]!,
      changes: method === 'POST',
      asked: (scene) => ({ method, path: path(scene), headers: { origin } }),
    })
  }
  for (const [door, { asked, cells }] of Object.entries(doorTable))
    found[door] = await tryAll(site, { name: door, cells, changes: false, asked: (scene) => asked(scene, origin) })
  expect(found).toEqual({ ...routeTable, ...rowsOf(doorTable, (door) => door.cells) })
})

test('every door for what others post answers each kind of person as it answers nobody', async ({ site }) => {
  expect(Object.keys(foreignTable).sort(), 'every such door stands in the table').toEqual(
    foreignDoors.map(({ path }) => path).sort(),
  )
  for (const [path, { asked, status }] of Object.entries(foreignTable)) {
    const row = {
      name: path,
      cells: Object.fromEntries(kinds.map((kind) => [kind, `${status}`])) as Cells,
      changes: true,
      asked: (scene: Scene) => ({ method: 'POST', path, ...asked(scene) }),
    }
    expect(await tryAll(site, row)).toEqual(row.cells)
  }
})

test('every server action, posted as it is', async ({ site }) => {
  const ids = actions()
  expect(Object.keys(actionTable).sort(), 'every server action stands in the table').toEqual([...ids.keys()].sort())
  const found: Record<string, Partial<Cells>> = {}
  for (const [action, { fields, stateless, page = pageOf(action), cells }] of Object.entries(actionTable)) {
    const asked = (scene: Scene) => ({
      path: placeOf(scene, page),
      ...actionRequest(site.foyer.url, ids.get(action)!, fields(scene), !stateless),
    })
    found[action] = await tryAll(site, { name: action, cells, changes: true, asked })
  }
  expect(found).toEqual(rowsOf(actionTable, (form) => form.cells))
})
