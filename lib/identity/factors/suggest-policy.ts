import { may } from '../../access/decide'
import { signedIn } from '../../access/visibility'
import { db } from '../../db/client'
import { findFactors, hasUsableFactor } from './find-factors'
import type { Caller } from '../../principal'

/**
 * The policy that came with the installation, to an administrator, for as long as it only reports: turning it on, or
 * off, is the answer to the suggestion. `enrolled`: they have a second factor of their own already, and can show it.
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
