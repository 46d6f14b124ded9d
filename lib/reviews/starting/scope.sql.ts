// In SQL: conditions that larger statements take up, which count what a round asks about or write it down.

import { linkLiveIn, of } from '../../access/live'
import { readableDomains } from '../../address'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { ReviewSettings } from '../rounds/settings'

type Scope = ReviewSettings['scope']

/** Matches, of people joined to what makes them guests, each under an alias, the guests that a scope means at a time. Nobody is at a domain that can't be read. */
export function guestsIn({ person, guest }: Record<'person' | 'guest', string>, scope: Scope, at: Date) {
  const [p, u] = [of(person), of(guest)]
  const domains = scope.domains.length > 0 ? readableDomains(scope.domains) : null
  const sponsorIds = scope.sponsorIds.length > 0 ? scope.sponsorIds : null
  const unusedSince = scope.inactiveDays && after(at, -scope.inactiveDays * DAY)
  return Prisma.sql`${p}kind = 'guest' AND ${p}"removedAt" IS NULL
    AND (${scope.guestIds}::uuid[] IS NULL OR ${p}id = ANY(${scope.guestIds}::uuid[]))
    AND (${domains}::text[] IS NULL OR split_part(${p}address, '@', 2) = ANY(${domains}::text[]))
    AND (${sponsorIds}::uuid[] IS NULL OR ${u}"sponsorId" = ANY(${sponsorIds}::uuid[]))
    AND (${unusedSince}::timestamptz IS NULL
      OR coalesce((SELECT max(o."lastOpenedAt") FROM "Grant" o WHERE o."principalId" = ${p}id), ${u}"invitedAt") <= ${unusedSince}::timestamptz)`
}

/** Matches, of grants joined to their resources, each under an alias, the grants on what a scope means that are neither revoked nor ended at a time. A guest's on a space that has ended for guests is asked about, too: moving the day brings it back. */
export const grantsIn = (
  { grant, resource }: Record<'grant' | 'resource', string>,
  { resourceIds }: Scope,
  at: Date,
) => Prisma.sql`${linkLiveIn(grant, at)} AND ${of(resource)}"deletedAt" IS NULL
    AND (${resourceIds}::uuid[] IS NULL OR ${of(resource)}id = ANY(${resourceIds}::uuid[]))`
