import { z } from 'zod'
import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { signedIn } from '../access/visibility'
import { recordAuditEvent } from '../audit/record-audit-event'
import { DAY, now } from '../clock'
import { transaction } from '../db/transaction'
import { requireRoom } from '../disk'
import { Conflict, NotFound } from '../errors'
import { spend } from '../budgets/budget'
import { queueMail } from '../mail/queue-mail'
import { sentence } from '../own-direction'
import { type Caller, displayName } from '../principal'
import { findSharedResource } from './find-shared-resource'
import { findWhoAnswers, type ToldOf } from './who-answers'

export const AskForDownload = z.object({ resourceId: z.string() })
export type AskForDownload = z.output<typeof AskForDownload>

/** Allows one question for each file that a grant reaches in 30 days. */
const asksFor = (grantId: string, resourceId: string) => ({
  key: `asks for download ${grantId} ${resourceId}`,
  limits: [{ most: 1, within: 30 * DAY }],
})

/**
 * Mails the sharer of a file that a viewer asks to be allowed to download it. Resolves to the recipient's kind. Throws
 * `NotFound` where the caller has no grant, and `Conflict` where the caller may download already, where the resource is no
 * file, and for a second question within 30 days.
 */
export async function askForDownload(caller: Caller, { resourceId }: AskForDownload): Promise<{ told: ToldOf }> {
  const resource = await findSharedResource(caller, resourceId)
  authorize(caller, 'resource.ask-for-download', resource.facts)
  requireRoom()
  const { through, sharedById, sharedBy, title, kind } = resource
  if (!through) throw new NotFound('resource')
  if (kind !== 'file' || may(caller, 'resource.download', resource.facts))
    throw new Conflict('download.not-askable', 'There is nothing to ask for.', { showAnew: true })
  const { id: principalId, name, address } = signedIn(caller).principal
  return transaction(async (tx) => {
    if (await spend(tx, asksFor(through.id, resourceId), now()))
      throw new Conflict(
        'access-request.exists',
        sentence`You have asked already. If ${displayName(sharedBy)} allows it, this page offers the download.`,
      )
    await recordAuditEvent(tx, caller, 'download.asked-for', {
      principalId,
      resourceId,
      detail: { grantId: through.id },
    })
    const { told, recipients } = await findWhoAnswers(tx, [sharedById])
    const input = {
      person: { name, address },
      resource: { title, kind },
      resourceId,
      sharer: told === 'sharer' ? null : sharedBy,
    }
    for (const recipient of recipients)
      await queueMail(tx, { template: 'download-asked-for', recipient, replyTo: address, input })
    return { told }
  })
}
