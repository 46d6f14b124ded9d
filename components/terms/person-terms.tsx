import { Link } from '../ui/link'
import { termsPath } from '@/lib/page-paths'
import type { PersonTerms as View } from '@/lib/terms/administering/list-acceptances'
import { DataTable, type Column } from '../ui/data-table'
import { Pagination } from '../ui/pagination'
import { Section } from '../ui/section'
import { Time } from '../ui/time'
import { AnswerChip } from './acceptances-table'

type Row = View['rows'][number]

const columns: Column<Row>[] = [
  {
    key: 'document',
    header: 'Document',
    cell: ({ textId, document }) => (
      <Link href={termsPath(textId)} className="wrap-anywhere underline-offset-4 hover:underline">
        {document}
      </Link>
    ),
  },
  { key: 'answer', header: 'Answer', cell: ({ accepted }) => <AnswerChip accepted={accepted} /> },
  { key: 'version', header: 'Version', cell: ({ number }) => number },
  { key: 'language', header: 'Language', cell: ({ language }) => language },
  { key: 'at', header: 'When', cell: ({ at }) => <Time value={at} mode="datetime" /> },
]

/** What a person accepted and declined. */
export function PersonTerms({ view: { rows, ...pages }, href }: { view: View; href: (page: number) => string }) {
  return (
    <Section title="Terms of use" id="terms">
      {rows.length > 0 ? (
        <DataTable label="Terms of use" columns={columns} rows={rows} rowKey={({ id }) => id} />
      ) : (
        <p className="text-muted">They were asked to accept none yet.</p>
      )}
      {pages.pages > 1 && (
        <div className="mt-4">
          <Pagination {...pages} noun={['answer', 'answers']} href={href} />
        </div>
      )}
    </Section>
  )
}
