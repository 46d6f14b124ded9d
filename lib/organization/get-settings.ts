import { authorize } from '../access/authorize'
import { isTrailGuarded } from '../audit/trail-guard.sql'
import { db } from '../db/client'
import { NotFound } from '../errors'
import type { Caller } from '../principal'
import { settingsRevision } from './settings-revision'

/** Guests named of each member domain. */
const NAMED = 5

/**
 * What an administrator can change about the organization. `guestsThere`: how many guests have an address at
 * each member domain, and the first few; they stay guests until an administrator adds them as members. `trailGuarded`:
 * Foyer's own account in the database can't rewrite the trail.
 */
export async function getSettings(caller: Caller) {
  authorize(caller, 'organization.read')
  const organization = await db().organization.findFirst()
  if (!organization) throw new NotFound('organization')
  const { name, timeZone, memberDomains, privacyStatement, privacyVersion } = organization
  const [accepted, trailGuarded, guestsThere] = await Promise.all([
    db().guest.count({ where: { privacyVersion, principal: { kind: 'guest', removedAt: null } } }),
    isTrailGuarded(caller),
    Promise.all(memberDomains.map(guestsAt)),
  ])
  return {
    name,
    timeZone,
    memberDomains,
    privacyStatement,
    privacyVersion,
    accepted,
    guestsThere,
    trailGuarded,
    revision: settingsRevision(organization),
  }
}

export type SettingsView = Awaited<ReturnType<typeof getSettings>>

async function guestsAt(domain: string) {
  const where = { kind: 'guest' as const, removedAt: null, address: { endsWith: `@${domain}` } }
  const [guests, first] = await Promise.all([
    db().principal.count({ where }),
    db().principal.findMany({ where, orderBy: { address: 'asc' }, take: NAMED, select: { address: true } }),
  ])
  return { domain, guests, addresses: first.map(({ address }) => address) }
}
