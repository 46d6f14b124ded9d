import type { Action } from './permissions'

/**
 * The actions that each job may take (least privilege, NIST SP 800-53, AC-6). Code that only reads for the process
 * itself, such as the health check, needs none.
 */
const actionsOfJobs = {
  'set-times-right': ['time.set-right'],
  'bring-mail-forward': ['mail.bring-forward'],
  'deliver-mail': ['mail.deliver'],
  'sweep-mail': ['mail.sweep'],
  'sweep-files': ['file.erase'],
  'sweep-trash': ['trash.sweep'],
  'look-for-files': ['file.look-for'],
  'sweep-identity': ['identity.sweep'],
  'report-tallies': ['tally.report'],
  'purge-trail': ['trail.purge'],
  'start-review-rounds': ['review-round.run'],
  'tell-reviewers': ['review-round.run'],
  'replace-reviewers': ['review-round.run'],
  'close-review-stages': ['review-round.run'],
  'apply-review-rounds': ['review-round.run'],
  'remove-denied-guests': ['guest.remove'],
  start: ['installation.claim', 'passkey.keep-hosts', 'policy.change'],
  instance: ['instance.keep'],
  restore: ['organization.change'],
  'let-in': ['let-in.make'],
  'reset-factors': ['factor.reset'],
} satisfies Record<string, readonly Action[]>

const known = new Map<string, ReadonlySet<Action>>(
  Object.entries(actionsOfJobs).map(([job, actions]) => [job, new Set<Action>(actions)]),
)

/** Checks whether a job may take an action. An unknown job may take none. */
export const isForJob = (job: string, action: Action) => known.get(job)?.has(action) ?? false
