import { domainOf } from '../../principal'
import { asksOneself, type MyRound } from './find-my-round'
import { type Found, findRows } from './item-view.sql'
import { reasonsFor, type ReviewMoment } from './reasons'
import type { ReviewAnswer } from '../rounds/settings'
import type { ResourceKind } from '../../resource-kinds'
import type { Role } from '../../role'

type Named = { name: string | null; address: string }

/** What is no longer as the round froze it. */
export type ItemChange =
  | {
      what: 'revoked' | 'resource-deleted' | 'blocked' | 'removed' | 'became-member' | 'opened'
      at: Date | null
      by?: string | null
    }
  | { what: 'ended' | 'given-up'; at: Date }
  | { what: 'end'; endsAt: Date | null }
  | { what: 'role'; role: Role }

/** An answer that somebody gave. */
export type GivenAnswer = { answer: ReviewAnswer; by: string | null; at: Date | null; reason: string | null }

export type ItemRow = {
  id: number
  person: Named & { kind: 'member' | 'guest' }
  domain: string
  /** Null: the question is whether the guest should stay at all. */
  resource: { title: string; kind: ResourceKind } | null
  role: Role | null
  grantedAt: Date
  endsAt: Date | null
  /** Who invited, or for a guest the sponsor. `active`: still a member in office. */
  invitedBy: (Named & { active: boolean }) | null
  /** By now, unlike the reasons. */
  lastOpenedAt: Date | null
  recommendation: ReviewAnswer | null
  reasons: string[]
  changes: ItemChange[]
  earlier: GivenAnswer | null
  /** Of an item with two reviewers, what the other one said. */
  other: GivenAnswer | null
  /** The other of two reviewers is asked as well. */
  two: boolean
  why: string | null
  given: GivenAnswer | null
  /** Is not asked about any longer, since the access had ended before. */
  ended: { at: Date; by: string | null; why: string | null } | null
  /** The caller's own access: somebody else decides. */
  own: boolean
}

/** The rows of a page: each item as it was frozen, with what it is now and everything a reviewer needs to decide. */
export const itemRows = async (my: MyRound, moment: ReviewMoment, ids: number[]): Promise<ItemRow[]> =>
  ids.length === 0 ? [] : (await findRows(my, moment, ids)).map((row) => toRow(my, moment, row))

function toRow(my: MyRound, moment: ReviewMoment, row: Found): ItemRow {
  const { id, role, grantedAt, endsAt, lastOpenedAt, recommendation, opens, note, two } = row
  const { name, address, kind } = row
  const domain = domainOf(address)
  const evidence = { ...row, inviter: row.giverName ?? row.giverAddress }
  return {
    ...{ id, role, grantedAt, endsAt, recommendation, two, domain },
    person: { name, address, kind },
    resource: row.title !== null && row.resourceKind ? { title: row.title, kind: row.resourceKind } : null,
    invitedBy: row.giverAddress
      ? { name: row.giverName, address: row.giverAddress, active: row.giverActive ?? false }
      : null,
    lastOpenedAt: row.nowOpenedAt ?? lastOpenedAt,
    reasons: my.settings.recommendations
      ? reasonsFor(evidence, moment, { opens, othersKeep: row.othersKeep ? domain : null })
      : [],
    changes: changesOf(row, moment),
    earlier: given(row.earlierAnswer, row.earlierBy, row.earlierAt, row.earlierReason),
    other: given(row.otherAnswer, row.otherBy, row.otherAt, row.otherReason),
    why: note,
    given: given(row.answer, row.answeredBy, row.answeredAt, row.reason),
    ended: row.ended && row.resultAt ? { at: row.resultAt, by: row.resultBy, why: row.resultReason } : null,
    own: row.principalId === my.person.principal.id && !my.panels.some(asksOneself),
  }
}

const given = (
  answer: ReviewAnswer | null,
  by: string | null,
  at: Date | null,
  reason: string | null,
): GivenAnswer | null => (answer ? { answer, by, at, reason } : null)

function changesOf(row: Found, { startsAt, at }: ReviewMoment): ItemChange[] {
  const {
    revokedAt,
    revokedBy,
    givenUp,
    deletedAt,
    blockedAt,
    removedAt,
    kind,
    grantId,
    nowRole,
    role,
    nowEndsAt,
    endsAt,
    nowOpenedAt,
  } = row
  const changes: (ItemChange | false | null)[] = [
    removedAt && { what: 'removed', at: removedAt },
    !removedAt && blockedAt && blockedAt > startsAt && { what: 'blocked', at: blockedAt },
    kind === 'member' && { what: 'became-member', at: null },
    deletedAt && { what: 'resource-deleted', at: deletedAt },
    revokedAt && (givenUp ? { what: 'given-up', at: revokedAt } : { what: 'revoked', at: revokedAt, by: revokedBy }),
    grantId !== null && !revokedAt && nowEndsAt?.getTime() !== endsAt?.getTime() && { what: 'end', endsAt: nowEndsAt },
    grantId !== null && !revokedAt && nowEndsAt !== null && nowEndsAt <= at && { what: 'ended', at: nowEndsAt },
    grantId !== null && !revokedAt && nowRole && nowRole !== role && { what: 'role', role: nowRole },
    nowOpenedAt && nowOpenedAt > startsAt && { what: 'opened', at: nowOpenedAt },
  ]
  const standing = changes.filter((one): one is ItemChange => Boolean(one))
  return standing.some(({ what }) => what === 'ended') ? standing.filter(({ what }) => what !== 'end') : standing
}
