import { CircleCheck, CircleX } from 'lucide-react'
import type { AcceptanceRow } from '@/lib/terms/administering/list-acceptances.sql'
import { PersonCell } from '../people/person-cell'
import { Chip } from '../ui/chip'
import { DataTable, type Column } from '../ui/data-table'
import { Time } from '../ui/time'

type Sort = Column<AcceptanceRow>['sort']
type Props = { rows: AcceptanceRow[]; sorts: { name: Sort; version: Sort; newest: Sort } }

export function AcceptancesTable({ rows, sorts }: Props) {
  const columns: Column<AcceptanceRow>[] = [
    {
      key: 'person',
      header: 'Person',
      sort: sorts.name,
      cell: ({ principalId, ...person }) => <PersonCell person={{ ...person, id: principalId }} />,
    },
    { key: 'answer', header: 'Answer', cell: ({ accepted }) => <AnswerChip accepted={accepted} /> },
    { key: 'version', header: 'Version', sort: sorts.version, cell: ({ number }) => number },
    { key: 'language', header: 'Language', cell: ({ language }) => language },
    { key: 'at', header: 'When', sort: sorts.newest, cell: ({ at }) => <Time value={at} mode="datetime" /> },
    {
      key: 'whence',
      header: 'From',
      className: 'whitespace-normal',
      cell: ({ networkAddress }) => <span className="wrap-anywhere">{networkAddress}</span>,
    },
  ]
  return <DataTable label="Answers" columns={columns} rows={rows} rowKey={({ id }) => id} />
}

export const AnswerChip = ({ accepted }: { accepted: boolean }) =>
  accepted ? (
    <Chip icon={<CircleCheck />} tone="accent">
      Accepted
    </Chip>
  ) : (
    <Chip icon={<CircleX />} tone="warning">
      Declined
    </Chip>
  )
