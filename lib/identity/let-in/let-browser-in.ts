import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { transaction, type Tx } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { hashToken, newToken } from '../../secrets'
import type { GetLetIn } from './get-let-in'
import { useUp } from './let-browser-in.sql'

type LetInWith = GetLetIn & {
  /** The token of this browser's cookie from an earlier let-in link. */
  letInToken: string | null
}

/**
 * Uses a let-in link up: for 24 hours this browser asks for codes for the mailbox of that address in the lane `known`.
 * Signs nobody in, and makes no browser known to policies. Resolves to the browser's new token. Throws `Conflict`, the same
 * for every link that can't be used.
 */
export async function letBrowserIn(caller: Caller, { token, letInToken }: LetInWith): Promise<{ letInToken: string }> {
  const at = now()
  const fresh = newToken()
  const letIn = await transaction(async (tx) => {
    const used = await useUp(tx, token, fresh, at)
    if (!used) return false
    if (letInToken) await takeOver(tx, letInToken, fresh)
    await recordAuditEvent(tx, caller, 'let-in.used', {
      principalId: used.principalId,
      detail: { address: used.address },
    })
    return true
  })
  if (!letIn)
    throw new Conflict(
      'let-in.over',
      'This link lets nobody in. It works once, for 24 hours: take the one in the newest mail from us.',
    )
  return { letInToken: fresh }
}

/**
 * Moves the links of this browser's old token to a fresh one: a token that an attacker planted never comes to stand for
 * this address.
 */
const takeOver = (tx: Tx, old: string, fresh: string) =>
  tx.letIn.updateMany({ where: { browserHash: hashToken(old) }, data: { browserHash: hashToken(fresh) } })
