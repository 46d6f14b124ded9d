import type { ReportItem } from '@/lib/reviews/results/get-report'
import { DataTable, type Column } from '../../ui/data-table'
import { roleInWords } from '@/lib/role'
import { answerWords } from '../administering/answer-words'
import { Stamp } from './stamp'

const columns = (zone: string): Column<ReportItem>[] => [
  {
    key: 'guest',
    header: 'Guest',
    className: '@[38.01rem]:w-[21%]',
    cell: ({ name, address }) => <Lines of={name ?? address} more={[name && address]} />,
  },
  {
    key: 'what',
    header: 'Access as it began',
    className: '@[38.01rem]:w-[24%] whitespace-normal',
    cell: (item) => <Access item={item} zone={zone} />,
  },
  {
    key: 'used',
    header: 'Last opened before it began',
    className: '@[38.01rem]:w-[17%] whitespace-normal',
    cell: (item) => <Use item={item} zone={zone} />,
  },
  {
    key: 'answers',
    header: 'Answers',
    className: '@[38.01rem]:w-[25%] whitespace-normal',
    cell: (item) => <Answers item={item} zone={zone} />,
  },
  {
    key: 'done',
    header: 'Done',
    className: '@[38.01rem]:w-[13%] whitespace-normal',
    cell: (item) => <Done item={item} zone={zone} />,
  },
]

/** Items, each with the access it is about, every answer in its order, and what was done. */
export const ReportItems = ({ items, zone, label }: { items: ReportItem[]; zone: string; label: string }) => (
  <DataTable label={label} columns={columns(zone)} rows={items} rowKey={({ id }) => String(id)} />
)

const Lines = ({ of, more }: { of: string; more: (string | null)[] }) => (
  <span className="flex flex-col">
    <span className="wrap-anywhere">{of}</span>
    {more.filter(Boolean).map((line) => (
      <span key={line} className="text-small font-normal wrap-anywhere text-muted">
        {line}
      </span>
    ))}
  </span>
)

function Access({
  item: { resourceId, title, role, grantedAt, endsAt, inviter, inviterGone },
  zone,
}: {
  item: ReportItem
  zone: string
}) {
  return (
    <span className="flex flex-col">
      <span className="wrap-anywhere">
        {resourceId ? <bdi>{title ?? 'A deleted resource'}</bdi> : 'Everything: should they stay?'}
      </span>
      <span className="text-small text-muted">
        {role && `${roleInWords[role]}, `}since <Stamp at={grantedAt} zone={zone} hour={false} />
        {endsAt && (
          <>
            , until <Stamp at={endsAt} zone={zone} hour={false} />
          </>
        )}
      </span>
      {inviter && (
        <span className="text-small text-muted">
          {resourceId ? 'given by' : 'sponsor'} <bdi>{inviter}</bdi>
          {inviterGone && ', who had left'}
        </span>
      )}
    </span>
  )
}

const Use = ({ item: { lastOpenedAt, recommendation }, zone }: { item: ReportItem; zone: string }) => (
  <span className="flex flex-col">
    {lastOpenedAt ? <Stamp at={lastOpenedAt} zone={zone} hour={false} /> : 'Never opened'}
    {recommendation && <span className="text-small text-muted">recommended: {answerWords[recommendation]}</span>}
  </span>
)

function Answers({ item: { outcome, decisions, note }, zone }: { item: ReportItem; zone: string }) {
  return (
    <span className="flex flex-col gap-1">
      <strong className="font-medium">{outcome ? answerWords[outcome] : 'Not reviewed'}</strong>
      {decisions.map(({ stage, second, answer, by, at, reason }, n) => (
        <span key={n} className="text-small text-muted">
          {answer ? answerWords[answer] : 'Taken back'} by <bdi>{by ?? 'somebody who is gone'}</bdi>
          {second && ' as second reviewer'}
          {stage > 1 && ` in stage ${stage}`}, <Stamp at={at} zone={zone} />
          {reason && (
            <span dir="auto" className="block wrap-anywhere text-ink">
              “{reason}”
            </span>
          )}
        </span>
      ))}
      {note && (
        <span dir="auto" className="text-small wrap-anywhere text-muted">
          {note}
        </span>
      )}
    </span>
  )
}

const Done = ({ item: { done, result, resultAt, resultReason }, zone }: { item: ReportItem; zone: string }) => (
  <span className="flex flex-col">
    {done ?? 'Nothing yet'}
    {resultAt && (
      <span className="text-small text-muted">
        {result === 'ended_before' && 'on '}
        <Stamp at={resultAt} zone={zone} />
      </span>
    )}
    {resultReason && <span className="text-small wrap-anywhere text-muted">{resultReason}</span>}
  </span>
)
