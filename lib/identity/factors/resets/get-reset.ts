import { z } from 'zod'
import { authorize } from '../../../access/authorize'
import { signedIn } from '../../../access/visibility'
import { db } from '../../../db/client'
import { NotFound } from '../../../errors'
import type { Caller } from '../../../principal'
import { overAt, removalFrom, resetState, type ResetState } from './reset-state'

type Person = { name: string | null; address: string }
export type ResetView = {
  id: string
  person: Person
  requestedBy: Person
  reason: string
  requestedAt: Date
  state: ResetState
  removableFrom: Date | null
  overAt: Date | null
}

/** Finds a reset that the caller is, or was, asked to vouch for. Throws `NotFound` for any other. */
export async function getReset(caller: Caller, { resetId }: { resetId: string }): Promise<ResetView> {
  const { id, reason, requestedAt, requestedBy, principal, ...reset } = await findReset(caller, resetId)
  const removableFrom = reset.vouchedAt && removalFrom(reset.vouchedAt).from
  return {
    id,
    person: principal,
    requestedBy,
    reason,
    requestedAt,
    state: resetState({ requestedAt, ...reset }),
    removableFrom,
    overAt: overAt(reset),
  }
}

const named = { name: true, address: true } as const

/** Finds a reset with its person and who asked for it, for its voucher alone. Throws `NotFound` for any other caller. */
export async function findReset(caller: Caller, resetId: string) {
  const voucherId = signedIn(caller).principal.id
  const id = z.uuid().safeParse(resetId).data
  const found = id
    ? await db().factorReset.findFirst({
        where: { id, voucherId },
        include: { principal: { select: named }, requestedBy: { select: named } },
      })
    : null
  if (!found) throw new NotFound('question')
  authorize(caller, 'factor.vouch', { principalId: found.principalId })
  return found
}

export type FoundReset = Awaited<ReturnType<typeof findReset>>
