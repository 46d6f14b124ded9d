import { inOffice } from '../access/live'
import type { Tx } from '../db/transaction'
import { findAdministrators } from '../identity/find-administrators'

/** Who is told of a question: the sharer; others, where the sharer has left; nobody, where nobody is left. */
export type ToldOf = 'sharer' | 'others' | 'nobody'

export type Answering = { told: ToldOf; recipients: string[] }

/** Who answers a question about what is shared: the first of these members who is still here, else administrators. The first one is the sharer. */
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
