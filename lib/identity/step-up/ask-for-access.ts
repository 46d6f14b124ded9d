import { z } from 'zod'
import { rolesAt, withAdministrator } from '../../access/administrators'
import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { recordAuditEvent } from '../../audit/record-audit-event'
import { findOwnEntry } from '../../audit/sign-ins/record-sign-in'
import { readReference } from '../../reference'
import { DAY, now } from '../../clock'
import { db } from '../../db/client'
import { transaction } from '../../db/transaction'
import { requireRoom } from '../../disk'
import { Conflict, NotFound, TooManyAttempts } from '../../errors'
import { queueMail } from '../../mail/queue-mail'
import { paragraph } from '../../plain-text'
import type { Caller } from '../../principal'
import { spend } from '../../budgets/budget'
import { findAdministrators } from '../accounts/find-administrators'
import { waitInWords } from '../../words/waits'

export const AskForAccess = z.object({
  reference: z.string(),
  message: paragraph(1000, 'Say it in at most 1,000 characters.'),
})
export type AskForAccess = z.output<typeof AskForAccess>

/** Budgets: one request about a refusal in 30 days, and five a day about all refusals of one person. */
const asksAbout = (reference: string) => ({ key: `asks about ${reference}`, limits: [{ most: 1, within: 30 * DAY }] })
const asksOf = (principalId: string) => ({ key: `asks of ${principalId}`, limits: [{ most: 5, within: DAY }] })

/**
 * Mails a request for access to the sharer of the refused resource. Mails administrators where there is no resource, or
 * where its sharer is blocked or removed. Resolves to whether anybody was mailed, `told`. Throws `NotFound` for a reference
 * that is no refusal of this session, `Conflict` for a second request about the same refusal, and `TooManyAttempts` after
 * five requests a day.
 */
export async function askForAccess(caller: Caller, { reference, message }: AskForAccess) {
  const person = signedIn(caller)
  const known = readReference(reference)
  const entry = known ? await findOwnEntry(person, known) : null
  if (!entry || entry.outcome !== 'refused') throw new NotFound()
  const { id: principalId, name, address } = person.principal
  authorize(caller, 'access.ask-for', { principalId })
  requireRoom()
  const { title, recipients } = await findWhoAnswers(entry.resourceId)
  await transaction(async (tx) => {
    const at = now()
    if (await spend(tx, asksAbout(entry.reference), at))
      throw new Conflict(
        'access-request.exists',
        'You have asked about this already. If somebody answers, that comes by mail.',
      )
    const retryAt = await spend(tx, asksOf(principalId), at)
    if (retryAt)
      throw new TooManyAttempts(
        'access-request.too-many',
        `You have asked several times today. You can ask again ${waitInWords(retryAt, at)}.`,
        retryAt,
      )
    await recordAuditEvent(tx, caller, 'access.asked-for', {
      principalId,
      resourceId: entry.resourceId,
      detail: { reference: entry.reference },
    })
    for (const { address: recipient, administrator } of recipients)
      await queueMail(tx, {
        template: 'access-asked-for',
        recipient,
        replyTo: address,
        input: { person: { name, address }, title, message, reference: entry.reference, administrator },
      })
  })
  return { told: recipients.length > 0 }
}

/** Finds the people who answer a request: the sharer, or administrators where the sharer is blocked or removed. */
async function findWhoAnswers(resourceId: string | null) {
  const resource = resourceId
    ? await db().resource.findFirst({
        where: { id: resourceId, deletedAt: null },
        select: {
          title: true,
          sharedBy: { select: { address: true, roles: rolesAt(), blockedAt: true, removedAt: true } },
        },
      })
    : null
  const title = resource?.title ?? null
  if (resource && !resource.sharedBy.blockedAt && !resource.sharedBy.removedAt)
    return { title, recipients: [withAdministrator(resource.sharedBy)] }
  return { title, recipients: await findAdministrators(db()) }
}
