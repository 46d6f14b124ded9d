import type { ReportReviewer } from '@/lib/reviews/results/report-reviewers.sql'
import { DataTable, type Column } from '../../ui/data-table'
import { Section } from '../../ui/section'
import { Stamp } from './stamp'

const number = '@[38.01rem]:w-[11%] sm:text-right tabular-nums'

const columns = (zone: string): Column<ReportReviewer>[] => [
  { key: 'who', header: 'Reviewer', className: '@[38.01rem]:w-[26%]', cell: (reviewer) => <Who reviewer={reviewer} /> },
  { key: 'items', header: 'Items', className: number, cell: ({ items }) => items.toLocaleString('en') },
  { key: 'answered', header: 'Answered', className: number, cell: ({ answered }) => answered.toLocaleString('en') },
  { key: 'given', header: 'Own answers', className: number, cell: ({ given }) => given.toLocaleString('en') },
  {
    key: 'first',
    header: 'First answer',
    cell: ({ firstAt }) => (firstAt ? <Stamp at={firstAt} zone={zone} /> : 'None'),
  },
  { key: 'last', header: 'Last answer', cell: ({ lastAt }) => (lastAt ? <Stamp at={lastAt} zone={zone} /> : 'None') },
]

/** Everybody who was asked or answered. */
export const ReportReviewers = ({ reviewers, zone }: { reviewers: ReportReviewer[]; zone: string }) => (
  <Section
    title="Reviewers"
    description="“Answered” counts whoever answered on the same seat; “Own answers” counts every one this person gave."
  >
    {reviewers.length > 0 ? (
      <DataTable label="Reviewers" columns={columns(zone)} rows={reviewers} rowKey={({ id }) => id} />
    ) : (
      <p className="text-muted">Nobody was asked.</p>
    )}
  </Section>
)

const Who = ({ reviewer: { name, address, left, notes } }: { reviewer: ReportReviewer }) => (
  <span className="flex flex-col">
    <span dir="auto" className="wrap-anywhere">
      {name ?? address}
    </span>
    {[name && address, ...notes, left && 'Gave up the seat'].filter(Boolean).map((line) => (
      <span key={String(line)} className="text-small font-normal wrap-anywhere text-muted">
        {line}
      </span>
    ))}
  </span>
)
