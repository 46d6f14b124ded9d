import { afterEach, expect, it } from 'vitest'
import { Foyer, kill, removeDirectory, temporaryDirectory } from '../fixtures/foyer'
import { serverCommand } from '../fixtures/server-command'

const address = 'adele@woodgrove.example'
const dataDir = temporaryDirectory()
let foyer: Foyer | null = null

afterEach(async () => {
  await foyer?.end()
  for (const pid of foyer?.remains ?? []) kill(pid)
  removeDirectory(dataDir)
})

it('makes a link that leads to its page on the running Foyer, for an address that somebody here has or has not', async () => {
  const command = (...parameters: string[]) =>
    serverCommand('let-in', parameters, { dataDir, env: foyer ? { PUBLIC_URL: foyer.url } : {} })
  expect(await command(address)).toMatchObject({
    status: 1,
    said: expect.stringMatching(/^There is no Foyer in .*DATA_DIR/),
  })
  for (const wrong of [[], ['adele'], [address, address], ['--no-such', address]])
    expect(await command(...wrong)).toMatchObject({ status: 1, said: 'node bin/let-in.js <address>' })

  foyer = await Foyer.start({ dataDir, env: { ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: address } })
  const made = await command(address)
  expect(made.status).toBe(0)
  expect(made.said).not.toContain('Nobody here')
  const [link] = made.said.match(/http\S+\/let-in\/\S+/)!
  const page = await fetch(link)
  expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('a•••e@woodgrove.example')])
  expect(await command('nobody@woodgrove.example')).toMatchObject({
    status: 0,
    said: expect.stringMatching(/^Nobody here has the address/),
  })
})
