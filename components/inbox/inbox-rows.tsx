'use client'
import type { InboxRow as Row } from '@/lib/sharing/list-inbox'
import { InboxRow } from './inbox-row'
import { InboxSymbols } from './inbox-symbols'

/**
 * The rows as the browser makes them, too: sent as what they say and not as elements, fifty of them cost the
 * server a third (docs/benchmarks.md). `at`: the moment they were read, by the server's clock.
 */
export function InboxRows({ rows, at }: { rows: Row[]; at: Date }) {
  return (
    <>
      <InboxSymbols />
      <ul className="inbox">
        {rows.map((row) => (
          <InboxRow key={row.grantId} row={row} at={at} />
        ))}
      </ul>
    </>
  )
}
