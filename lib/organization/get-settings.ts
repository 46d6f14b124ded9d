import { authorize } from '../access/authorize'
import { isTrailGuarded } from '../audit/trail-guard'
import { db } from '../db/client'
import { NotFound } from '../errors'
import type { Caller } from '../principal'
import { fingerprint } from './fingerprint'

/**
 * What an administrator can change about the organization. `guestsThere`: how many guests have an address at
 * each member domain; they stay guests until an administrator makes them members. `trailGuarded`: Foyer's own account in
 * the database can't rewrite the trail.
 */
export async function getSettings(caller: Caller) {
  await authorize(caller, 'organization.read')
  const organization = await db().organization.findFirst()
  if (!organization) throw new NotFound('organization')
  const { name, timeZone, memberDomains, privacyStatement, privacyVersion } = organization
  const [accepted, trailGuarded, guestsThere] = await Promise.all([
    db().guest.count({ where: { privacyVersion, principal: { kind: 'guest', removedAt: null } } }),
    isTrailGuarded(caller),
    Promise.all(memberDomains.map(async (domain) => ({ domain, guests: await countGuests(domain) }))),
  ])
  return { name, timeZone, memberDomains, privacyStatement, privacyVersion, accepted, guestsThere, trailGuarded, seen: fingerprint(organization) }
}

export type SettingsView = Awaited<ReturnType<typeof getSettings>>

const countGuests = (domain: string) => db().principal.count({ where: { kind: 'guest', removedAt: null, address: { endsWith: `@${domain}` } } })
