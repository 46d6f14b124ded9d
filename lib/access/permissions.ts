import type { PortalArea } from '../policy'
import type { PersonCaller } from '../principal'
import type { ResourceKind } from '../resource-kinds'
import { allows, type Role } from '../role'
import { isLive } from './live'

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
  gives(person, onSpace(target), 'contribute') ? null : 'only who contributes to the space'
const self: Rule = ({ principal }, { principalId }) =>
  principalId === principal.id ? null : 'only the person concerned'
const someoneElse: Rule = ({ principal }, { principalId }) =>
  principalId !== undefined && principalId !== principal.id ? null : 'not about oneself'
const holder: Rule = (person, { grant, spaceGrant }) =>
  gives(person, grant, 'view') || gives(person, spaceGrant, 'view') ? null : 'no grant, or it has ended'
const downloader: Rule = (person, target) =>
  holder(person, target) ??
  (gives(person, target.grant, 'download') || gives(person, target.spaceGrant, 'download')
    ? null
    : 'the grant is for viewing')
const reviewer: Rule = ({ principal }, { review }) =>
  review?.reviewerIds.includes(principal.id) ? null : 'only its reviewers'
const notOnesOwn: Rule = ({ principal }, { principalId, review }) =>
  principalId !== undefined && (principalId !== principal.id || review?.self === true)
    ? null
    : 'nobody decides on their own access'
const undeleted: Rule = (_, { deletedAt }) => (deletedAt ? 'the resource was deleted' : null)
const anyone: Rule = () => null
const jobs: Rule = () => 'only jobs'

/** Checks whether a grant is the caller's own, in force, and allows at least what a role does. */
const gives = ({ principal }: PersonCaller, grant: GrantFacts | null | undefined, least: Role) =>
  grant?.principalId === principal.id && isLive(grant) && allows(grant.role, least)

/** Picks the caller's grant on a space: on the target itself, or on the space that it is in. */
const onSpace = ({ kind, grant, spaceGrant }: Target) => (kind === 'space' ? grant : spaceGrant)

function governs(person: PersonCaller, target: Target) {
  if (target.kind === 'space' || target.spaceId) return gives(person, onSpace(target), 'manage')
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
  'resource.change': all(undeleted, sharer),
  'resource.move': all(undeleted, sharer),
  'resource.delete': all(undeleted, either(sharer, administrator)),

  'space.list': member,
  'space.create': member,
  'space.add': all(undeleted, contributor),

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

  'file.upload': either(member, contributor),
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
  'resource.move',
  'resource.label',
  'label.list',
  'resource.delete',
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
