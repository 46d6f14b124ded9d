import { z } from 'zod'
import { isOut } from '../access/audience'
import { recordAuditEvent } from '../audit/record-audit-event'
import { DAY, now } from '../clock'
import { db } from '../db/client'
import { transaction, type Tx } from '../db/transaction'
import { NotFound } from '../errors'
import { spend } from '../budgets/budget'
import { mailboxOf } from '../mailbox'
import { queueMail } from '../mail/queue-mail'
import { type Caller, type Principal, callerId } from '../principal'
import { Token } from '../secrets'
import { type FoundShareLink, findShareLink, readStanding } from './find-share-link'
import { linkState } from './link-state'
import { findWhoAnswers, type ToldOf } from './who-answers'

export const AskForShareLink = z.object({ token: Token })
export type AskForShareLink = z.output<typeof AskForShareLink>

/** `unasked`: nobody was mailed, since there is no such link, or it gives the caller no reason to ask. */
export type ToldOfLink = ToldOf | 'unasked'

/** Limits the mails about one link in a day: one for each signed-in mailbox, three for all callers who are not signed in. */
const asksOf = (shareLinkId: string, asker: Principal | null) =>
  asker
    ? { key: `asks for share link ${shareLinkId} ${mailboxOf(asker.address)}`, limits: [{ most: 1, within: DAY }] }
    : { key: `asks for share link ${shareLinkId}`, limits: [{ most: 3, within: DAY }] }

/** Limits the mails about one link in a day to 20 for all signed-in callers together. */
const asksOfAll = (shareLinkId: string) => ({
  key: `asks for share link ${shareLinkId} proven`,
  limits: [{ most: 20, within: DAY }],
})

/**
 * Mails the link's maker that the holder of a share link that no longer admits them asks for access. Works without a
 * session; the mail names the caller only with one. Resolves to the recipient's kind, also where a limit keeps the mail back.
 */
export async function askForShareLink(caller: Caller, { token }: AskForShareLink): Promise<{ told: ToldOfLink }> {
  const link = await findShareLink(db(), token).catch((error: unknown) => {
    if (error instanceof NotFound) return null
    throw error
  })
  return { told: link && (await isShut(caller, link)) ? await ask(caller, link) : 'unasked' }
}

/** Checks whether a link no longer admits the caller: it is ended, closed or full, or their access was ended by another person. */
async function isShut(caller: Caller, link: FoundShareLink) {
  const standing = caller.kind === 'person' ? await readStanding(db(), caller, link) : linkState(link)
  return ['ended', 'closed', 'full', 'taken'].includes(standing)
}

async function ask(caller: Caller, link: FoundShareLink): Promise<ToldOf> {
  const { id: shareLinkId, resource, createdBy } = link
  const asker = caller.kind === 'person' ? caller.principal : null
  return transaction(async (tx) => {
    const { told, recipients } = await findWhoAnswers(tx, [createdBy.id, resource.sharedById])
    if (!(await maySend(tx, shareLinkId, asker))) return told
    await recordAuditEvent(tx, caller, 'share-link.asked-for', {
      principalId: callerId(caller),
      resourceId: resource.id,
      detail: { shareLinkId, told: recipients[0] ?? null },
    })
    const { name, address } = createdBy
    const input = {
      asker: asker && { name: asker.name, address: asker.address },
      resource,
      resourceId: resource.deletedAt ? null : resource.id,
      maker: isOut(createdBy) ? { name, address } : null,
    }
    for (const recipient of recipients)
      await queueMail(tx, { template: 'share-link-asked-for', recipient, replyTo: asker?.address, input })
    return told
  })
}

async function maySend(tx: Tx, shareLinkId: string, asker: Principal | null) {
  if (await spend(tx, asksOf(shareLinkId, asker), now())) return false
  return !asker || !(await spend(tx, asksOfAll(shareLinkId), now()))
}
