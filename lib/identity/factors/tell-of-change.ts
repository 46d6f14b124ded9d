import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { queueMail } from '../../mail/queue-mail'
import type { PersonCaller } from '../../principal'

/**
 * Mails a person that their factors have changed (promise B11): a person who did not make the change learns of it from this
 * mail.
 */
export async function tellOfChange(tx: Tx, { principal, environment }: PersonCaller, what: string) {
  await queueMail(tx, {
    template: 'factors-changed',
    recipient: principal.address,
    input: { what, userAgent: environment.userAgent, at: now() },
  })
}
