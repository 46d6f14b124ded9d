import { authorize } from '../access/authorize'
import type { Target } from '../access/permissions'
import { db } from '../db/client'
import { transaction } from '../db/transaction'
import type { Caller } from '../principal'
import type { AuditEventType } from '../words/event-types'
import { recordAuditEvent } from './record-audit-event'

type Page = { action: 'audit.list' | 'sign-in.list' | 'people.list' | 'people.read'; type: AuditEventType }

/** The kinds of pages on which administrators read about other people. */
const pages = {
  trail: { action: 'audit.list', type: 'trail.read' },
  'sign-ins': { action: 'sign-in.list', type: 'sign-ins.read' },
  guests: { action: 'people.list', type: 'people.read' },
  members: { action: 'people.list', type: 'people.read' },
  person: { action: 'people.read', type: 'people.read' },
} as const satisfies Record<string, Page>

/**
 * Decides as `authorize` does, and throws the same. Records that the page was read: once for a session and kind of page.
 */
export async function authorizeReading(caller: Caller, page: keyof typeof pages, target: Target = {}) {
  const { action, type } = pages[page]
  authorize(caller, action, target)
  if (caller.kind !== 'person' || (await isKept(caller.session.id, page))) return
  await transaction(async (tx) => {
    // Of many requests at once, one finds the page unread.
    const { count } = await tx.session.updateMany({
      where: { id: caller.session.id, NOT: { pagesRead: { has: page } } },
      data: { pagesRead: { push: page } },
    })
    if (count === 1) await recordAuditEvent(tx, caller, type, { detail: { page } })
  })
}

const isKept = async (id: string, page: string) =>
  (await db().session.count({ where: { id, pagesRead: { has: page } } })) === 1
