import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import type { Caller } from '../../principal'

export type AccountView = { address: string; name: string | null; kind: 'member' | 'guest'; administrator: boolean }

/** Returns the caller's own account. */
export async function getAccount(caller: Caller): Promise<AccountView> {
  const { principal } = signedIn(caller)
  authorize(caller, 'account.read', { principalId: principal.id })
  const { address, name, kind, administrator } = principal
  return { address, name, kind, administrator }
}
