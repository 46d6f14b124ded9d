import { after, DAY, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { type Mailbox, mailboxOf } from '../../mailbox'
import { queueMail } from '../../mail/queue-mail'
import { type Budget, spend } from '../../budgets/budget'
import { mayBeMailed, type Question, type Standing } from '../joining/eligibility'
import { codeTick } from './passcode'
import { LET_IN_LIFE, newLetIn } from '../let-in/new-let-in'

/** Links alone, for one address that asks at one door; whether it may have any or not. */
const linksFor = ({ address, shareLinkId }: Question): Budget => ({
  key: `links for ${address} ${shareLinkId ?? ''}`,
  limits: [{ most: 1, within: DAY }],
})

/** Links alone, mailed to one mailbox. */
const linksInto = (mailbox: Mailbox | string): Budget => ({
  key: `links into ${mailbox}`,
  limits: [{ most: 2, within: DAY }],
})

/**
 * Mails the link alone, where the lane of strangers is spent: strangers can spend it on codes that are withheld, at a
 * door that is not this person's, and then no mail of theirs has brought one. The same statements for every address.
 */
export async function mailLetIn(tx: Tx, question: Question, standing: Standing, at: Date) {
  if (await spend(tx, linksFor(question), at)) return
  const { address } = question
  const may = mayBeMailed(standing, question, at)
  const full = await spend(tx, linksInto(may ? mailboxOf(address) : `nobody at ${address}`), at)
  const withheld = !may || full !== null
  const letIn = newLetIn({ address, withheld })
  await tx.letIn.create({ data: { ...letIn, createdAt: at } })
  const until = after(at, LET_IN_LIFE)
  await queueMail(tx, {
    template: 'let-in',
    recipient: address,
    input: { letIn: { id: letIn.id, until } },
    notBefore: after(now(), codeTick()),
    notAfter: until,
    withheld,
  })
}
