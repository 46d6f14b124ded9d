import { administering } from '../../access/administrators'
import { inOffice } from '../../access/live'
import type { Tx } from '../../db/transaction'
import { queueMail, queueMails } from '../../mail/queue-mail'
import type { Principal } from '../../principal'

/** Mails a guest who becomes a member by the mail domain of their address. Mails all administrators, too. */
export async function tellJoined(tx: Tx, { id, name, address }: Principal, at: Date) {
  await queueMail(tx, {
    template: 'member-added',
    recipient: address,
    input: { addedBy: null, administrator: false, byDomain: true },
  })
  const administrators = await tx.principal.findMany({
    where: { ...administering(at), ...inOffice },
    select: { address: true },
  })
  const input = { change: 'joined' as const, by: null, at, person: { name, address }, principalId: id, hanging: null }
  await queueMails(
    tx,
    administrators.map((one) => ({ template: 'member-changed-told' as const, recipient: one.address, input })),
  )
}
