import { Link } from '../ui/link'
import { personPath, sharePath } from '@/lib/page-paths'
import type { PersonView } from '@/lib/people/get-person'
import { counted } from '@/lib/counted'
import { DataTable, type Column } from '../ui/data-table'
import { KindIcon } from '../ui/kind-icon'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import { Time } from '../ui/time'

type Shares = NonNullable<PersonView['shares']>
type Share = Shares['rows'][number]

const columns: Column<Share>[] = [
  { key: 'title', header: 'Title', className: 'whitespace-normal', cell: (share) => <Title share={share} /> },
  {
    key: 'people',
    header: 'People',
    cell: ({ people }) =>
      people > 0 ? counted(people, 'person', 'people') : <span className="text-muted">Nobody now</span>,
  },
  { key: 'shared', header: 'Shared', cell: ({ createdAt }) => <Time value={createdAt} /> },
]

/** What a member shares; each leads to its page. */
export const PersonShares = ({ principalId, shares: { rows, ...pages } }: { principalId: string; shares: Shares }) => (
  <Section title="Shares" id="shares">
    <div className="flex flex-col gap-4">
      <DataTable label="Shares" columns={columns} rows={rows} rowKey={({ id }) => id} />
      {pages.pages > 1 && (
        <Pagination
          {...pages}
          noun={['share', 'shares']}
          href={(page) => `${personPath(principalId)}?shares=${page}#shares`}
        />
      )}
    </div>
  </Section>
)

const Title = ({ share: { id, kind, title } }: { share: Share }) => (
  <span className="flex min-w-0 items-center gap-2">
    <KindIcon kind={kind} />
    <Link href={sharePath(id)} className="min-w-0 wrap-anywhere underline-offset-4 hover:underline">
      <bdi>{title}</bdi>
    </Link>
  </span>
)
