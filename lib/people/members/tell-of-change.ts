import { administering } from '../../access/administrators'
import { inOffice } from '../../access/live'
import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { queueMail, queueMails } from '../../mail/queue-mail'
import { callerId, type Caller } from '../../principal'
import type { Hanging } from './what-hangs.sql'

type OwnChange = 'promoted' | 'demoted' | 'disabled' | 'enabled'

/** A guest who becomes a member gets the welcome instead. */
type MemberChange = OwnChange | 'became-member'

type Changed = { id: string; name: string | null; address: string }

/** Mails a person what was done to them and by whom. */
export const tellPerson = (tx: Tx, caller: Caller, { address }: Pick<Changed, 'address'>, change: OwnChange) =>
  queueMail(tx, { template: 'member-changed', recipient: address, input: { change, by: doer(caller), at: now() } })

/** Mails the other administrators what one of them did to somebody, with what that leaves to be seen to. */
export async function tellAdministrators(
  tx: Tx,
  caller: Caller,
  person: Changed,
  change: MemberChange,
  hanging: Hanging | null = null,
) {
  const others = await tx.principal.findMany({
    where: {
      ...administering(),
      ...inOffice,
      id: { notIn: [person.id, callerId(caller)].filter((id) => id !== null) },
    },
    select: { address: true },
  })
  const input = {
    change,
    by: doer(caller),
    at: now(),
    person: { name: person.name, address: person.address },
    principalId: person.id,
    hanging,
  }
  await queueMails(
    tx,
    others.map(({ address }) => ({ template: 'member-changed-told' as const, recipient: address, input })),
  )
}

const doer = (caller: Caller) =>
  caller.kind === 'person' ? { name: caller.principal.name, address: caller.principal.address } : null
