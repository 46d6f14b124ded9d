import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { browserName } from '../../words/browser-name'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'

export type SessionView = {
  id: string
  /** In words. */
  browser: string
  networkAddress: string
  startedAt: Date
  expiresAt: Date
  /** It is the one this request came with. */
  current: boolean
}

const MOST = 50

/** The caller's live sessions, this browser's first, then the newest; at most 50. */
export async function listSessions(caller: Caller): Promise<SessionView[]> {
  const { principal, session } = signedIn(caller)
  authorize(caller, 'session.list', { principalId: principal.id })
  const rows = await db().session.findMany({
    where: { principalId: principal.id, endedAt: null, expiresAt: { gt: now() } },
    select: { id: true, userAgent: true, networkAddress: true, startedAt: true, expiresAt: true },
    orderBy: { startedAt: 'desc' },
    take: MOST,
  })
  const views = rows.map(({ userAgent, ...row }) => ({
    ...row,
    browser: browserName(userAgent),
    current: row.id === session.id,
  }))
  return views.sort((a, b) => Number(b.current) - Number(a.current))
}
