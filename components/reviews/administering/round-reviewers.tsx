import { Link } from '../../ui/link'
import { counted } from '@/lib/counted'
import { roundPath } from '@/lib/page-paths'
import type { listRoundReviewers } from '@/lib/reviews/administering/list-round-reviewers'
import type { RoundReviewer } from '@/lib/reviews/administering/list-round-reviewers.sql'
import { listAddress } from '../../ui/list-address'
import { PersonCell } from '../../people/person-cell'
import { ActionForm } from '../../ui/action-form'
import { Banner } from '../../ui/banner'
import { DataTable, type Column } from '../../ui/data-table'
import { DialogButton } from '../../ui/dialog-button'
import type { FormAction } from '../../ui/form-state'
import { Pagination } from '../../ui/pagination'
import { SubmitButton } from '../../ui/submit-button'
import { TextArea } from '../../ui/text-area'
import { TextField } from '../../ui/text-field'
import { Time } from '../../ui/time'
import { AnsweredBar } from './answered-bar'

type Props = {
  roundId: string
  view: Awaited<ReturnType<typeof listRoundReviewers>>
  mayReassign: boolean
  reassign: FormAction
}

/** Who answers, how far each is, and how to give it to somebody else. */
export function RoundReviewers({ roundId, view: { rows, unasked, ...pages }, mayReassign, reassign }: Props) {
  const columns: Column<RoundReviewer>[] = [
    { key: 'who', header: 'Reviewer', cell: (row) => <Who row={row} /> },
    {
      key: 'items',
      header: 'Answered',
      cell: ({ answered, items, address }) => (
        <AnsweredBar answered={answered} items={items} label={`Answered by ${address}`} />
      ),
    },
    {
      key: 'last',
      header: 'Last answer',
      cell: ({ lastAnswerAt }) =>
        lastAnswerAt ? <Time value={lastAnswerAt} /> : <span className="text-muted">None</span>,
    },
    {
      key: 'mails',
      header: 'Last mail',
      cell: ({ lastMailAt }) => (lastMailAt ? <Time value={lastMailAt} /> : <span className="text-muted">None</span>),
    },
    {
      key: 'actions',
      header: 'Look or reassign',
      headerHidden: true,
      className: 'sm:text-right',
      cell: (row) => <Buttons roundId={roundId} row={row} mayReassign={mayReassign} reassign={reassign} />,
    },
  ]
  return (
    <div className="mb-10 flex flex-col gap-4">
      {unasked > 0 && (
        <Banner
          tone="warning"
          action={
            mayReassign && (
              <Reassign
                roundId={roundId}
                fromId="nobody"
                title="Reassign what has nobody to answer"
                ariaLabel="Reassign the items that have nobody to answer"
                reassign={reassign}
              />
            )
          }
        >
          {counted(unasked, 'item has', 'items have')} nobody to answer: nobody is left to ask, and there is no fallback
          reviewer in office.
        </Banner>
      )}
      {rows.length > 0 ? (
        <DataTable
          label="Reviewers"
          columns={columns}
          rows={rows}
          rowKey={({ id }) => id}
          struck={({ left }) => left}
        />
      ) : (
        <p className="py-6 text-muted">Nobody is asked yet.</p>
      )}
      {pages.pages > 1 && (
        <Pagination
          {...pages}
          noun={['reviewer', 'reviewers']}
          href={(page) => listAddress(roundPath(roundId), { tab: 'reviewers', page })}
        />
      )}
    </div>
  )
}

const Who = ({ row: { note, insteadOf, ...person } }: { row: RoundReviewer }) => (
  <>
    <PersonCell person={person} />
    {(note ?? insteadOf) && (
      <span className="block text-small font-normal wrap-anywhere text-muted">
        {insteadOf ? `Instead of ${insteadOf}` : note}
      </span>
    )}
  </>
)

type ButtonsProps = { roundId: string; row: RoundReviewer; mayReassign: boolean; reassign: FormAction }

const Buttons = ({ roundId, row, mayReassign, reassign }: ButtonsProps) => (
  <span className="flex items-center gap-x-2 sm:justify-end">
    <Link
      href={listAddress(roundPath(roundId), { reviewer: row.id })}
      className="inline-flex min-h-11 items-center px-3 text-small font-medium text-accent underline-offset-4 hover:underline"
      aria-label={`Items of ${row.address}`}
    >
      Items
    </Link>
    {mayReassign && !row.left && row.answered < row.items && (
      <Reassign
        roundId={roundId}
        fromId={row.id}
        title={`Reassign what ${row.name ?? row.address} has open`}
        ariaLabel={`Reassign the items of ${row.address}`}
        reassign={reassign}
      />
    )}
  </span>
)

type ReassignProps = { roundId: string; fromId: string; title: string; ariaLabel: string; reassign: FormAction }

const Reassign = ({ roundId, fromId, title, ariaLabel, reassign }: ReassignProps) => (
  <DialogButton label="Reassign" title={title} ariaLabel={ariaLabel} variant="quiet" size="small">
    <ActionForm action={reassign}>
      <input type="hidden" name="roundId" value={roundId} />
      <input type="hidden" name="fromId" value={fromId} />
      <TextField
        label="Member who answers instead"
        name="to"
        type="email"
        autoComplete="off"
        spellCheck={false}
        hint="Their address."
      />
      <TextArea
        label="Reason"
        name="reason"
        rows={2}
        maxLength={500}
        hint="Stands beside the items and in the trail."
      />
      <div>
        <SubmitButton pendingLabel="Reassigning">Reassign items</SubmitButton>
      </div>
    </ActionForm>
  </DialogButton>
)
