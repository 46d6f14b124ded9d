import { Fingerprint, Smartphone } from 'lucide-react'
import type { FactorRow, FactorsView } from '@/lib/identity/factors/manage-factors'
import { isolated } from '@/lib/own-direction'
import { ActionForm } from '../ui/action-form'
import { Banner } from '../ui/banner'
import { Chip } from '../ui/chip'
import { ConfirmDialog } from '../ui/confirm-dialog'
import { DataTable, type Column } from '../ui/data-table'
import { DialogButton } from '../ui/dialog-button'
import type { FormAction } from '../ui/form-state'
import { LinkButton } from '../ui/link-button'
import { Section } from '../ui/section'
import { SubmitButton } from '../ui/submit-button'
import { TextField } from '../ui/text-field'
import { Time } from '../ui/time'
import { Enroll, type EnrollActions } from './enroll'
import { OfferEndOthers } from './offer-end-others'
import { enoughFor, ShowFactor, type ShowActions } from './show-factor'

type Actions = EnrollActions & ShowActions & Record<'renameMethod' | 'removeMethod' | 'askForStepCode', FormAction>
type Props = { factors: FactorsView; actions: Actions; endOthers: FormAction }

/** What one signs in with beside the mailed code. Nothing changes here before it is shown who asks. */
export function SignInMethods({ factors, actions, endOthers }: Props) {
  const { rows, enrolled, missing } = factors
  return (
    <Section
      title="Sign-in methods"
      description="A second factor beside the mailed code. With one, nobody gets in by reading your mail."
    >
      <div className="flex flex-col gap-8">
        {factors.reset && (
          <Banner
            tone="warning"
            action={
              <LinkButton href={factors.reset.stopPath} size="small">
                Stop it
              </LinkButton>
            }
          >
            <ResetAhead reset={factors.reset} />
          </Banner>
        )}
        {factors.elsewhere !== null && <OfferEndOthers elsewhere={factors.elsewhere} action={endOthers} />}
        {rows.length > 0 && (
          <DataTable
            label="Sign-in methods"
            columns={columnsFor(factors, actions)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
        {enrolled && <RecoveryLine factors={factors} />}
        {missing ? (
          <ConfirmIdentity factors={factors} actions={actions} />
        ) : (
          <Enroll toScan={factors.toScan} actions={actions} />
        )}
      </div>
    </Section>
  )
}

const ResetAhead = ({
  reset: { requestedBy, requestedAt, voucher, vouched },
}: {
  reset: NonNullable<FactorsView['reset']>
}) => (
  <>
    {requestedBy} asked <Time value={requestedAt} /> for all of these to be removed, since you had lost them.{' '}
    {vouched ? (
      <>
        <bdi>{voucher.name}</bdi> vouched for you: from <Time value={vouched.removableFrom} mode="datetime" /> on they
        can be removed.
      </>
    ) : (
      `It waits for ${isolated(voucher.name)} to vouch for you.`
    )}{' '}
    Have you lost nothing? Stop it, and tell {requestedBy} at once.
  </>
)

function RecoveryLine({ factors: { recoveryCodes, missing } }: { factors: FactorsView }) {
  const said =
    recoveryCodes === 0
      ? 'You have no recovery codes. Without one, a lost phone shuts you out.'
      : `${recoveryCodes} of 10 recovery codes are left.`
  return (
    <Banner
      tone={recoveryCodes === 0 ? 'warning' : undefined}
      action={
        missing === null && (
          <LinkButton href="/account/recovery-codes" size="small">
            {recoveryCodes === 0 ? 'Make recovery codes' : 'Make new ones'}
          </LinkButton>
        )
      }
    >
      {said}
    </Banner>
  )
}

function ConfirmIdentity({ factors, actions }: Omit<Props, 'endOthers'>) {
  return (
    <section aria-labelledby="confirm" className="flex flex-col gap-4">
      <div>
        <h3 id="confirm" className="font-medium">
          Confirm that it is you
        </h3>
        <p className="max-w-prose text-small text-muted">
          {factors.missing === 'passkey' &&
            'With a passkey, since it is the strongest you have; a recovery code stands in for a lost one. '}
          Then you can add, rename and remove sign-in methods for ten minutes.
        </p>
      </div>
      {factors.missing === 'code' ? (
        <ActionForm action={actions.askForStepCode}>
          <div>
            <SubmitButton variant="secondary" pendingLabel="Sending…">
              Send code
            </SubmitButton>
          </div>
        </ActionForm>
      ) : (
        <ShowFactor factors={factors} actions={actions} accepts={enoughFor(factors.missing)} />
      )}
    </section>
  )
}

const columnsFor = (factors: FactorsView, actions: Actions): Column<FactorRow>[] => [
  {
    key: 'name',
    header: 'Name',
    cell: ({ name, disabled, madeFor }) => (
      <span className="font-medium wrap-anywhere">
        {name}
        {disabled && <span className="font-normal text-danger"> (disabled after too many wrong codes)</span>}
        {madeFor && <span className="font-normal text-danger"> (made for {madeFor}: it can’t be shown here)</span>}
      </span>
    ),
  },
  {
    key: 'kind',
    header: 'Kind',
    cell: ({ kind }) =>
      kind === 'app' ? (
        <Chip icon={<Smartphone />}>Authenticator app</Chip>
      ) : (
        <Chip icon={<Fingerprint />}>Passkey</Chip>
      ),
  },
  { key: 'added', header: 'Added', cell: ({ createdAt }) => <Time value={createdAt} mode="date" /> },
  {
    key: 'used',
    header: 'Last used',
    cell: ({ lastUsedAt }) => (lastUsedAt ? <Time value={lastUsedAt} /> : <span className="text-muted">Never</span>),
  },
  ...(factors.missing === null
    ? [
        {
          key: 'actions',
          header: 'Rename or remove',
          headerHidden: true,
          className: '@min-[39rem]:text-right',
          cell: (row: FactorRow) => <Buttons row={row} factors={factors} actions={actions} />,
        },
      ]
    : []),
]

const Buttons = ({
  row,
  row: { kind, id, name },
  factors,
  actions,
}: {
  row: FactorRow
  factors: FactorsView
  actions: Actions
}) => (
  <span className="inline-flex gap-1">
    <DialogButton label="Rename" ariaLabel={`Rename ${name}`} variant="quiet" size="small">
      <ActionForm action={actions.renameMethod}>
        <input type="hidden" name="kind" value={kind} />
        <input type="hidden" name="id" value={id} />
        <TextField label="Name" name="name" defaultValue={name} maxLength={60} required />
        <div>
          <SubmitButton pendingLabel="Saving">Rename</SubmitButton>
        </div>
      </ActionForm>
    </DialogButton>
    <ConfirmDialog
      label="Remove"
      ariaLabel={`Remove ${name}`}
      title={`Remove “${name}”?`}
      confirmLabel="Remove"
      pendingLabel="Removing"
      action={actions.removeMethod}
      fields={{ kind, id }}
      variant="quiet"
      size="small"
    >
      <WhatGoes row={row} factors={factors} />
    </ConfirmDialog>
  </span>
)

const isUsable = ({ disabled, madeFor }: FactorRow) => !disabled && !madeFor

/** What else ends with it: with the last one, the recovery codes, and what policies ask for is no longer there. */
function WhatGoes({ row, factors: { rows, recoveryCodes, wanted } }: { row: FactorRow; factors: FactorsView }) {
  const left = rows.filter(({ id }) => id !== row.id)
  const missed =
    (wanted === 'passkey' &&
      isUsable(row) &&
      row.kind === 'passkey' &&
      !left.some((one) => one.kind === 'passkey' && isUsable(one))) ||
    (wanted !== null && !left.some(isUsable))
  return (
    <>
      <p>
        It lets nobody in any longer.{' '}
        {left.length > 0
          ? 'Your other sessions have to show a second factor anew.'
          : 'It is the only one you have: from then on whoever reads your mail gets in.'}
      </p>
      {left.length === 0 && recoveryCodes > 0 && (
        <p>Your recovery codes end with it: they stand in for a second factor, and there is none any longer.</p>
      )}
      {missed && (
        <p>
          A policy here asks you for a {wanted === 'passkey' ? 'passkey' : 'second factor'}: what it stands before does
          not open until you have set up a new one.
        </p>
      )}
    </>
  )
}
