'use client'
import type { InboxRow as Row } from '@/lib/sharing/list-inbox'
import { InboxRow } from './inbox-row'
import { InboxSymbols } from './inbox-symbols'

/**
 * The rows as the browser makes them, too: sent as what they say and not as elements, fifty of them cost the
 * server a third (docs/benchmarks.md).
 */
export function InboxRows({ rows }: { rows: Row[] }) {
  return (
    <>
      <InboxSymbols />
      <ul>
        {rows.map((row) => (
          <InboxRow key={row.grantId} row={row} />
        ))}
      </ul>
    </>
  )
}
