import { z } from 'zod'
import { authorize } from '../access/authorize'
import { isOver, now } from '../clock'
import { db } from '../db/client'
import { Prisma } from '../db/generated/client'
import { like } from '../db/like'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../forms/pages'
import { settings } from '../env'
import type { MailState as MailStateName } from '../mail/mail-state'
import { isAboutAddress } from '../mail/fault-in-words'
import { RESTORED, TOO_MANY } from '../mail/hold-back-mail'
import { invitationPath } from '../page-paths'
import { type Caller, callerId } from '../principal'
import { linkToken } from '../secrets'
import { grantRevision } from './change-grant'
import { findManagedResource } from './find-managed-resource'
import { justEnded, type Undo, undoOf } from './just-ended'
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
  role: 'view' | 'download'
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
  const { rows, ...paged } = await pageOf(asked, await count(listed), (skip) => findPage(listed, skip))
  const mine = resource.sharedById === reader.id
  const shared = shareableOf(resource)
  return { rows: rows.map((row) => ({ ...toRow(row, mine, reader), shared })), ...paged, q }
}

type Reader = { id: string | null; at: Date }

function listedOf(resourceId: string, q: string, reader: Reader) {
  const words = q ? like(q) : null
  return Prisma.sql`"Grant" g JOIN "Principal" p ON p.id = g."principalId"
    WHERE g."resourceId" = ${resourceId}::uuid AND (g."revokedAt" IS NULL OR ${justEnded(reader.id, reader.at)})
      AND (${words}::text IS NULL OR p.name ILIKE ${words} OR p.address ILIKE ${words})`
}

async function count(listed: Prisma.Sql) {
  const [row] = await db().$queryRaw<[{ total: number }]>`SELECT count(*)::int AS total FROM ${listed}`
  return row.total
}

type Found = {
  grantId: string
  principalId: string
  role: 'view' | 'download'
  endsAt: Date | null
  grantedAt: Date
  revokedAt: Date | null
  revokedById: string | null
  undoUntil: Date | null
  lastOpenedAt: Date | null
  byLink: boolean
  address: string
  name: string | null
  kind: 'member' | 'guest'
  blocked: boolean
  accepted: boolean
  giverAddress: string
  giverName: string | null
  giverKind: 'member' | 'guest'
  invitationId: string | null
  expiresAt: Date | null
  inviterOut: boolean
  mailAt: Date | null
  mailState: MailState['state'] | null
  mailProblem: string | null
  lastOutcome: string | null
  lastAskedAt: Date | null
}

const findPage = (listed: Prisma.Sql, skip: number) =>
  db().$queryRaw<Found[]>`
    SELECT l.*, u."privacyAcceptedAt" IS NOT NULL OR l.kind = 'member' AS accepted,
      b.address AS "giverAddress", b.name AS "giverName", b.kind::text AS "giverKind",
      i.id AS "invitationId", i."expiresAt", s."blockedAt" IS NOT NULL OR s."removedAt" IS NOT NULL AS "inviterOut",
      a.outcome AS "lastOutcome", a.at AS "lastAskedAt",
      m."createdAt" AS "mailAt", m."lastError" AS "mailProblem",
      CASE WHEN m."sentAt" IS NOT NULL THEN 'sent' WHEN m.doubts > 0 AND m."lastError" IS NOT NULL THEN 'maybe-sent' WHEN m."droppedAt" IS NOT NULL THEN 'failed' WHEN m.id IS NOT NULL THEN 'queued' END AS "mailState"
    FROM (
      SELECT g.id AS "grantId", g."principalId", g."resourceId", g."grantedById", g.role::text, g."endsAt", g."grantedAt", g."revokedAt", g."revokedById", g."undoUntil",
        g."lastOpenedAt", g."shareLinkId" IS NOT NULL AS "byLink", p.address, p.name, p.kind::text, p."blockedAt" IS NOT NULL AS blocked
      FROM ${listed} ORDER BY g."grantedAt" DESC, g.id DESC LIMIT ${PAGE_SIZE} OFFSET ${skip}
    ) l
    JOIN "Principal" b ON b.id = l."grantedById"
    LEFT JOIN "Guest" u ON u."principalId" = l."principalId"
    LEFT JOIN "Invitation" i ON i."resourceId" = l."resourceId" AND i."principalId" = l."principalId" AND i."withdrawnAt" IS NULL
    LEFT JOIN "Principal" s ON s.id = i."invitedById"
    LEFT JOIN LATERAL (
      SELECT * FROM "Mail" m WHERE m."grantId" = l."grantId" AND m.template IN ('invitation', 'access-added')
        AND NOT (m."droppedAt" IS NOT NULL AND m."lastError" IS NULL)
      ORDER BY m."createdAt" DESC LIMIT 1
    ) m ON true
    LEFT JOIN LATERAL (
      SELECT s.outcome::text, s.at FROM "SignIn" s
      WHERE s."principalId" = l."principalId" AND s."resourceId" = l."resourceId" AND s.action = 'resource.view' AND s.at > coalesce(l."lastOpenedAt", l."grantedAt")
      ORDER BY s.at DESC LIMIT 1
    ) a ON true
    ORDER BY l."grantedAt" DESC, l."grantId" DESC`

function toRow(row: Found, mine: boolean, reader: Reader): Omit<PersonRow, 'shared'> {
  const { grantId, role, endsAt, grantedAt, revokedAt, byLink, lastOpenedAt, blocked } = row
  const status = grantStatus(row)
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
