import { spendNetwork } from '../../audit/network-budget'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { hashToken } from '../../secrets'

/**
 * Records a code that was typed for an attempt which is locked, completed or unknown. Throws `Conflict` with the way on.
 */
export async function explainClosedAttempt(caller: Caller, attemptSecret: string | null): Promise<never> {
  const attempt = attemptSecret
    ? await db().signInAttempt.findUnique({
        where: { secretHash: hashToken(attemptSecret) },
        select: { address: true, purpose: true, principalId: true, completedAt: true },
      })
    : null
  const reason = !attempt ? 'no attempt' : attempt.completedAt ? 'used' : 'locked'
  const detail = { address: attempt?.address, purpose: attempt?.purpose, reason }
  // Anybody can send such codes without end. Beyond their network's budget the trail gets one event an hour, from
  // `reportTallies`.
  if (!(await spendNetwork(db(), caller, 'refusals', now())))
    await transaction((tx) =>
      recordAuditEvent(tx, caller, 'passcode.refused', { principalId: attempt?.principalId, detail }),
    )
  const [code, sentence] = answers[reason]
  throw new Conflict(code, sentence)
}

const answers = {
  'no attempt': ['attempt.none', 'This browser has no code to enter any longer. Ask for a new one.'],
  used: ['code.used', 'That code has been used. We can send a new one.'],
  locked: ['code.locked', 'Five wrong codes were typed, so this one is no longer good. We can send a new one.'],
} as const
