import { authorize } from '../../access/authorize'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { MINUTE, now } from '../../clock'
import { transaction } from '../../db/transaction'
import { TooManyAttempts } from '../../errors'
import type { PersonCaller } from '../../principal'
import { type Budget, spend } from '../../budgets/budget'
import { giveBack } from '../../budgets/budget.sql'
import { waitInWords } from '../../words/waits'

/** Returns the budget of wrong authenticator and recovery codes of one person (promise B11). */
const wrongCodesOf = (principalId: string): Budget => ({
  key: `factor ${principalId}`,
  limits: [{ most: 5, within: 15 * MINUTE }],
})

/**
 * Pays for one try before any comparison: however many arrive at once, five pass in 15 minutes. Resolves to the time of the
 * payment, for `giveTryBack`. Throws `TooManyAttempts`.
 */
export async function payForTry(caller: PersonCaller, factor: 'app' | 'recovery'): Promise<Date> {
  const at = now()
  const principalId = caller.principal.id
  authorize(caller, 'factor.show', { principalId })
  const retryAt = await transaction(async (tx) => {
    const spent = await spend(tx, wrongCodesOf(principalId), at)
    if (spent)
      await recordAuditEvent(tx, caller, 'factor.refused', {
        principalId,
        detail: { factor, reason: 'too many wrong codes' },
      })
    return spent
  })
  if (retryAt)
    throw new TooManyAttempts(
      'factor.tries-spent',
      `Too many wrong codes. You can try again ${waitInWords(retryAt, at)}.`,
      retryAt,
    )
  return at
}

/** Refunds the try after a right code. */
export const giveTryBack = (tx: Parameters<typeof giveBack>[0], { principal }: PersonCaller, at: Date) =>
  giveBack(tx, [{ key: wrongCodesOf(principal.id).key, at, cost: 1 }])
