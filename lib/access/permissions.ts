import type { PortalArea } from '../policy'
import type { PersonCaller } from '../principal'
import type { ResourceKind } from '../resource-kinds'
import { allows, type Role } from '../role'
import { isLive, spaceEndFor } from './live'

/** The facts of a grant by which is decided. */
export type GrantFacts = {
  principalId: string
  role: Role
  endsAt: Date | null
  revokedAt: Date | null
}

/** Who governs a resource: of a thing in no space the member who shares it; of a space, and of what is in one, its managers. */
type Governed = {
  sharedById: string
  kind: ResourceKind
  /** The space that it is in; null: none. */
  spaceId: string | null
  /** The caller's own grant on that space. Null: there is none. */
  spaceGrant: GrantFacts | null
  /** When the space that it is, or is in, ends for guests; null: never, or it is in none. */
  guestsUntil: Date | null
  /** Since when that space can only be read; null: it goes on, or it is in none. */
  archivedAt: Date | null
}

/** The same where it plays no part. */
type Ungoverned = { [fact in Exclude<keyof Governed, 'spaceId'>]?: undefined }

/** What policies are assigned to. Together, so that a policy on a space can't be forgotten. */
type Assigned = {
  resourceId: string
  /** The space that it is in; null: none. */
  spaceId: string | null
  /** In a space, the more sensitive of its label and the space's. */
  labelId: string | null
}

/** The facts of the thing or person that an action is about. Complete, so that `decide` reads no database. */
export type Target = (Governed | Ungoverned) &
  (Assigned | { [fact in Exclude<keyof Assigned, 'spaceId'>]?: undefined }) & {
    spaceId?: string | null
    deletedAt?: Date | null
    /** The caller's own grant on the resource. Null or undefined: the caller has none. */
    grant?: GrantFacts | null
    /** Of what is in the trash: `takenDown` where an administrator who does not govern it put it there. */
    trashed?: { takenDown: boolean }
    /** The person the action is about. */
    principalId?: string
    /** The people who may answer a review item. `self`: the item is answered by the person it is about. */
    review?: { reviewerIds: readonly string[]; self: boolean }
  }

/** Returns null to permit, or the reason for denying, which the trail keeps. */
type Rule = (person: PersonCaller, target: Target) => string | null

const member: Rule = ({ principal }) => (principal.kind === 'member' ? null : 'only members')
const administrator: Rule = ({ principal }) =>
  principal.kind === 'member' && principal.administrator ? null : 'only administrators'
const sharer: Rule = (person, target) =>
  member(person, {}) ?? (governs(person, target) ? null : 'only the member who shares it, or managers of its space')
const contributor: Rule = (person, target) =>
  givesOnSpace(person, target, 'contribute') ? null : 'only who contributes to the space'
const self: Rule = ({ principal }, { principalId }) =>
  principalId === principal.id ? null : 'only the person concerned'
const someoneElse: Rule = ({ principal }, { principalId }) =>
  principalId !== undefined && principalId !== principal.id ? null : 'not about oneself'
const holder: Rule = (person, target) => (gives(person, target, 'view') ? null : 'no grant, or it has ended')
const downloader: Rule = (person, target) =>
  holder(person, target) ?? (gives(person, target, 'download') ? null : 'the grant is for viewing')
const reviewer: Rule = ({ principal }, { review }) =>
  review?.reviewerIds.includes(principal.id) ? null : 'only its reviewers'
const notOnesOwn: Rule = ({ principal }, { principalId, review }) =>
  principalId !== undefined && (principalId !== principal.id || review?.self === true)
    ? null
    : 'nobody decides on their own access'
const undeleted: Rule = (_, { deletedAt }) => (deletedAt ? 'the resource was deleted' : null)
const unarchived: Rule = (_, { archivedAt }) => (archivedAt ? 'the space is archived' : null)
const trashed: Rule = (_, target) => (target.trashed ? null : 'not in the trash')
const notTakenDown: Rule = (_, target) => (target.trashed?.takenDown ? 'an administrator deleted it' : null)
/** An archived space itself can be deleted, and nothing out of it. */
const whole: Rule = (person, target) => (target.kind === 'space' ? null : unarchived(person, target))
const anyone: Rule = () => null
const jobs: Rule = () => 'only jobs'

type Held<Grant> = {
  kind?: ResourceKind
  grant?: Grant | null
  spaceGrant?: Grant | null
  guestsUntil?: Date | null
}

/** Picks a person's own grants that are in force now: on a resource, and on the space that it is in. */
export function inForce<Grant extends GrantFacts>(
  { principal }: PersonCaller,
  { kind, grant, spaceGrant, guestsUntil = null }: Held<Grant>,
) {
  const ended = spaceEndFor(principal.kind, guestsUntil)
  const own = (held: Grant | null | undefined, spaceEndsAt: Date | null) =>
    held?.principalId === principal.id && isLive({ ...held, spaceEndsAt }) ? held : null
  return { own: own(grant, kind === 'space' ? ended : null), onSpace: own(spaceGrant, ended) }
}

/** Checks whether a grant of the caller's own, on the target or on its space, allows at least what a role does. */
function gives(person: PersonCaller, target: Target, least: Role) {
  const { own, onSpace } = inForce(person, target)
  return [own, onSpace].some((grant) => grant && allows(grant.role, least))
}

/** The same of the grant on a space alone: on the target itself, or on the space that it is in. */
function givesOnSpace(person: PersonCaller, target: Target, least: Role) {
  const { own, onSpace } = inForce(person, target)
  const grant = target.kind === 'space' ? own : onSpace
  return grant !== null && allows(grant.role, least)
}

function governs(person: PersonCaller, target: Target) {
  if (target.kind === 'space' || target.spaceId) return givesOnSpace(person, target, 'manage')
  return target.sharedById === person.principal.id
}

const all =
  (...rules: Rule[]): Rule =>
  (person, target) => {
    for (const rule of rules) {
      const refusal = rule(person, target)
      if (refusal) return refusal
    }
    return null
  }
const either =
  (...rules: Rule[]): Rule =>
  (person, target) => {
    const refusals = rules.map((rule) => rule(person, target))
    return refusals.includes(null) ? null : refusals.join(', ')
  }

/** Every action with the rule of who may take it. An action that is not listed is denied. */
export const permissions = {
  'account.read': anyone,
  'account.rename': anyone,
  'session.list': anyone,
  'session.end': self,
  'session.state-purpose': self,
  'access.ask-for': self,
  'factor.list': self,
  'factor.add': self,
  'factor.change': self,
  'factor.show': self,

  'inbox.list': anyone,
  'resource.list': member,
  'resource.list-all': administrator,
  'resource.create': member,
  'resource.view': all(undeleted, either(sharer, holder)),
  'resource.download': all(undeleted, either(sharer, downloader)),
  'resource.ask-for-download': all(undeleted, holder),
  'resource.manage': all(undeleted, either(sharer, administrator)),
  'resource.change': all(undeleted, unarchived, sharer),
  'resource.read-versions': all(undeleted, sharer),
  'resource.move': all(undeleted, unarchived, sharer),
  'resource.delete': all(undeleted, either(all(whole, sharer), administrator)),

  'resource.restore': all(trashed, either(administrator, all(whole, notTakenDown, sharer))),
  'resource.purge': all(trashed, either(administrator, all(whole, notTakenDown, sharer))),

  'space.list': member,
  'space.create': member,
  'space.add': all(undeleted, unarchived, contributor),
  'space.change': all(undeleted, sharer),
  'space.name-manager': all(undeleted, administrator, someoneElse),
  'space.arrange': all(undeleted, unarchived, contributor),

  'grant.give': all(undeleted, sharer),
  'grant.change': all(undeleted, either(sharer, administrator)),
  'grant.revoke': all(undeleted, either(sharer, administrator)),
  'grant.restore': all(undeleted, either(sharer, administrator)),
  'grant.give-up': self,
  'grant.take-back': self,

  'invitation.resend': all(undeleted, sharer),
  'invitation.copy': all(undeleted, sharer),
  'invitation.redeem': self,

  'share-link.create': all(undeleted, sharer),
  'share-link.revoke': all(undeleted, either(sharer, administrator)),
  'share-link.redeem': anyone,
  'privacy-statement.accept': self,

  'file.upload': either(member, all(unarchived, contributor)),
  'file.erase': jobs,
  'file.look-for': jobs,

  'identity.sweep': jobs,
  'installation.claim': jobs,
  'instance.keep': jobs,
  'let-in.make': jobs,
  'mail.bring-forward': jobs,
  'mail.deliver': jobs,
  'mail.sweep': jobs,
  'passkey.keep-hosts': jobs,
  'tally.report': jobs,
  'time.set-right': jobs,
  'trail.purge': jobs,
  'trash.sweep': jobs,

  'search.list': anyone,

  'people.list': administrator,
  'people.read': administrator,
  'member.add': administrator,
  'member.promote': administrator,
  'member.demote': administrator,
  'member.disable': all(administrator, someoneElse),
  'member.enable': administrator,
  'guest.block': administrator,
  'guest.unblock': administrator,
  'guest.remove': administrator,
  'person.end-sessions': administrator,
  'factor.reset': all(administrator, someoneElse),
  'factor.vouch': all(member, someoneElse),
  'organization.read': administrator,
  'organization.change': administrator,
  'audit.list': administrator,
  'sign-in.list': administrator,
  'policy.evaluate': administrator,
  'policy.list': administrator,
  'policy.read': administrator,
  'policy.create': administrator,
  'policy.change': administrator,
  'policy.delete': administrator,
  'location.list': administrator,
  'location.create': administrator,
  'location.change': administrator,
  'location.delete': administrator,
  'label.list': member,
  'label.create': administrator,
  'label.change': administrator,
  'label.delete': administrator,
  'resource.label': all(undeleted, either(sharer, administrator)),

  'terms.list': administrator,
  'terms.read': administrator,
  'terms.create': administrator,
  'terms.change': administrator,
  'terms.renew': administrator,
  'terms.delete': administrator,
  'terms.open': self,
  'terms.accept': self,
  'terms.decline': self,

  'review.list': administrator,
  'review.read': administrator,
  'review.create': administrator,
  'review.change': administrator,
  'review.end': administrator,
  'review-round.read': administrator,
  'review-round.stop': administrator,
  'review-round.apply': administrator,
  'review-round.extend': administrator,
  'review-round.reset': administrator,
  'review-round.remind': administrator,
  'review-round.run': jobs,
  'review-item.count': anyone,
  'review-item.list': anyone,
  'review-item.answer': all(reviewer, notOnesOwn),
  'review-item.hand-on': all(member, reviewer),
  'review-item.reassign': administrator,
} satisfies Record<string, Rule>

export type Action = keyof typeof permissions

const sharing = [
  'resource.list',
  'resource.create',
  'resource.manage',
  'resource.change',
  'resource.read-versions',
  'resource.move',
  'resource.label',
  'label.list',
  'resource.delete',
  'resource.restore',
  'resource.purge',
  'grant.give',
  'grant.change',
  'grant.revoke',
  'grant.restore',
  'invitation.resend',
  'invitation.copy',
  'share-link.create',
  'share-link.revoke',
  'file.upload',
  'space.list',
  'space.create',
  'space.change',
] as const satisfies readonly Action[]

/** Actions of the area `reviews`: answering. Setting a review up belongs to administration. */
const reviews = ['review-item.list', 'review-item.answer', 'review-item.hand-on'] as const satisfies readonly Action[]

/** Actions that no policy applies to: the own account and inbox, search, the count of review items, vouching, the actions of jobs, and those that meet a control. */
const withoutPolicies = [
  'account.read',
  'account.rename',
  'session.list',
  'session.end',
  'session.state-purpose',
  'access.ask-for',
  'factor.list',
  'factor.add',
  'factor.change',
  'factor.show',
  'factor.vouch',
  'inbox.list',
  'grant.give-up',
  'grant.take-back',
  'privacy-statement.accept',
  'terms.open',
  'terms.accept',
  'terms.decline',
  'file.erase',
  'file.look-for',
  'identity.sweep',
  'installation.claim',
  'instance.keep',
  'let-in.make',
  'mail.bring-forward',
  'mail.deliver',
  'mail.sweep',
  'passkey.keep-hosts',
  'tally.report',
  'time.set-right',
  'trail.purge',
  'trash.sweep',
  'search.list',
  'review-round.run',
  'review-item.count',
] as const satisfies readonly Action[]

const areas = new Map<Action, 'resource' | PortalArea | null>([
  ...(
    [
      'resource.view',
      'resource.download',
      'resource.ask-for-download',
      'invitation.redeem',
      'share-link.redeem',
      'space.add',
      'space.arrange',
    ] as const
  ).map((action) => [action, 'resource'] as const),
  ...sharing.map((action) => [action, 'sharing'] as const),
  ...reviews.map((action) => [action, 'reviews'] as const),
  ...withoutPolicies.map((action) => [action, null] as const),
])

/** Returns the area that policies see in an action; null: no policy applies to it. Actions that are not listed above belong to administration. */
export function areaOf(action: Action): 'resource' | PortalArea | null {
  const area = areas.get(action)
  return area === undefined ? 'administration' : area
}
