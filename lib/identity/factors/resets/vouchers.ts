import { administering } from '../../../access/administrators'
import { inOffice } from '../../../access/live'
import { after, DAY, now } from '../../../clock'
import type { Prisma } from '../../../db/generated/client'
import type { Tx } from '../../../db/transaction'
import { mailboxOf } from '../../../mailbox'

/** How long a person must have been a member before they can vouch. Milliseconds. */
const IN_OFFICE = 7 * DAY

/** How many people are looked through at most, for one with a mailbox of their own. */
const MOST = 200

export type Someone = { id: string; address: string }

/** The person whose factors are to be reset, and the administrator who asks. */
export type Asking = { person: Someone; asker: Someone }

/**
 * Matches people who can vouch: members other than the two, in office for seven days, and neither brought in nor made
 * members by the asker, so that no administrator makes up a voucher. `hasOwnMailbox` checks their mailboxes.
 */
const fit = ({ person, asker }: Asking): Prisma.PrincipalWhereInput => {
  const long = { lte: after(now(), -IN_OFFICE) }
  const notBy = (field: 'createdById' | 'memberById') => ({ OR: [{ [field]: null }, { [field]: { not: asker.id } }] })
  return {
    ...inOffice,
    id: { notIn: [person.id, asker.id] },
    createdAt: long,
    AND: [{ OR: [{ memberAt: null }, { memberAt: long }] }, notBy('createdById'), notBy('memberById')],
  }
}

const hasOwnMailbox = ({ person, asker }: Asking, { address }: Someone) =>
  ![person.address, asker.address].map(mailboxOf).includes(mailboxOf(address))

/** Lists the people who can vouch among those that `who` matches, the longest here first. */
async function listFit(tx: Tx, asking: Asking, who: Prisma.PrincipalWhereInput): Promise<Someone[]> {
  const found = await tx.principal.findMany({
    where: { AND: [fit(asking), who] },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { id: true, address: true },
  })
  return found.filter((one) => hasOwnMailbox(asking, one))
}

/** Finds, among the people that `who` matches, the one who can vouch and has been here longest. Null: none can. */
export const findFit = async (tx: Tx, asking: Asking, who: Prisma.PrincipalWhereInput = {}): Promise<Someone | null> =>
  (await listFit(tx, asking, who))[0] ?? null

/** Checks whether the asker and the voucher may still take part. */
export async function areStillInOffice(
  tx: Tx,
  { person, askerId, voucherId }: { person: Someone; askerId: string; voucherId: string },
) {
  const asker = await tx.principal.findFirst({
    where: { ...inOffice, ...administering(), id: askerId },
    select: { id: true, address: true },
  })
  return asker !== null && (await findFit(tx, { person, asker }, { id: voucherId })) !== null
}

/**
 * How the voucher of a reset is chosen: the sponsor, an administrator in place of a sponsor who can't, a member whom the
 * asker names, or nobody.
 */
export type Vouching = { by: 'sponsor' | 'administrator'; voucher: Someone } | { by: 'named' } | { by: 'nobody' }

/** Works out how the voucher is chosen. Reads it anew each time, since people come and go. */
export async function whoVouches(tx: Tx, asking: Asking, sponsorId: string | null): Promise<Vouching> {
  if (!sponsorId || sponsorId === asking.asker.id)
    return (await findFit(tx, asking)) ? { by: 'named' } : { by: 'nobody' }
  const sponsor = await findFit(tx, asking, { id: sponsorId })
  if (sponsor) return { by: 'sponsor', voucher: sponsor }
  const voucher = await findFit(tx, asking, administering())
  return voucher ? { by: 'administrator', voucher } : { by: 'nobody' }
}

/** Checks whether any administrator could ask, and anybody vouch. */
export async function canBeVouchedFor(tx: Tx, person: Someone & { sponsorId: string | null }): Promise<boolean> {
  const askers = await tx.principal.findMany({
    where: { ...inOffice, ...administering(), NOT: { id: person.id } },
    take: MOST,
    select: { id: true, address: true },
  })
  for (const asker of askers)
    if ((await whoVouches(tx, { person, asker }, person.sponsorId)).by !== 'nobody') return true
  return false
}
