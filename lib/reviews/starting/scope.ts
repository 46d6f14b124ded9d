import { liveIn } from '../../access/live'
import { readableDomains } from '../../address'
import { after, DAY } from '../../clock'
import { Prisma } from '../../db/generated/client'
import type { ReviewSettings } from '../rounds/settings'

type Scope = ReviewSettings['scope']

/** Of `"Principal" p JOIN "Guest" u`: the guests that a scope means at a moment. Nobody is at a domain that can't be read. */
export function guestsIn({ guestIds, domains, sponsorIds, inactiveDays }: Scope, at: Date) {
  const all = [
    Prisma.sql`p.kind = 'guest' AND p."removedAt" IS NULL`,
    guestIds && Prisma.sql`p.id = ANY(${guestIds}::uuid[])`,
    domains.length > 0 && Prisma.sql`split_part(p.address, '@', 2) = ANY(${readableDomains(domains)})`,
    sponsorIds.length > 0 && Prisma.sql`u."sponsorId" = ANY(${sponsorIds}::uuid[])`,
    inactiveDays &&
      Prisma.sql`coalesce((SELECT max(o."lastOpenedAt") FROM "Grant" o WHERE o."principalId" = p.id), u."invitedAt") <= ${after(at, -inactiveDays * DAY)}`,
  ].filter((one): one is Prisma.Sql => Boolean(one))
  return Prisma.join(all, ' AND ')
}

/** Of `"Grant" g JOIN "Resource" r`: the grants that give something at a moment, on what a scope means. */
export function grantsIn({ resourceIds }: Scope, at: Date) {
  const chosen = resourceIds ? Prisma.sql`AND r.id = ANY(${resourceIds}::uuid[])` : Prisma.empty
  return Prisma.sql`${liveIn('g', at)} AND r."deletedAt" IS NULL ${chosen}`
}

/** True of a joined principal who can answer: a member in office. */
export const inOffice = (alias: string) => {
  const column = (name: string) => Prisma.raw(`${alias}."${name}"`)
  return Prisma.sql`(${column('kind')} = 'member' AND ${column('blockedAt')} IS NULL AND ${column('removedAt')} IS NULL)`
}
