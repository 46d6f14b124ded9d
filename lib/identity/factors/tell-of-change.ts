import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { queueMail } from '../../mail/queue-mail'
import type { PersonCaller } from '../../principal'

/** Tells the mailbox of a change of what its person signs in with (promise B11): whoever did not make it learns of it there. */
export async function tellOfChange(tx: Tx, { principal, environment }: PersonCaller, what: string) {
  await queueMail(tx, {
    template: 'factors-changed',
    recipient: principal.address,
    input: { what, userAgent: environment.userAgent, at: now() },
  })
}
