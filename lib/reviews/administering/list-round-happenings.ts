import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { findAuditEvents } from '../../audit/find-audit-events.sql'
import { toRow } from '../../audit/list-audit-events'
import { db } from '../../db/client'
import type { Caller } from '../../principal'
import { findRound } from '../rounds/find-review'

const PAGE = 50

/** The trail of a round, newest first, in pages of 50; single answers stand with their items. `older`: where to go on. */
export async function listRoundHappenings(caller: Caller, input: { roundId: string; until?: unknown }) {
  authorize(caller, 'review-round.read')
  const { id: roundId } = await findRound(db(), input.roundId)
  const found = await findAuditEvents({ roundId, before: readPlace(input.until) }, PAGE + 1)
  const last = found[PAGE - 1]
  return {
    rows: found.slice(0, PAGE).map(toRow),
    older: found.length > PAGE && last ? `${last.at.getTime()}_${last.id}` : null,
  }
}

/** What an address says, when it can be read. */
function readPlace(until: unknown) {
  const [at, id] = String(until ?? '').split('_')
  const place = z.object({ at: z.coerce.number().int().positive().max(8.64e15), id: z.uuid() }).safeParse({ at, id })
  return place.success ? { at: new Date(place.data.at), id: place.data.id } : undefined
}
