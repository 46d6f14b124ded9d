import { beforeEach, describe, expect, it } from 'vitest'
import { stranger as sam } from '../../../prisma/cast'
import { db } from '../../db/client'
import { seatCast, stranger } from '../../db/testing'
import { readSettings } from '../../env'
import { findSetUp, SetUp } from './find-set-up'
import { prepareSetUp, setUpFromSettings } from './prepare-set-up'
import { recallRequest } from '../passcodes/recall-request'
import { Browser, outcomeOf } from '../testing'

/** An installation that nobody has set up yet. */
beforeEach(async () => {
  await seatCast()
  await db().session.deleteMany()
  await db().guest.deleteMany()
  await db().principal.deleteMany()
  await db().organization.deleteMany()
})

const tokenOf = (url: string | null) => url!.split('/').pop()!
const request = (linkToken: string, organizationName = 'Woodgrove Bank') => ({
  purpose: 'setup' as const,
  linkToken,
  detail: { organizationName, name: 'Sam Ito' },
})

describe('the first run', () => {
  it('has one link, the same over restarts, that stands nowhere in clear', async () => {
    const url = await prepareSetUp()
    expect(url).toMatch(/^http:\/\/localhost:3000\/setup\/[\w-]{43}$/)
    expect(await prepareSetUp()).toBe(url)
    const { tokenHash } = await db().setup.findUniqueOrThrow({ where: { id: 1 } })
    expect(Buffer.from(tokenHash).toString('base64url')).not.toBe(tokenOf(url))
    expect(await findSetUp(stranger, { token: tokenOf(url) })).not.toBeNull()
    expect(await findSetUp(stranger, { token: 'x' })).toBeNull()
  })

  it('makes the organization and its first administrator by a proven address', async () => {
    const { caller, path } = await new Browser().signIn(sam.address, request(tokenOf(await prepareSetUp())))
    expect(caller.principal).toMatchObject({
      kind: 'member',
      administrator: true,
      address: sam.address,
      name: 'Sam Ito',
    })
    expect(path).toBe('/shares')
    const organization = await db().organization.findUniqueOrThrow({ where: { id: 1 } })
    expect(organization).toMatchObject({ name: 'Woodgrove Bank', memberDomains: [], privacyVersion: 1 })
    expect(organization.privacyStatement).toContain('12 months')
  })

  it('is closed for good afterwards', async () => {
    const token = tokenOf(await prepareSetUp())
    await new Browser().signIn(sam.address, request(token))
    expect(await prepareSetUp()).toBeNull()
    expect(await findSetUp(stranger, { token })).toBeNull()
    expect(await outcomeOf(new Browser().ask('eve@evil.example', request(token)))).toBe('NotFound')
  })

  it('of 20 at once, one wins; the others are told', async () => {
    const token = tokenOf(await prepareSetUp())
    const all = await Promise.all(
      Array.from({ length: 20 }, async (_, index) => {
        const browser = new Browser()
        return { browser, code: await browser.ask(`admin${index}@woodgrove.example`, request(token, `Bank ${index}`)) }
      }),
    )
    const outcomes = await Promise.all(all.map(({ browser, code }) => outcomeOf(browser.type(code))))
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(1)
    expect(outcomes.filter((outcome) => outcome === 'Conflict')).toHaveLength(19)
    expect([await db().organization.count(), await db().principal.count(), await db().session.count()]).toEqual([
      1, 1, 1,
    ])
  })

  it('sends another code for what was asked, and only with the link that was held', async () => {
    const browser = new Browser()
    await browser.ask(sam.address, request(tokenOf(await prepareSetUp())))
    const recalled = await recallRequest(stranger, { attemptSecret: browser.attemptSecret })
    expect(recalled).toMatchObject({
      address: sam.address,
      purpose: 'setup',
      detail: { organizationName: 'Woodgrove Bank' },
      linkToken: tokenOf(await prepareSetUp()),
    })
    expect(await outcomeOf(recallRequest(stranger, { attemptSecret: null }))).toBe('Conflict')
  })

  it.each([
    [{ organizationName: '', name: 'Sam', address: sam.address }],
    [{ organizationName: 'Bank', name: '\u200b ', address: sam.address }],
    [{ organizationName: 'Bank', address: sam.address }],
    [{ organizationName: 'x'.repeat(101), name: 'Sam', address: sam.address }],
    [{ organizationName: 'Bank', name: 'Sam', address: 'a@b@c.example' }],
    [{ organizationName: 'Bank', name: 'Sam' }],
  ])('refuses %j', (input) => expect(SetUp.safeParse({ token: 'x'.repeat(43), ...input }).success).toBe(false))

  it('takes a name as it may stand in a letter', () =>
    expect(
      SetUp.parse({ token: 'x'.repeat(43), organizationName: 'Bank', name: ' Sam\n Ito ', address: sam.address }).name,
    ).toBe('Sam Ito'))
})

describe('set-up by settings', () => {
  const withSettings = async (extra: Record<string, string>, deed: () => Promise<unknown>) => {
    const env = await import('../../env')
    const read = env.settings()
    Object.assign(read, readSettings({ ...process.env, ...extra }))
    await deed().finally(() => Object.assign(read, { organizationName: null, adminEmail: null, adminName: null }))
  }

  it('makes organization and administrator once, however often it starts', async () => {
    await withSettings(
      { ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: 'Adele@Woodgrove.example', ADMIN_NAME: ' Adele Vance ' },
      async () => {
        await setUpFromSettings()
        await setUpFromSettings()
      },
    )
    const roles = { select: { role: true, appointedById: true, until: true } }
    expect(await db().principal.findMany({ select: { address: true, name: true, roles, provenAt: true } })).toEqual([
      {
        address: 'adele@woodgrove.example',
        name: 'Adele Vance',
        roles: [{ role: 'administrator', appointedById: null, until: null }],
        provenAt: null,
      },
    ])
    expect(await prepareSetUp()).toBeNull()
    expect((await new Browser().signIn('adele@woodgrove.example')).caller.principal.administrator).toBe(true)
  })

  it.each([
    [{ ORGANIZATION_NAME: 'Woodgrove Bank' }, 'go together'],
    [{ ADMIN_EMAIL: 'adele@woodgrove.example' }, 'go together'],
    [{ ORGANIZATION_NAME: 'Woodgrove Bank', ADMIN_EMAIL: 'adele' }, 'ADMIN_EMAIL must be'],
  ])('refuses %j', (extra, message) => withSettings(extra, () => expect(setUpFromSettings()).rejects.toThrow(message)))
})
