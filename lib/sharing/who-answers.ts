import { inOffice } from '../access/live'
import type { Tx } from '../db/transaction'
import { findAdministrators } from '../identity/accounts/find-administrators'

/** Who is mailed a question: the sharer; `others` where the sharer is disabled or removed; `nobody` where no member is left to ask. */
export type ToldOf = 'sharer' | 'others' | 'nobody'

export type Answering = { told: ToldOf; recipients: string[] }

/** Finds who is mailed a question about a resource: the first of these members who is neither disabled nor removed, else all administrators. The first id is the sharer's. */
export async function findWhoAnswers(tx: Tx, memberIds: readonly string[]): Promise<Answering> {
  const here = await tx.principal.findMany({
    where: { id: { in: [...memberIds] }, ...inOffice },
    select: { id: true, address: true },
  })
  const found = memberIds
    .map((memberId) => here.find(({ id }) => id === memberId))
    .find((member) => member !== undefined)
  if (found) return { told: found.id === memberIds[0] ? 'sharer' : 'others', recipients: [found.address] }
  const recipients = (await findAdministrators(tx)).map(({ address }) => address)
  return { told: recipients.length > 0 ? 'others' : 'nobody', recipients }
}
