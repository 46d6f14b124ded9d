import type { AuditEventType } from './event-types'

/** Where the parts of a type's own name would read oddly. */
const said: Partial<Record<AuditEventType, string>> = {
  'organization.set-up': 'Foyer set up',
  'organization.changed': 'Settings changed',
  'installation.restored': 'Restored from a backup',
  'session.started': 'Signed in',
  'session.ended': 'Signed out, or session ended',
  'session.strengthened': 'Second factor shown',
  'session.stated-purpose': 'Purpose stated',
  'access.denied': 'Access refused',
  'access.asked-for': 'Asked to be let in',
  'sign-ins.downloaded': 'Trail of sign-ins downloaded',
  'trail.downloaded': 'Trail downloaded',
  'policies.suspended': 'Started without policies',
  'guest.invited': 'Guest brought in',
  'guest.accepted-privacy-statement': 'Privacy statement accepted',
  'invitation.created': 'Invited',
  'invitation.resent': 'Invitation sent again',
  'invitation.redeemed': 'Invitation accepted',
  'invitation.asked-for': 'New invitation asked for',
  'share-link.redeemed': 'Came through a share link',
  'share-link.asked-for': 'Access asked for by a share link',
  'file.discarded': 'File discarded',
  'file.erased': 'File’s bytes erased',
  'review-round.begun': 'Round came due',
  'review-item.applied': 'Answer applied',
  'mail.dropped': 'Mail given up',
  'mail.unconfirmed': 'Mail that may have arrived',
}

/** What a noun of the types is called by people. */
const nouns: Record<string, string> = {
  passcode: 'code',
  factor: 'second factor',
  'factor-reset': 'reset of second factors',
  grant: 'access',
  resource: 'resource',
  review: 'access review',
  'review-round': 'round',
  'review-item': 'review item',
}

/** A kind of event in words: "share-link.created" is "Share link created". */
export function kindInWords(type: AuditEventType) {
  const [noun = '', verb = ''] = type.split('.')
  const words = said[type] ?? `${nouns[noun] ?? noun} ${verb}`.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
