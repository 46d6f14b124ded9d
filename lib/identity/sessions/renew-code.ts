import type { ErrorCode } from '../../error-codes'
import type { Tx } from '../../db/transaction'
import type { PersonCaller } from '../../principal'
import { keepProofs } from './keep-proofs.sql'
import type { Proven } from './proven'

/**
 * Keeps with the session that the mailbox was proven again, and for which resource where the code was for one. Gives the
 * session a new token. Resolves to a refusal where another session asked for the code, or where this one has ended.
 */
export async function renewCode(
  tx: Tx,
  caller: PersonCaller,
  { detail, proofs }: Pick<Proven, 'detail' | 'proofs'>,
): Promise<{ token: string } | { code: ErrorCode; refusal: string }> {
  const { sessionId, resourceId } = detail as { sessionId: string; resourceId?: string | null }
  const refusal = { code: 'session.other' as const, refusal: 'This code is not for this session. Ask for a new one.' }
  if (sessionId !== caller.session.id) return refusal
  const token = await keepProofs(tx, caller, proofs)
  if (!token) return refusal
  const provenAt = proofs.mailbox
  if (resourceId && provenAt)
    await tx.resourceCode.upsert({
      where: { sessionId_resourceId: { sessionId, resourceId } },
      create: { sessionId, resourceId, provenAt },
      update: { provenAt },
    })
  return { token }
}
