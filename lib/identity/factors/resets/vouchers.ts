import { inOffice } from '../../../access/live'
import { after, DAY, now } from '../../../clock'
import type { Prisma } from '../../../db/generated/client'
import type { Tx } from '../../../db/transaction'
import { mailboxOf } from '../../../mailbox'

/** How long somebody is a member before they can vouch. Milliseconds. */
const IN_OFFICE = 7 * DAY

/** More than are looked through for somebody with a mailbox of their own. */
const MOST = 200

export type Someone = { id: string; address: string }

/** Whose factors are asked for, and which administrator asks. */
export type Asking = { person: Someone; asker: Someone }

/**
 * Who can vouch: another member than the two, in office for seven days and let in by somebody else than who asks, so
 * that no administrator makes up a voucher. Whose mailbox it is, is asked of `hasOwnMailbox`.
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

/** Those who can vouch among whom `who` describes, whoever has been here longest first. */
async function listFit(tx: Tx, asking: Asking, who: Prisma.PrincipalWhereInput): Promise<Someone[]> {
  const found = await tx.principal.findMany({
    where: { AND: [fit(asking), who] },
    orderBy: { createdAt: 'asc' },
    take: MOST,
    select: { id: true, address: true },
  })
  return found.filter((one) => hasOwnMailbox(asking, one))
}

export const findFit = async (tx: Tx, asking: Asking, who: Prisma.PrincipalWhereInput = {}): Promise<Someone | null> =>
  (await listFit(tx, asking, who))[0] ?? null

/** Whether both who asked and who vouched may still do so. */
export async function areStillInOffice(
  tx: Tx,
  { person, askerId, voucherId }: { person: Someone; askerId: string; voucherId: string },
) {
  const asker = await tx.principal.findFirst({
    where: { ...inOffice, id: askerId, administrator: true },
    select: { id: true, address: true },
  })
  return asker !== null && (await findFit(tx, { person, asker }, { id: voucherId })) !== null
}

/** Who answers for a reset: the sponsor, an administrator in place of one who can't, whom the asker names, or nobody. */
export type Vouching = { by: 'sponsor' | 'administrator'; voucher: Someone } | { by: 'named' } | { by: 'nobody' }

/** Worked out anew each time: people come and go. */
export async function whoVouches(tx: Tx, asking: Asking, sponsorId: string | null): Promise<Vouching> {
  if (!sponsorId || sponsorId === asking.asker.id)
    return (await findFit(tx, asking)) ? { by: 'named' } : { by: 'nobody' }
  const sponsor = await findFit(tx, asking, { id: sponsorId })
  if (sponsor) return { by: 'sponsor', voucher: sponsor }
  const voucher = await findFit(tx, asking, { administrator: true })
  return voucher ? { by: 'administrator', voucher } : { by: 'nobody' }
}

/** Whether any administrator could ask, and somebody vouch. */
export async function canBeVouchedFor(tx: Tx, person: Someone & { sponsorId: string | null }): Promise<boolean> {
  const askers = await tx.principal.findMany({
    where: { ...inOffice, administrator: true, NOT: { id: person.id } },
    take: MOST,
    select: { id: true, address: true },
  })
  for (const asker of askers)
    if ((await whoVouches(tx, { person, asker }, person.sponsorId)).by !== 'nobody') return true
  return false
}
