import { authorize } from '../../access/authorize'
import { signedIn } from '../../access/visibility'
import { browserName } from '../../words/browser-name'
import { now } from '../../clock'
import { db } from '../../db/client'
import type { Caller } from '../../principal'

export type SessionView = {
  id: string
  /** The name of the browser, in words. */
  browser: string
  networkAddress: string
  startedAt: Date
  expiresAt: Date
  /** True for the session of this request. */
  current: boolean
}

const MOST = 50

/** Lists the newest 50 of the caller's live sessions, the one of this request first. */
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
