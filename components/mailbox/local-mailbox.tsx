import { Pause, RefreshCw } from 'lucide-react'
import type { LocalMailRow } from '@/lib/mail/list-local-mail'
import { EmptyState } from '../ui/empty-state'
import { LinkButton } from '../ui/link-button'
import { ListFilters } from '../ui/list-filters'
import { PageHeader } from '../ui/page-header'
import { Pagination } from '../ui/pagination'
import { LocalMailRows } from './local-mail-rows'
import { Watch } from './watch'

type Props = {
  mails: { rows: readonly LocalMailRow[]; total: number; page: number; pages: number }
  query: string
  /** Looks again by itself every few seconds. */
  watching: boolean
  now: Date
}

/** Where mail goes while it has no way out. */
export function LocalMailbox({ mails, query, watching, now }: Props) {
  const href = (change: { page?: number; watching?: boolean }) =>
    address({ query, page: mails.page, watching, ...change })
  return (
    <>
      <PageHeader
        title="Local mailbox"
        description="Every mail this installation would have sent. Only this computer can read it, for seven days."
        action={
          <LinkButton href={href({ watching: !watching })}>
            {watching ? <Pause /> : <RefreshCw />}
            {watching ? 'Stop refreshing' : 'Refresh by itself'}
          </LinkButton>
        }
      />
      {watching && <Watch />}
      <div className="flex flex-col gap-6">
        <ListFilters
          path="/mailbox"
          search={{ label: 'Search by recipient', value: query }}
          keep={watching ? { watch: '1' } : {}}
        />
        {mails.rows.length > 0 ? <LocalMailRows rows={mails.rows} now={now} /> : <Nothing query={query} />}
        {mails.total > 0 && <Pagination {...mails} href={(page) => href({ page })} noun={['mail', 'mails']} />}
      </div>
    </>
  )
}

function Nothing({ query }: { query: string }) {
  if (!query)
    return (
      <EmptyState title="No mail yet.">Codes and invitations will be here as soon as somebody asks for one.</EmptyState>
    )
  return (
    <EmptyState title={`No mail to “${query}”.`} action={<LinkButton href="/mailbox">Show all mail</LinkButton>}>
      It may still be on its way, or the address gets none.
    </EmptyState>
  )
}

function address({ query, page, watching }: { query: string; page: number; watching: boolean }) {
  const search = new URLSearchParams({
    ...(query && { q: query }),
    ...(page > 1 && { page: `${page}` }),
    ...(watching && { watch: '1' }),
  })
  return search.size > 0 ? `/mailbox?${search}` : '/mailbox'
}
