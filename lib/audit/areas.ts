import type { AuditEventType } from './events'

type Area = { label: string; types: readonly AuditEventType[] }

/** Kinds of event that are looked for together. */
export const areas = {
  refused: { label: 'Refusals', types: ['access.denied', 'access.asked-for', 'passcode.refused', 'passcode.failed', 'network.refused'] },
  'sign-in': { label: 'Codes and sessions', types: ['passcode.requested', 'passcode.refused', 'passcode.failed', 'passcode.verified', 'let-in.made', 'let-in.used', 'codes.slowed', 'network.refused', 'session.started', 'session.ended', 'session.stated-purpose'] },
  factors: {
    label: 'Second factors',
    types: [
      'session.strengthened', 'factor.begun', 'factor.added', 'factor.renamed', 'factor.removed', 'factor.refused', 'factor.disabled', 'recovery-codes.made',
      'factor-reset.requested', 'factor-reset.vouched', 'factor-reset.completed', 'factor-reset.stopped', 'factor-reset.declined', 'factor-reset.forced', 'factor-reset.withdrawn',
    ],
  },
  opening: { label: 'Openings and downloads', types: ['resource.opened', 'resource.downloaded'] },
  access: {
    label: 'Access given and ended',
    types: ['grant.given', 'grant.changed', 'grant.revoked', 'grant.restored', 'grant.given-up', 'download.asked-for'],
  },
  invitation: {
    label: 'Invitations and share links',
    types: [
      'invitation.created', 'invitation.resent', 'invitation.redeemed', 'invitation.withdrawn', 'invitation.asked-for',
      'share-link.created', 'share-link.redeemed', 'share-link.revoked', 'share-link.asked-for',
    ],
  },
  resource: { label: 'Resources', types: ['resource.created', 'resource.changed', 'resource.deleted', 'file.uploaded', 'file.discarded', 'file.erased'] },
  people: {
    label: 'People',
    types: [
      'member.added', 'member.promoted', 'member.demoted', 'member.disabled', 'member.enabled', 'guest.invited', 'guest.blocked',
      'guest.unblocked', 'guest.removed', 'guest.accepted-privacy-statement', 'person.renamed',
    ],
  },
  review: {
    label: 'Access reviews',
    types: [
      'review.created', 'review.changed', 'review.ended', 'review-round.begun', 'review-round.started', 'review-round.moved-on',
      'review-round.extended', 'review-round.reset', 'review-round.reminded', 'review-round.unasked', 'review-round.ended', 'review-round.applying',
      'review-round.applied', 'review-round.downloaded', 'review-item.answered', 'review-item.handed-on', 'review-item.applied',
      'reviewer.replaced',
    ],
  },
  terms: {
    label: 'Terms of use',
    types: ['terms.accepted', 'terms.declined', 'terms.created', 'terms.changed', 'terms.renewed', 'terms.taken-back', 'terms.deleted', 'terms.downloaded'],
  },
  settings: { label: 'Settings', types: ['organization.set-up', 'organization.changed', 'installation.restored'] },
  trail: { label: 'The trail itself', types: ['trail.read', 'trail.downloaded', 'sign-ins.read', 'people.read', 'sign-ins.downloaded', 'trail.purged'] },
  policies: {
    label: 'Policies, locations and labels',
    types: [
      'policy.created', 'policy.changed', 'policy.deleted', 'policies.suspended', 'location.created', 'location.changed', 'location.deleted',
      'label.created', 'label.changed', 'label.moved', 'label.deleted', 'resource.labeled',
    ],
  },
  mail: { label: 'Mail', types: ['mail.sent', 'mail.failed', 'mail.dropped', 'mail.unconfirmed'] },
} as const satisfies Record<string, Area>

export type AreaName = keyof typeof areas

export const areaNames = Object.keys(areas) as AreaName[]
