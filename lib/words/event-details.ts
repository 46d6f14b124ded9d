import type { AuditEventType } from './event-types'

/** A moment: a `Date` when it is written, ISO 8601 when it is read back. */
type Moment = Date | string

/** Settings as they were kept, whole: for the record, and for nothing that reads it. */
type Kept = object

type Nothing = Record<never, never>

/** An `address` or a `recipient` names a person: `recordAuditEvents` keeps it beside the event and not in its detail. */
type OfAddress = { address?: string }

type Asking = OfAddress & { purpose?: string; lane?: string; reason?: string }
type Trying = Asking & { tries?: number; compared?: number }
type OfFactor = { factor: string }
type NamedFactor = OfFactor & { name: string }
type OfRound = { review: string; reviewId?: string; roundId: string; number: number }
type OfReview = { review: string; reviewId: string }
type OfPolicy = { policyId: string; policy: string }
type OfLocation = { locationId: string; location: string }
type OfLabel = { labelId?: string; label: string }
type OfFolder = { folderId: string; folder: string }
type OfTerms = { documentId: string; terms: string }
type OfAnswer = OfTerms & { version: number; language: string; sha256: string }
type OfMail = { mailId: string; template: string; recipient: string; attempts?: number; reason: string | null }
type Opening = { purpose?: string }
type Reading = { page?: string }

/**
 * Types what each kind of event says beside whom it befell and what it is about. A kind gets its details here when it
 * gets its place in `event-types.ts`; `recordAuditEvent` takes no others.
 */
export type EventDetails = {
  'organization.set-up': OfAddress & { name: string }
  'organization.changed': { fields: string[]; before: Kept; after: Kept }
  'passcode.requested': Asking & { withheld: boolean }
  'passcode.refused': Trying & { withheld?: boolean }
  'passcode.failed': Trying
  'passcode.verified': OfAddress & { purpose: string }
  'let-in.made': OfAddress
  'let-in.used': OfAddress
  'codes.slowed': { count: number; domain: string | null; startedAt: Moment }
  'network.refused': { count: number; kind: string; startedAt: Moment }
  'session.started': Nothing
  'session.ended': { sessionId: string; cause?: string }
  'session.strengthened': OfFactor
  'factor.begun': OfFactor
  'factor.added': NamedFactor
  'factor.renamed': NamedFactor
  'factor.removed': NamedFactor
  'factor.refused': OfFactor & { reason: string }
  'factor.disabled': { name: string }
  'recovery-codes.made': Nothing
  'factor-reset.requested': { reason: string; voucherId: string }
  'factor-reset.vouched': Nothing
  'factor-reset.completed': { voucher: string }
  'factor-reset.stopped': Nothing
  'factor-reset.declined': Nothing
  'factor-reset.forced': Nothing
  'factor-reset.withdrawn': Nothing
  'session.stated-purpose': { purpose: string }
  'access.denied': { action: string; reason: string }
  'access.asked-for': { reference: string }
  'trail.read': Reading
  'trail.purged': { events: number; signIns: number; answers: number }
  'sign-ins.read': Reading
  'sign-ins.downloaded': Nothing
  'trail.downloaded': Nothing
  'people.read': Reading
  'policy.created': OfPolicy & { state: string; settings: Kept }
  'policy.changed': OfPolicy & { state: string; settings: Kept; before: Kept }
  'policy.deleted': OfPolicy
  'policies.suspended': Nothing
  'location.created': OfLocation & { trusted: boolean; ranges: number; countries: string[] }
  'location.changed': OfLocation & { trusted: boolean; ranges: number; countries: string[] }
  'location.deleted': OfLocation
  'label.created': OfLabel
  'label.changed': OfLabel
  'label.moved': OfLabel & { direction: 'up' | 'down' }
  'label.deleted': OfLabel & { resources: number }
  'resource.labeled': { label: string | null }
  'member.added': OfAddress & { by?: string; administrator?: boolean; wasGuest?: boolean; shareLinkId?: string | null }
  'member.promoted': { sessions: number }
  'member.demoted': { sessions: number }
  'member.disabled': {
    shares: number
    links: number
    invitations: number
    guests: number
    reviews: string[]
    spaces?: { id: string; title: string }[]
    sessions: number
  }
  'member.enabled': Nothing
  'guest.invited': OfAddress & { shareLinkId?: string | null }
  'guest.blocked': { sessions: number; cause?: string }
  'guest.unblocked': Nothing
  'guest.removed': { sessions: number; grants: number; invitations: number; cause?: string }
  'guest.accepted-privacy-statement': { version: number }
  'person.renamed': { from: string | null; to: string | null }
  /** `spaceId`: the space that it was added to. */
  'resource.created': { kind: string; title: string; spaceId?: string }
  /** `parts`: what of it was changed. `was`: the title before, where the title was changed. */
  'resource.changed': { parts?: string[]; title?: string; was?: string }
  /** The space that it was put `into` or taken `from`, as it was called. */
  'resource.moved': { spaceId: string; into?: string; from?: string }
  /** What of it was set: until when guests' access gives anything, or whether its guests see each other. */
  'space.changed': { guestsUntil?: Moment | null; guestsMeet?: boolean }
  'space.archived': Nothing
  'space.reopened': Nothing
  /** Of a folder: what it is called, and was called before. */
  'folder.created': OfFolder
  'folder.renamed': OfFolder & { was: string }
  'folder.deleted': OfFolder
  /** Entries of a space that were put into one folder (null: into none), each with where it lay. `name`: of the only one. */
  'entries.moved': {
    moveId: string
    into: string | null
    intoId: string | null
    name: string | null
    entries: { id: string; what: string; folderId: string | null }[]
  }
  'entries.moved-back': { moveId: string; name: string | null; entries: number }
  'version.added': { number: number }
  'version.restored': { number: number; from: number }
  'version.deleted': { number: number }
  'resource.opened': Opening
  'resource.downloaded': Opening
  'resource.deleted': { kind: string; title: string; people: number }
  'resource.restored': { kind: string; title: string }
  'resource.purged': { kind: string; title: string }
  'download.asked-for': { grantId: string }
  'grant.given': { grantId: string; role: string; endsAt: Moment | null; shareLinkId?: string | null }
  'grant.changed': { grantId: string; role: string; endsAt: Moment | null; before: Kept }
  'grant.revoked': { grantId: string; cause?: string; was?: string }
  'grant.restored': { grantId: string }
  'grant.given-up': { grantId: string }
  'invitation.created': { invitationId: string; expiresAt: Moment }
  'invitation.resent': { invitationId?: string; mailId?: string }
  'invitation.redeemed': { invitationId: string }
  'invitation.withdrawn': { invitationId: string; cause: string }
  'invitation.asked-for': { invitationId: string; told: string | null }
  'share-link.created': {
    shareLinkId: string
    audience: string
    domains: string[]
    role: string
    endsAt: Moment | null
    maxPeople: number | null
  }
  'share-link.redeemed': { shareLinkId: string; grantId: string }
  'share-link.revoked': { shareLinkId: string; people: string; left: number }
  'share-link.asked-for': { shareLinkId: string; told: string | null }
  'file.uploaded': { fileId: string; name: string; size: number }
  'file.discarded': { fileId: string }
  'file.erased': { fileId: string }
  'installation.restored': { madeAt: string; sessions: number; mails: number }
  'review.created': OfReview & { settings: Kept }
  'review.changed': OfReview & { before: Kept; after: Kept }
  'review.ended': OfReview
  'review-round.begun': OfRound & { skipped: number }
  'review-round.started': OfRound & { items: number; reviewers: number }
  'review-round.moved-on': OfRound & { stage: number; items: number }
  'review-round.extended': OfRound & { days: number; until?: Moment }
  'review-round.reset': OfRound & { stage: number; answers: number }
  'review-round.reminded': OfRound & { reviewers: number }
  'review-round.unasked': OfRound & { items: number; waits: boolean }
  'review-round.ended': OfRound & { cause: string }
  'review-round.applying': OfRound
  'review-round.applied': OfRound & { items: number; removed: number; failed: number }
  'review-round.downloaded': OfRound & { format: 'csv' | 'json' }
  'review-item.answered': {
    review: string
    roundId: string
    itemId: number
    answer: string | null
    reason?: string
    second?: true
  }
  'review-item.handed-on': OfRound & { fromId?: string | null; items: number; reason: string }
  'review-item.applied': OfReview & { roundId: string; itemId: number; result: string; reason?: string }
  'reviewer.replaced': OfRound & { panelId: string; cause: string; seatedIds: string[]; note: string }
  'terms.created': OfTerms & {
    version: number
    reaccept: boolean
    texts: Kept[]
    expiresAfterDays: number | null
    reacceptAt: Moment | null
  }
  'terms.changed': OfTerms & { before: Kept; after: Kept }
  'terms.renewed': OfTerms & { version: number; reaccept: boolean; texts: Kept[]; changes: string | null }
  'terms.taken-back': OfTerms & { version: number; inForce: number }
  'terms.deleted': OfTerms
  'terms.downloaded': OfTerms
  'terms.accepted': OfAnswer
  'terms.declined': OfAnswer
  'mail.sent': OfMail
  'mail.failed': OfMail
  'mail.dropped': OfMail
  'mail.unconfirmed': OfMail
}

/** The details of one kind as the trail gives them back: an older version may have kept fewer. */
export type ReadDetails<Type extends AuditEventType> = Partial<EventDetails[Type]>
