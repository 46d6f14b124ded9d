import { now } from '../../../clock'
import type { Tx } from '../../../db/transaction'
import { queueMail } from '../../../mail/queue-mail'
import type { Caller } from '../../../principal'
import { endSessionsOf } from '../../sessions/end-sessions-of'

/**
 * Removes every factor of a person, ends all their sessions and mails them. The function that calls it has authorized the
 * removal, and records it.
 */
export async function takeAway(
  tx: Tx,
  caller: Caller,
  { id: principalId, address }: { id: string; address: string },
  what: string,
) {
  await tx.authenticatorApp.deleteMany({ where: { principalId } })
  await tx.passkey.deleteMany({ where: { principalId } })
  await tx.recoveryCode.deleteMany({ where: { principalId } })
  const ended = await endSessionsOf(tx, caller, { principalId, cause: 'second factors were reset' })
  const userAgent = caller.kind === 'system' ? null : caller.environment.userAgent
  await queueMail(tx, {
    template: 'factors-changed',
    recipient: address,
    input: { what: `${what} You are asked to set up new ones when you sign in.`, userAgent, at: now() },
  })
  return { ended }
}
