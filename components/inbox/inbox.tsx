'use client'
import type { InboxView } from '@/lib/sharing/list-inbox'
import { ActionForm } from '../ui/action-form'
import { EmptyState } from '../ui/empty-state'
import { ListFilters } from '../ui/list-filters'
import type { FormAction } from '../ui/form-state'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { InboxRows } from './inbox-rows'
import { inboxPath, SortLinks } from './sort-links'

type Props = { inbox: InboxView; address: string; change: FormAction }

/** Everything that is shared with one address: what a guest comes home to. */
export function Inbox({ inbox, address, change }: Props) {
  const { rows, at, total, page, pages, q, sort } = inbox
  const bare = total === 0 && !q
  return (
    <div className="max-w-3xl">
      <PageHeader title="Shared with me" />
      {!bare && (
        <div className="mb-4">
          <ListFilters
            path="/shared-with-me"
            search={{ label: 'Search by title or person', value: q }}
            keep={sort === 'newest' ? {} : { sort }}
            beside={<SortLinks q={q} sort={sort} />}
          />
        </div>
      )}
      {/* Always in this place, so that without script it says what became of it, also when nothing is left. */}
      <ActionForm action={change} className="mb-6 gap-0!" label="What is shared with me">
        {total > 0 && <InboxRows rows={rows} at={at} />}
      </ActionForm>
      {total === 0 &&
        (bare ? (
          <Nothing address={address} />
        ) : (
          <p className="py-10 text-muted">Nothing that is shared with you matches “{q}”.</p>
        ))}
      {total > 0 && (
        <Pagination
          page={page}
          pages={pages}
          total={total}
          href={(to) => inboxPath({ q, sort, page: to })}
          noun={['resource', 'resources']}
        />
      )}
    </div>
  )
}

function Nothing({ address }: { address: string }) {
  return (
    <EmptyState title="Nothing is shared with you now.">
      Whatever somebody shares with <strong className="font-semibold wrap-anywhere text-ink">{address}</strong> will be
      here.
    </EmptyState>
  )
}
