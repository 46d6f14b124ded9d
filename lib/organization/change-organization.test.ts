import { beforeEach, describe, expect, it } from 'vitest'
import type { CastName } from '../../prisma/cast'
import { db } from '../db/client'
import { seatCast } from '../db/testing'
import { Conflict, Invalid } from '../errors'
import type { PersonCaller } from '../principal'
import { changeOrganization, ChangeOrganization } from './change-organization'
import { getSettings } from './get-settings'

let people: Record<CastName, PersonCaller>
beforeEach(async () => {
  people = await seatCast()
})

const asIs = {
  name: 'Woodgrove Bank',
  timeZone: 'America/New_York',
  memberDomains: '',
  privacyStatement: 'We keep your address.',
}
const change = async (more: Partial<ChangeOrganization>) =>
  changeOrganization(people.adele, { ...asIs, revision: (await getSettings(people.adele)).revision, ...more })
const newest = () =>
  db().auditEvent.findFirstOrThrow({
    where: { type: 'organization.changed', callerId: people.adele.principal.id },
    orderBy: { id: 'desc' },
  })

describe('the settings', () => {
  it('change together with their event, which names the fields before and after', async () => {
    expect(
      await change({ name: 'Woodgrove', memberDomains: '@Woodgrove.example, woodgrove.test\nwoodgrove.example' }),
    ).toEqual({
      fields: ['name', 'memberDomains'],
      askedAgain: false,
    })
    expect(await getSettings(people.adele)).toMatchObject({
      name: 'Woodgrove',
      memberDomains: ['woodgrove.example', 'woodgrove.test'],
      privacyVersion: 1,
    })
    expect((await newest()).detail).toEqual({
      fields: ['name', 'memberDomains'],
      before: { name: 'Woodgrove Bank', memberDomains: [] },
      after: { name: 'Woodgrove', memberDomains: ['woodgrove.example', 'woodgrove.test'] },
    })
  })

  it('have policies ask the new clocks from the next request on', async () => {
    const { policyVersion } = await db().organization.findFirstOrThrow()
    await change({ name: 'Woodgrove' })
    expect((await db().organization.findFirstOrThrow()).policyVersion).toBe(policyVersion)
    await change({ name: 'Woodgrove', timeZone: 'Europe/Vienna' })
    expect((await db().organization.findFirstOrThrow()).policyVersion).toBe(policyVersion + 1)
  })

  it('leave no event when nothing changed', async () => {
    expect(await change({})).toEqual({ fields: [], askedAgain: false })
    expect(await db().auditEvent.count({ where: { callerId: people.adele.principal.id } })).toBe(0)
  })

  it('ask every guest again when the privacy statement changes, and only then', async () => {
    expect((await getSettings(people.adele)).accepted).toBe(2)
    await change({ name: 'Woodgrove' })
    expect((await getSettings(people.adele)).accepted).toBe(2)
    await change({ privacyStatement: 'We keep your address and your name.' })
    expect(await getSettings(people.adele)).toMatchObject({ privacyVersion: 2, accepted: 0 })
    expect((await newest()).detail).toMatchObject({ before: { privacyVersion: 1 }, after: { privacyVersion: 2 } })
  })

  it('ask nobody again for line ends and blank lines that a form brings along', async () => {
    await db().organization.update({ where: { id: 1 }, data: { privacyStatement: 'We keep\nyour address.\n' } })
    const { privacyStatement } = ChangeOrganization.parse({ ...asIs, privacyStatement: 'We keep\r\nyour address.' })
    expect(await change({ privacyStatement })).toEqual({ fields: [], askedAgain: false })
  })

  it('count the guests at each domain of members', async () => {
    await change({ memberDomains: 'contoso.example' })
    expect((await getSettings(people.adele)).guestsThere).toEqual([
      { domain: 'contoso.example', guests: 1, addresses: ['nicole@contoso.example'] },
    ])
  })

  it.each(['woodgrove', 'wood grove.example/', 'a@b.example@c', 'https://woodgrove.example', '*.woodgrove.example'])(
    'refuse the domain %j',
    async (memberDomains) => {
      await expect(change({ memberDomains })).rejects.toThrow(Invalid)
    },
  )

  it('are not overwritten by a form filled in from older ones', async () => {
    const { revision } = await getSettings(people.adele)
    await change({ name: 'Woodgrove', revision })
    for (const older of [revision, ''])
      await expect(change({ name: 'Woodgrove Bank Ltd', revision: older })).rejects.toThrow(Conflict)
    expect((await getSettings(people.adele)).name).toBe('Woodgrove')
  })

  it('refuse an empty name, an unknown zone and an empty statement, each at its field', () => {
    const parsed = ChangeOrganization.safeParse({
      ...asIs,
      name: ' \u202e',
      timeZone: 'Mars/Base',
      privacyStatement: '\r\n',
    })
    expect(parsed.error?.issues.map(({ path }) => path[0]).sort()).toEqual(['name', 'privacyStatement', 'timeZone'])
  })
})
