import { after, DAY, now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { type Mailbox, mailboxOf } from '../../mailbox'
import { queueMail } from '../../mail/queue-mail'
import { type Budget, spend } from '../../budgets/budget'
import { mayBeMailed, type Standing } from '../joining/eligibility'
import type { Question } from '../joining/question'
import { codeTick } from './passcode'
import { LET_IN_LIFE, newLetIn } from '../let-in/new-let-in'

/** Returns the budget of let-in mails for one address and share link. Counts addresses that may have none, too. */
const linksFor = ({ address, shareLinkId }: Question): Budget => ({
  key: `links for ${address} ${shareLinkId ?? ''}`,
  limits: [{ most: 1, within: DAY }],
})

/** Returns the budget of let-in mails to one mailbox. */
const linksInto = (mailbox: Mailbox | string): Budget => ({
  key: `links into ${mailbox}`,
  limits: [{ most: 2, within: DAY }],
})

/**
 * Mails a let-in link without a code, where the lane `unknown` is spent. Strangers can spend the lane on codes that are
 * withheld, through a share link that does not admit this person; then no mail has brought the person a let-in link. Sends
 * one mail a day for an address and share link. Runs the same statements for every address.
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
