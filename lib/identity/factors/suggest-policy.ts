import { may } from '../../access/decide'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { findFactors, hasUsableFactor } from './find-factors'
import type { Caller } from '../../principal'

/**
 * Finds the policy that came with the installation, for an administrator, while it is report-only. Null for other callers,
 * and once the policy was turned on or off, which answers the suggestion. `enrolled`: the administrator has a second factor
 * of their own and can show it.
 */
export async function suggestPolicy(caller: Caller) {
  if (!may(caller, 'policy.list')) return null
  const policy = await db().policy.findFirst({
    where: { deletedAt: null, createdById: null, state: 'report_only' },
    select: { id: true, name: true },
  })
  return policy && { ...policy, enrolled: hasUsableFactor(await findFactors(db(), signedIn(caller).principal.id)) }
}

export type SuggestedPolicy = NonNullable<Awaited<ReturnType<typeof suggestPolicy>>>
