import { counted } from '../counted'
import { isolated } from '../own-direction'
import type { ReadDetails } from './event-details'
import type { AuditEventType } from './event-types'
import { partsInWords } from './resource-parts'
import { withMore } from '../role'

type Who = {
  callerId: string | null
  principalId: string | null
  principalAddress: string | null
  resourceId: string | null
}
type Sentence<Type extends AuditEventType> = string | ((detail: ReadDetails<Type>, who: Who) => string)

/** Of every type its sentence: what stands in braces is filled in afterwards, so that no name can bring braces along. */
export const sentences: { [Type in AuditEventType]: Sentence<Type> } = {
  'organization.set-up': '{caller} set up the organization',
  'installation.restored': ({ madeAt, sessions, mails }) =>
    `Whoever runs the server restored everything as it was at ${moment(madeAt)}: ${count(sessions, 'session')} ended, ${count(mails, 'mail')} that waited held back`,
  'organization.changed': ({ fields }) => `{caller} changed ${listed(fields) || 'the settings'}`,

  // Whoever asks or guesses has proven nothing: it is the person's own only in a session of theirs.
  'passcode.requested': ({ withheld }, who) =>
    `${actorOf(who)} asked for a code${forWhom(who)}${withheld ? '; none was sent' : ''}`,
  'passcode.refused': ({ reason }, who) => `${actorOf(who)} was refused a code${forWhom(who)}${because(reason)}`,
  'passcode.failed': ({ reason }, who) =>
    `${actorOf(who)} entered a ${reason === 'ran out' ? 'code that had run out' : 'wrong code'}${forWhom(who)}${reason === 'locked' ? because(reason) : ''}`,
  'passcode.verified': '{person} proved the address with a code',
  'let-in.made': 'Whoever runs the server made a link that lets a browser ask for codes for {person}',
  'let-in.used': 'A browser was let in by a link for {person}: it can ask for codes, whatever others have used up',
  'codes.slowed': ({ count: beyond, domain }) =>
    `${count(beyond, 'code')} beyond an hour’s sum${domain ? ` for ${quoted(domain)}` : ''} left one a second`,
  'network.refused': ({ count: beyond, kind }) =>
    `{caller} was refused ${count(beyond, 'time')} more within an hour, from one network${kind === 'codes' ? ': too many codes' : ''}`,
  'session.started': '{person} signed in',
  'session.strengthened': ({ factor }) => `{person} showed ${factorInWords(factor)}`,
  'factor.begun': ({ factor }) => `{person} began to set up ${factorInWords(factor)}`,
  'factor.added': ({ factor, name }) => `{person} added ${factorInWords(factor)} ${quoted(name)}`,
  'factor.renamed': ({ factor, name }) => `{person} renamed ${factorInWords(factor)} to ${quoted(name)}`,
  'factor.removed': ({ factor, name }) => `{person} removed ${factorInWords(factor)} ${quoted(name)}`,
  'factor.refused': ({ factor, reason }) => `{person} was refused with ${factorInWords(factor)}${because(reason)}`,
  'factor.disabled': ({ name }) =>
    `The authenticator app ${quoted(name)} of {person} was disabled after too many wrong codes`,
  'recovery-codes.made': '{person} made new recovery codes',
  'factor-reset.requested': ({ reason }) =>
    `{caller} asked for a reset of the second factors of {person}${because(reason)}`,
  'factor-reset.vouched': '{caller} vouched for {person}, whose second factors can be removed a day later',
  // Before there was a wait, vouching removed them.
  'factor-reset.completed': ({ voucher }) =>
    voucher
      ? `{caller} removed the second factors of {person}, for whom ${quoted(voucher)} had vouched`
      : '{caller} vouched for {person}, whose second factors were removed',
  'factor-reset.stopped': '{caller} stopped the reset of the second factors of {person}, by the mailed link',
  'factor-reset.declined': '{caller} did not vouch for {person}, whose second factors stay',
  'factor-reset.forced': 'Whoever runs the server removed the second factors of {person}',
  'factor-reset.withdrawn': '{caller} withdrew the reset of the second factors of {person}',
  'session.stated-purpose': ({ purpose }) => `{person} said what they need access for: ${quoted(purpose)}`,
  'session.ended': ({ cause }, { callerId, principalId }) =>
    callerId === principalId || !principalId
      ? '{caller} signed out'
      : `{caller} ended a session of {person}${because(cause)}`,
  'access.denied': ({ action, reason }) =>
    `{caller} ${action ? `tried to ${actionInWords(String(action))} and was refused` : 'was refused'}${because(reason)}`,
  'access.asked-for': ({ reference }) => `{caller} asked to be let in${because(reference)}`,
  'policy.created': ({ policy, state }) => `{caller} made the policy ${quoted(policy)}${stateOf(state)}`,
  'policy.changed': ({ policy, state }) => `{caller} changed the policy ${quoted(policy)}${stateOf(state)}`,
  'policy.deleted': ({ policy }) => `{caller} deleted the policy ${quoted(policy)}`,
  'policies.suspended': 'The server was started with POLICIES=report-only: no policy asks or refuses',
  'location.created': ({ location }) => `{caller} added the location ${quoted(location)}`,
  'location.changed': ({ location }) => `{caller} changed the location ${quoted(location)}`,
  'location.deleted': ({ location }) => `{caller} deleted the location ${quoted(location)}`,
  'label.created': ({ label }) => `{caller} added the label ${quoted(label)}`,
  'label.changed': ({ label }) => `{caller} changed the label ${quoted(label)}`,
  'label.moved': ({ label, direction }) => `{caller} moved the label ${quoted(label)} ${direction}`,
  'label.deleted': ({ label }) => `{caller} deleted the label ${quoted(label)}`,
  'resource.labeled': ({ label }) =>
    label ? `{caller} labeled {resource} ${quoted(label)}` : '{caller} took the label off {resource}',
  'trail.read': '{caller} read the trail',
  'trail.purged': ({ events, signIns, answers }) =>
    `Foyer purged what is kept no longer: ${count(events, 'event')}, ${count(signIns, 'sign-in')}, ${count(answers, 'answer')} to terms`,
  'sign-ins.read': '{caller} read the trail of sign-ins',
  'sign-ins.downloaded': '{caller} downloaded the trail of sign-ins',
  'trail.downloaded': '{caller} downloaded the trail',
  'people.read': ({ page }) => `{caller} read ${readings[String(page)] ?? 'about people'}`,

  'member.added': ({ wasGuest }, { callerId, principalId }) => {
    if (callerId === principalId || !callerId) return '{person} became a member through the address’s mail domain'
    return wasGuest ? '{caller} made the guest {person} a member' : '{caller} added {person} as a member'
  },
  'member.promoted': '{caller} made {person} an administrator',
  'member.demoted': '{caller} made {person} a plain member again',
  'member.disabled': '{caller} disabled {person}',
  'member.enabled': '{caller} enabled {person}',
  'guest.invited': '{caller} brought {person} in as a guest',
  'guest.blocked': ({ cause }) => `{caller} blocked {person}${because(cause)}`,
  'guest.unblocked': '{caller} unblocked {person}',
  'guest.removed': ({ cause }) => `{caller} removed {person}${because(cause)}`,
  'guest.accepted-privacy-statement': '{person} accepted the privacy statement',
  'person.renamed': '{caller} changed the name of {person}',

  'resource.created': '{caller} created {resource}',
  'resource.changed': ({ parts, was }) => {
    const changed = partsInWords(parts)
    return `{caller} changed ${changed ? `${changed} of ` : ''}{resource}${was ? `, called ${quoted(was)} before` : ''}`
  },
  'resource.moved': ({ into, from }) =>
    into
      ? `{caller} put {resource} into the space ${quoted(into)}`
      : `{caller} took {resource} out of the space ${quoted(from)}`,
  'space.changed': ({ guestsUntil, guestsMeet }) => {
    if (guestsMeet !== undefined)
      return guestsMeet
        ? '{caller} let the guests of {resource} see each other'
        : '{caller} hid the guests of {resource} from each other'
    return guestsUntil
      ? '{caller} set an end for guests’ access to {resource}'
      : '{caller} took the end of guests’ access off {resource}'
  },
  'space.archived': '{caller} archived {resource}',
  'space.reopened': '{caller} opened {resource} for work again',
  'folder.created': ({ folder }) => `{caller} made the folder ${quoted(folder)} in {resource}`,
  'folder.renamed': ({ folder, was }) =>
    `{caller} renamed the folder ${quoted(was)} in {resource} to ${quoted(folder)}`,
  'folder.deleted': ({ folder }) => `{caller} deleted the folder ${quoted(folder)} in {resource}`,
  'entries.moved': ({ into, name, entries }) =>
    `{caller} moved ${name ? quoted(name) : `${Array.isArray(entries) ? entries.length : 'some'} entries`} in {resource} ${into ? `into the folder ${quoted(into)}` : 'out of all folders'}`,
  'entries.moved-back': ({ name, entries }) =>
    `{caller} moved ${name ? quoted(name) : `${Number(entries)} entries`} in {resource} back`,
  'version.added': ({ number }) => `{caller} put version ${Number(number)} of {resource} in place`,
  'version.restored': ({ from }) => `{caller} restored version ${Number(from)} of {resource}`,
  'version.deleted': ({ number }) => `{caller} deleted version ${Number(number)} of {resource} for good`,
  'resource.opened': ({ purpose }) => `{caller} opened {resource}${because(purpose)}`,
  'resource.downloaded': ({ purpose }) => `{caller} downloaded {resource}${because(purpose)}`,
  'resource.deleted': '{caller} deleted {resource}',
  'resource.restored': '{caller} restored {resource} from the trash',
  'resource.purged': '{caller} deleted {resource} for good',
  'download.asked-for': '{caller} asked to be allowed to download {resource}',
  'file.uploaded': '{caller} uploaded {file}',
  'file.discarded': '{caller} discarded a file: its bytes are erased a week later',
  'file.erased': '{caller} erased the bytes of a file',

  'grant.given': ({ role }) => `{caller} gave {person} access to {resource}${withMore(role)}`,
  'grant.changed': '{caller} changed the access of {person} to {resource}',
  'grant.revoked': ({ cause, was }) =>
    `{caller} revoked the access of {person} to {resource}${before[String(was)] ?? ''}${because(cause)}`,
  'grant.restored': '{caller} gave {person} back the access to {resource}',
  'grant.given-up': '{person} gave up the access to {resource}',

  'invitation.created': '{caller} invited {person} to {resource}',
  'invitation.resent': '{caller} sent {person} the invitation to {resource} again',
  'invitation.redeemed': '{person} accepted the invitation to {resource}',
  'invitation.withdrawn': ({ cause }) => `{caller} withdrew the invitation of {person} to {resource}${because(cause)}`,
  'invitation.asked-for': (_, who) =>
    isOwn(who)
      ? '{person} asked for a new invitation to {resource}'
      : '{caller} asked for a new invitation of {person} to {resource}, by the mailed link',
  'share-link.created': '{caller} created a share link to {resource}',
  'share-link.redeemed': '{person} came to {resource} through a share link',
  'share-link.revoked': '{caller} revoked a share link to {resource}',
  'share-link.asked-for': (_, who) =>
    `${who.callerId ? '{caller}' : 'Somebody who holds a share link'} asked for access to {resource}, by a link that lets them in no longer`,

  'review.created': ({ review }) => `{caller} set up the access review ${quoted(review)}`,
  'review.changed': ({ review }) => `{caller} changed the access review ${quoted(review)}`,
  'review.ended': ({ review }) => `{caller} ended the access review ${quoted(review)}`,
  'review-round.begun': ({ review, number, skipped }) =>
    `Round ${Number(number)} of the access review ${quoted(review)} came due${skipped ? `; ${Number(skipped)} before it were left out` : ''}`,
  'review-round.started': (detail) =>
    `${roundOf(detail)} started with ${count(detail.items, 'item')} for ${count(detail.reviewers, 'reviewer')}`,
  'review-round.moved-on': (detail) =>
    `${roundOf(detail)} moved on to stage ${Number(detail.stage)} with ${count(detail.items, 'item')}`,
  'review-round.extended': (detail) => `{caller} extended ${roundOf(detail, true)}`,
  'review-round.reset': (detail) => `{caller} took back every answer of ${roundOf(detail, true)}`,
  'review-round.reminded': (detail) =>
    `{caller} reminded ${count(detail.reviewers, 'reviewer')} of ${roundOf(detail, true)}`,
  'review-round.unasked': (detail) =>
    `Administrators were told that nobody is left to answer ${count(detail.items, 'item')} of ${roundOf(detail, true)}${detail.waits ? ', whose results wait for one of them' : ''}`,
  'review-round.ended': (detail) => `${roundOf(detail)} ended${because(detail.cause)}`,
  'review-round.applying': (detail) => `{caller} had the results of ${roundOf(detail, true)} applied`,
  'review-round.applied': (detail) =>
    `The results of ${roundOf(detail, true)} were applied: ${count(detail.removed, 'removal')}${detail.failed ? `, ${Number(detail.failed)} failed` : ''}`,
  'review-round.downloaded': (detail) => `{caller} downloaded the results of ${roundOf(detail, true)}`,
  'review-item.answered': ({ answer }, { resourceId }) =>
    `{caller} ${answers[String(answer)] ?? 'took back the answer'} for {person}${on(resourceId)}`,
  'review-item.handed-on': (detail) =>
    `{caller} handed ${count(detail.items, 'review item')} on to {person}${because(detail.reason)}`,
  'review-item.applied': ({ result, reason }, { resourceId }) =>
    `The review of {person}${on(resourceId)}: ${results[String(result)] ?? 'done'}${because(reason)}`,
  'reviewer.replaced': ({ cause }) => `{person} was replaced as a reviewer${because(cause)}`,

  'terms.created': ({ terms }) => `{caller} set up the terms ${quoted(terms)}`,
  'terms.changed': ({ terms }) => `{caller} changed when the terms ${quoted(terms)} are asked again, or their name`,
  'terms.taken-back': ({ terms, version, inForce }) =>
    `{caller} took version ${Number(version)} of the terms ${quoted(terms)} back: version ${Number(inForce)} is in force again`,
  'terms.renewed': ({ terms, version, reaccept }) =>
    `{caller} put version ${Number(version)} of the terms ${quoted(terms)} in force${reaccept ? '; everybody is asked again' : ''}`,
  'terms.deleted': ({ terms }) => `{caller} deleted the terms ${quoted(terms)}`,
  'terms.downloaded': ({ terms }) => `{caller} downloaded who accepted the terms ${quoted(terms)}`,
  'terms.accepted': ({ terms, version, language }) =>
    `{person} accepted version ${Number(version)} of the terms ${quoted(terms)}, as read in ${quoted(language)}`,
  'terms.declined': ({ terms, version }) =>
    `{person} declined version ${Number(version)} of the terms ${quoted(terms)}`,

  'mail.sent': ({ template }) => `{caller} mailed {person} ${letter(template)}`,
  'mail.failed': ({ template, reason }) => `{caller} could not mail {person} ${letter(template)}${because(reason)}`,
  'mail.dropped': ({ template, reason }) => `{caller} did not mail {person} ${letter(template)}${because(reason)}`,
  'mail.unconfirmed': ({ template, reason }) =>
    `{caller} can’t tell whether {person} got ${letter(template)}${because(reason)}`,
}

/** What access was when it was revoked, unless it was held. */
const before: Record<string, string> = {
  'given-up': ', which they had given up',
  ended: ', which somebody else had ended and could have undone',
  over: ', which had run out',
}

/** Whether somebody signed in did it about themselves. */
const isOwn = ({ callerId, principalId }: Who) => callerId !== null && callerId === principalId

const actorOf = (who: Who) => (isOwn(who) ? '{person}' : '{caller}')

/** Whose code it was, while that is known, and where it was not the person themselves. */
const forWhom = (who: Who) => (!isOwn(who) && who.principalId && who.principalAddress ? ' for {person}' : '')

/** A review item names its resource unless it asks about the guest as a whole. */
const on = (resourceId: string | null) => (resourceId ? ' to {resource}' : '')

const factorNames: Record<string, string> = {
  app: 'an authenticator app',
  passkey: 'a passkey',
  recovery: 'a recovery code',
  code: 'a new mailed code',
}

const factorInWords = (factor: unknown) => factorNames[String(factor)] ?? 'a second factor'

const states: Record<string, string> = { on: ', on', off: ', off', report_only: ', report only' }

const stateOf = (state: unknown) => states[String(state)] ?? ''

/** Names in a sentence bring no braces along. */
const quoted = (name: unknown) => `“${isolated(String(name ?? '').replace(/[{}]/g, ''))}”`

const count = (number: unknown, noun: string) => counted(Number(number ?? 0), noun, `${noun}s`)

const roundOf = ({ review, number }: ReadDetails<'review-round.applying'>, inside = false) =>
  `${inside ? 'round' : 'Round'} ${Number(number)} of the access review ${quoted(review)}`

const answers: Record<string, string> = {
  approve: 'approved access',
  deny: 'denied access',
  dont_know: 'answered “Don’t know”',
}

const results: Record<string, string> = {
  applied: 'access was removed',
  nothing_left: 'nothing was left to remove',
  ended_before: 'access had ended before',
  failed: 'access could not be removed',
}

/** A reason may quote what others said: braces of theirs fill in nothing. */
const because = (cause: unknown) =>
  typeof cause === 'string' && cause
    ? ` (${isolated((reasons[cause] ?? cause).replace(/[{}]/g, '').replace(/\.$/, ''))})`
    : ''

/** What budgets and permissions are called in the trail, in words. */
const reasons: Record<string, string> = {
  mailbox: 'too often for one mailbox',
  'share link': 'too often through one link',
  'too soon': 'asked again too soon',
  'held back: too many for one mailbox': 'too many for one mailbox within an hour',
  locked: 'the fifth one',
  'only administrators': 'only administrators may',
  'only members': 'only members may',
  'only the member who shares it': 'only the member who shares it may',
  'only the person concerned': 'only the person concerned may',
  'not about oneself': 'nobody may about themselves',
  'no grant, or it has ended': 'no access was given, or it has ended',
  'the grant is for viewing': 'the access is for viewing alone',
  'only its reviewers': 'only its reviewers may',
  'only jobs': 'only Foyer itself may',
  'a policy': 'by a policy',
}

/** "2026-11-29 04:05 UTC". */
const moment = (at: unknown) =>
  `${String(at ?? '')
    .replace(/[{}]/g, '')
    .replace('T', ' ')
    .slice(0, 16)} UTC`

const listed = (fields: unknown) =>
  Array.isArray(fields)
    ? new Intl.ListFormat('en').format(fields.map((field) => `the ${fieldNames[String(field)] ?? String(field)}`))
    : ''

const fieldNames: Record<string, string> = {
  name: 'organization’s name',
  timeZone: 'time zone',
  memberDomains: 'mail domains of members',
  privacyStatement: 'privacy statement',
}

const readings: Record<string, string> = {
  guests: 'the list of guests',
  members: 'the list of members',
  person: 'what is kept about a person',
}

const letters: Record<string, string> = {
  'one-time-passcode': 'a code',
  'let-in': 'a link that lets a browser ask for codes',
  invitation: 'an invitation',
  'access-added': 'that access was added',
  'access-removed': 'that access was removed',
  'share-link-redeemed': 'that somebody used a share link',
  'share-link-asked-for': 'a request for access, by a share link',
  'factors-changed': 'a notice of changed second factors',
  'factor-reset-asked': 'a question whether to vouch',
  'factor-reset-ended': 'what came of a reset of second factors',
  'factor-reset-told': 'news of a reset of second factors',
  'access-asked-for': 'a request to be let in',
  'added-to-space': 'what a guest added to a space',
  'download-asked-for': 'a request for download',
  'invitation-asked-for': 'a request for a new invitation',
  'member-added': 'a welcome as a member',
  'member-changed': 'word of what was changed about them',
  'member-changed-told': 'word of a change among the members',
  'review-started': 'that an access review waits for answers',
  'review-reminder': 'a reminder of an access review',
  'review-handed-on': 'that review items were handed on',
  'review-unasked': 'that nobody is left to answer items of an access review',
  'review-ended': 'the outcome of an access review',
  'terms-declined': 'that terms were declined',
  'review-access-ended': 'that an access review ended access',
  'review-guests-ended': 'that an access review ended access of their guests',
}

const letter = (template: unknown) => letters[String(template)] ?? 'a letter'

/** "guest.end-sessions" is "end sessions: guest". */
function actionInWords(action: string) {
  const [noun = '', verb = ''] = action.split('.')
  return `${verb.replaceAll('-', ' ')} ${nouns[noun] ?? `a ${noun.replaceAll('-', ' ')}`}`
}

const nouns: Record<string, string> = {
  account: 'the account',
  audit: 'the trail',
  inbox: 'the inbox',
  invitation: 'an invitation',
  organization: 'the organization',
  people: 'people',
  search: 'what is here',
}
