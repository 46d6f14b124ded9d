import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { authorize } from '../access/authorize'
import { signedIn } from '../access/visibility'
import type { Domain } from '../domain'
import { recordAuditEvent } from '../audit/record-audit-event'
import { now } from '../clock'
import { transaction } from '../db/transaction'
import { requireRoom } from '../disk'
import { settings } from '../env'
import { Invalid } from '../errors'
import { readMailDomains } from '../forms/mail-domains'
import { shareLinkPath } from '../page-paths'
import type { Caller } from '../principal'
import { hashToken, linkToken } from '../secrets'
import { accessEndFields, readAccessEnd } from './access-end'
import { findManagedResource } from './find-managed-resource'
import { readAll } from './read-all'
import { linkRoles } from '../role'
import { roleOn } from './roles'

const MOST_DOMAINS = 50

const people = 'Enter a number from 1 to 10,000, or nothing for no limit.'

export const CreateShareLink = z.object({
  resourceId: z.uuid(),
  audience: z.enum(['invited', 'domains', 'anyone'], 'Choose who may use the link.').default('invited'),
  domains: z.string().default(''),
  role: z.enum(linkRoles, 'Choose what they can do.').default('view'),
  maxPeople: z.coerce
    .string()
    .trim()
    .regex(/^\d*$/, people)
    .transform((typed) => (typed ? Number(typed) : null))
    .pipe(z.int(people).min(1, people).max(10_000, people).nullable())
    .default(null),
  ...accessEndFields,
})
export type CreateShareLink = z.output<typeof CreateShareLink>

/** Creates a share link for an audience. Resolves to its id and address. Throws `NotFound`, and `Invalid` by field. */
export async function createShareLink(
  caller: Caller,
  { resourceId, audience, domains, role, maxPeople, ...end }: CreateShareLink,
) {
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'share-link.create', resource)
  requireRoom()
  const id = randomUUID()
  const token = linkToken('share-link', id)
  await transaction(async (tx) => {
    const [named, endsAt] = await readAll(
      tx,
      async () => (audience === 'domains' ? readDomains(domains) : []),
      () => readAccessEnd(tx, end),
    )
    // Invited people are not counted against a limit.
    const limit = audience === 'invited' ? null : maxPeople
    const terms = { audience, domains: named, role: roleOn(resource.kind, role), endsAt, maxPeople: limit }
    await tx.shareLink.create({
      data: {
        id,
        tokenHash: hashToken(token),
        resourceId,
        ...terms,
        createdAt: now(),
        createdById: signedIn(caller).principal.id,
      },
    })
    await recordAuditEvent(tx, caller, 'share-link.created', { resourceId, detail: { shareLinkId: id, ...terms } })
  })
  return { shareLinkId: id, url: shareLinkUrl(id) }
}

/** Returns the address of a share link. Recomputes its token, of which only the hash is stored. */
export const shareLinkUrl = (shareLinkId: string) =>
  `${settings().publicUrl}${shareLinkPath(linkToken('share-link', shareLinkId))}`

function readDomains(text: string): Domain[] {
  const { domains, wrong, tooMany } = readMailDomains(text, MOST_DOMAINS)
  if (tooMany !== null) throw new Invalid('domain.too-many', { domains: `Enter at most ${MOST_DOMAINS} mail domains.` })
  if (wrong[0] !== undefined)
    throw new Invalid('domain.malformed', {
      domains: `“${wrong[0].slice(0, 80)}” is not a mail domain. Write it like example.com.`,
    })
  if (domains.length === 0)
    throw new Invalid('domain.missing', { domains: 'Enter at least one mail domain, such as example.com.' })
  return domains
}
