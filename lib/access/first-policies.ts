import type { Tx } from '../db/transaction'
import { PolicySettings } from '../policy'

const labels = [
  { name: 'Public', note: 'May be seen by anybody.' },
  { name: 'Internal', note: 'For people we work with.' },
  { name: 'Confidential', note: 'Only for those it is shared with.' },
]

/**
 * Writes the first labels and the first policy of an installation: three labels, and a report-only policy that requires
 * multi-factor authentication of members for administration. An administrator turns it on.
 */
export async function writeFirstPolicies(tx: Tx, at: Date) {
  await tx.sensitivityLabel.createMany({ data: labels.map((label, place) => ({ ...label, place, createdAt: at })) })
  const settings = PolicySettings.parse({
    who: { members: true },
    what: { areas: ['administration'] },
    controls: { multiFactor: true },
  })
  await tx.policy.create({
    data: {
      name: 'Administrators use multi-factor authentication',
      state: 'report_only',
      settings,
      createdAt: at,
      changedAt: at,
    },
  })
}
