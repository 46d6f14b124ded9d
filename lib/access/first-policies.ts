import type { Tx } from '../db/transaction'
import { PolicySettings } from '../policy'

const labels = [
  { name: 'Public', note: 'May be seen by anybody.' },
  { name: 'Internal', note: 'For people we work with.' },
  { name: 'Confidential', note: 'Only for those it is shared with.' },
]

/**
 * What a new installation begins with: three labels, and a policy that asks administrators for a second factor.
 * It only reports until somebody has one and turns it on.
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
