import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findPerson } from '../find-person'
import { blockGuests } from './block-guests'

export const BlockGuest = z.object({ principalId: z.uuid() })
export type BlockGuest = z.output<typeof BlockGuest>

/** Shuts a guest out at once: sessions end, no code is mailed, nothing opens. Their grants wait for an unblock. */
export async function blockGuest(caller: Caller, { principalId }: BlockGuest) {
  authorize(caller, 'guest.block', { principalId })
  const guest = await findPerson(principalId, 'guest')
  await transaction(async (tx) => {
    const blocked = await blockGuests(tx, caller, [principalId])
    if (blocked.length === 0) throw new Conflict('guest.blocked', `${guest.address} is blocked already.`)
  })
}
