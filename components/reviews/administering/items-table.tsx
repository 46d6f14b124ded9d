import { Link } from '../../ui/link'
import { sharePath } from '@/lib/page-paths'
import type { RoundItem } from '@/lib/reviews/administering/list-round-items.sql'
import { roleInWords } from '@/lib/role'
import { PersonCell } from '../../people/person-cell'
import { DataTable, type Column } from '../../ui/data-table'
import { Time } from '../../ui/time'
import { AnswerChip, answerWords, Result } from './answer-words'

const columns: Column<RoundItem>[] = [
  {
    key: 'guest',
    header: 'Guest',
    className: 'sm:w-[25%]',
    cell: ({ principalId: id, name, address }) => <PersonCell person={{ id, name, address }} />,
  },
  {
    key: 'resource',
    header: 'Resource',
    className: 'whitespace-normal sm:w-[21%]',
    cell: (item) => <What item={item} />,
  },
  {
    key: 'opened',
    header: 'Last opened before it began',
    cell: ({ lastOpenedAt }) =>
      lastOpenedAt ? <Time value={lastOpenedAt} /> : <span className="text-muted">Never</span>,
  },
  {
    key: 'answer',
    header: 'Outcome',
    className: 'whitespace-normal sm:w-[20%]',
    cell: (item) => <Answer item={item} />,
  },
  {
    key: 'result',
    header: 'Result',
    className: 'whitespace-normal sm:w-[20%]',
    cell: (item) => <Result item={item} />,
  },
]

export const ItemsTable = ({ rows }: { rows: RoundItem[] }) => (
  <DataTable label="Items" columns={columns} rows={rows} rowKey={({ id }) => String(id)} />
)

function What({ item: { resourceId, title, role } }: { item: RoundItem }) {
  if (!resourceId) return <span className="text-muted">Everything: should they stay?</span>
  return (
    <span className="flex flex-col">
      <Link href={sharePath(resourceId)} className="wrap-anywhere underline-offset-4 hover:underline">
        {title ?? 'A deleted resource'}
      </Link>
      {role && <span className="text-small text-muted">{roleInWords[role]}</span>}
    </span>
  )
}

/** What stands, who said so and why, and what speaks for the other. */
function Answer({ item }: { item: RoundItem }) {
  const { outcome, answer, answeredBy, reason, secondAnswer, secondBy, asksSecond, recommendation, panelNote } = item
  const said = answer && answeredBy ? `${answer === outcome ? 'by' : `${answerWords[answer]} by`} ${answeredBy}` : null
  const second =
    secondAnswer && secondBy
      ? `second: ${answerWords[secondAnswer]} by ${secondBy}`
      : asksSecond && answer
        ? 'waits for the second reviewer'
        : null
  const advice = !outcome && recommendation ? `recommended: ${answerWords[recommendation]}` : null
  const line = [said, second, advice, !answer && panelNote].filter(Boolean).join(' · ')
  return (
    <span className="flex flex-col items-start gap-0.5">
      <AnswerChip answer={outcome} />
      {line && <span className="text-small wrap-anywhere text-muted">{line}</span>}
      {reason && <span className="line-clamp-3 text-small wrap-anywhere">“{reason}”</span>}
    </span>
  )
}
