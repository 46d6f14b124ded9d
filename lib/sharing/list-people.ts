import { z } from 'zod'
import { authorize } from '../access/authorize'
import { may } from '../access/decide'
import { firstEnd, liveGrants } from '../access/live'
import { isOver, now } from '../clock'
import { db } from '../db/client'
import { pageField, pageOf, searchField } from '../forms/pages'
import { settings } from '../env'
import type { MailState as MailStateName } from '../mail/mail-state'
import { isAboutAddress } from '../mail/fault-in-words'
import { RESTORED, TOO_MANY } from '../mail/hold-back-mail'
import { invitationPath } from '../page-paths'
import { type Caller, callerId } from '../principal'
import type { Role } from '../role'
import { linkToken } from '../secrets'
import { grantRevision } from './change-grant'
import { findManagedResource } from './find-managed-resource'
import { type Undo, undoOf } from './just-ended'
import { countListed, findListed, type Found, listedOf, type Reader } from './list-people.sql'
import { type Shareable, shareableOf } from './roles'
import { type GrantStatus, grantStatus } from './status'

const ListPeople = z.object({
  resourceId: z.string(),
  q: searchField,
  page: pageField,
})

export type PersonView = { address: string; name: string | null; kind: 'member' | 'guest' }

/**
 * The last mail about a grant. `problem`: null for none, `address` where the mail server refused the address, `too-many`
 * where the mailbox got too many mails, `restored` where a restored backup held it back, else `delivery`. The mail server's
 * words are for administrators alone.
 */
export type MailState = {
  state: MailStateName
  at: Date
  problem: 'address' | 'too-many' | 'restored' | 'delivery' | null
}

export type PersonRow = {
  grantId: string
  person: PersonView & { id: string }
  /** The resource's kind, and whether a page can show it. */
  shared: Shareable
  role: Role
  status: GrantStatus
  endsAt: Date | null
  grantedAt: Date
  grantedBy: PersonView
  /** True where the grant came by a share link. */
  byLink: boolean
  lastOpenedAt: Date | null
  /** `grantRevision` of role and end, for the form that changes them. */
  revision: string
  /** The last mail about this grant; null: there is none. */
  mail: MailState | null
  /** Until when the invitation can be accepted; null: it is accepted, or there is none. */
  invitedUntil: Date | null
  /** True where the invitation has expired. Sending it again renews it. */
  ranOut: boolean
  /** True where the open invitation's sender is disabled or removed. It can't be accepted until another person sends it again. */
  closed: boolean
  /** The invitation's address, for the sharer alone to pass on. Null for anyone else, for a revoked grant, and where there is no invitation. */
  invitationUrl: string | null
  /** When a policy last refused the person this resource; null: the newest answer since the last opening is no refusal. */
  refusedAt: Date | null
  /** True where the person holds a live grant on the space that the resource is in: that opens it whatever becomes of this one. */
  throughSpace: boolean
  /** True where an administrator has blocked the person. */
  blocked: boolean
  /** Not null where the reader revoked the grant a moment ago. */
  undo: Undo
}

/** Lists the grants on a resource that are not revoked, and those revoked or given up a moment ago, newest first, in pages of 50. Throws `NotFound`. */
export async function listPeople(caller: Caller, input: { resourceId: string; q?: unknown; page?: unknown }) {
  const { resourceId, q, page: asked } = ListPeople.parse(input)
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.manage', resource)
  const reader = { id: callerId(caller), at: now() }
  const listed = listedOf(resourceId, q, reader)
  const { rows, ...paged } = await pageOf(asked, await countListed(listed), (skip) => findListed(listed, skip))
  const mine = may(caller, 'invitation.copy', resource)
  const shared = shareableOf(resource)
  const inSpace = await findInSpace(
    resource.spaceId,
    rows.map(({ principalId }) => principalId),
  )
  const shown = rows.map((row) => ({ ...toRow(row, mine, reader), shared, throughSpace: inSpace.has(row.principalId) }))
  return { rows: shown, ...paged, q }
}

/** Finds which of these people hold a live grant on a space. */
async function findInSpace(spaceId: string | null, principalIds: string[]) {
  if (!spaceId) return new Set<string>()
  const held = await db().grant.findMany({
    where: { resourceId: spaceId, principalId: { in: principalIds }, ...liveGrants() },
    select: { principalId: true },
  })
  return new Set(held.map(({ principalId }) => principalId))
}

function toRow(row: Found, mine: boolean, reader: Reader): Omit<PersonRow, 'shared' | 'throughSpace'> {
  const { grantId, role, grantedAt, revokedAt, byLink, lastOpenedAt, blocked } = row
  const endsAt = firstEnd(row.endsAt, row.spaceEndsAt)
  const status = grantStatus({ ...row, endsAt })
  const waiting = status === 'pending'
  return {
    ...{ grantId, role, status, endsAt, grantedAt, byLink, lastOpenedAt, blocked },
    person: { id: row.principalId, address: row.address, name: row.name, kind: row.kind },
    grantedBy: { address: row.giverAddress, name: row.giverName, kind: row.giverKind },
    mail:
      row.mailState && row.mailAt
        ? { state: row.mailState, at: row.mailAt, problem: problemOf(row.mailProblem) }
        : null,
    refusedAt: row.lastOutcome === 'refused' ? row.lastAskedAt : null,
    invitedUntil: waiting ? row.expiresAt : null,
    revision: grantRevision(row),
    ranOut: waiting && isOver(row.expiresAt),
    closed: waiting && row.inviterOut,
    invitationUrl: mine && row.invitationId && !revokedAt ? invitationUrl(row.invitationId) : null,
    undo: undoOf(row, reader.id, reader.at),
  }
}

function problemOf(said: string | null): MailState['problem'] {
  if (said === null || said === '') return null
  if (said === TOO_MANY) return 'too-many'
  if (said === RESTORED) return 'restored'
  return isAboutAddress(said) ? 'address' : 'delivery'
}

const invitationUrl = (invitationId: string) =>
  `${settings().publicUrl}${invitationPath(linkToken('invitation', invitationId))}`
