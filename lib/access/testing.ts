import { db } from '../db/client'
import type { PolicySettingsInput } from '../policy'
import { now } from '../clock'
import type { PersonCaller } from '../principal'
import { currentPolicies } from './policy-set'

/** Writes a policy past every check of the form. */
export async function makePolicy(
  settings: PolicySettingsInput,
  more: { name?: string; state?: 'on' | 'off' | 'report_only' } = {},
) {
  const at = now()
  const made = await db().policy.create({
    data: { name: 'A policy', state: 'on', ...more, settings, createdAt: at, changedAt: at },
    select: { id: true },
  })
  await db().organization.updateMany({ data: { policyVersion: { increment: 1 } } })
  return made.id
}

/** The caller as the next request would find them: with the policies as they are now. */
export const anew = async (caller: PersonCaller): Promise<PersonCaller> => ({
  ...caller,
  policies: await currentPolicies(),
})
