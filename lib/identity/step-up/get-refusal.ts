import { z } from 'zod'
import { signedIn } from '../../access/visibility'
import { findOwnEntry } from '../../audit/sign-ins/record-sign-in'
import { readReference } from '../../reference'
import { NotFound } from '../../errors'
import type { Caller } from '../../principal'

export const GetRefusal = z.object({ reference: z.string() })
export type GetRefusal = z.output<typeof GetRefusal>

export type RefusalView = { reference: string; at: Date }

/**
 * Finds a refusal of this session. Returns its time and reference alone, since a refused person may know no more. Throws
 * `NotFound` for every other reference.
 */
export async function getRefusal(caller: Caller, { reference }: GetRefusal): Promise<RefusalView> {
  const known = readReference(reference)
  const entry = known ? await findOwnEntry(signedIn(caller), known) : null
  if (!entry || entry.outcome !== 'refused') throw new NotFound()
  return { reference: entry.reference, at: entry.at }
}
