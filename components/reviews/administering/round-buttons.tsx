import type { ReactNode } from 'react'
import { counted } from '@/lib/counted'
import type { RoundPage } from '@/lib/reviews/administering/get-round'
import { ButtonForm } from '../../people/button-form'
import { ActionForm } from '../../ui/action-form'
import { Checkbox } from '../../ui/checkbox'
import { ConfirmDialog } from '../../ui/confirm-dialog'
import { DialogButton } from '../../ui/dialog-button'
import type { FormAction } from '../../ui/form-state'
import { Section } from '../../ui/section'
import { SubmitButton } from '../../ui/submit-button'
import { TextField } from '../../ui/text-field'
import { Day } from '../../ui/day'

export type RoundActions = Record<'stop' | 'apply' | 'extend' | 'reset' | 'remind' | 'reassign', FormAction>

type Props = { view: RoundPage; actions: RoundActions }

/** What an administrator most often does with a round as it is now. */
export function RoundButtons({ view, actions }: Props) {
  const { id: roundId, can } = view
  return (
    <>
      {can.apply && (
        <ButtonForm action={actions.apply} fields={{ roundId }} variant="primary" pendingLabel="Applying">
          Apply results
        </ButtonForm>
      )}
      {can.remind && (
        <ButtonForm action={actions.remind} fields={{ roundId }} pendingLabel="Reminding">
          Remind reviewers
        </ButtonForm>
      )}
      {can.extend && <Extend view={view} extend={actions.extend} />}
    </>
  )
}

/** What reviewers feel at once, or can't be undone: apart from the rest, each with what it means. */
export function RoundEndings({ view, actions }: Props) {
  const { can } = view
  if (!can.reset && !can.stop) return null
  return (
    <Section title="Stop or start over">
      <ul className="max-w-prose divide-y divide-line border-y border-line">
        {can.stop && (
          <Ending
            words={`No further answers are taken, and the round ends now${view.autoApply ? ' and is applied' : ''}.`}
          >
            <Stop view={view} stop={actions.stop} />
          </Ending>
        )}
        {can.reset && (
          <Ending words="Every answer is taken back, and reviewers answer again.">
            <Reset view={view} reset={actions.reset} />
          </Ending>
        )}
      </ul>
    </Section>
  )
}

const Ending = ({ words, children }: { words: string; children: ReactNode }) => (
  <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
    <span className="min-w-0 flex-1 basis-56 text-small text-muted">{words}</span>
    {children}
  </li>
)

const Stop = ({ view, stop }: { view: RoundPage; stop: FormAction }) => (
  <ConfirmDialog
    label="Stop now"
    title="Stop this round now?"
    confirmLabel="Stop round"
    pendingLabel="Stopping"
    action={stop}
    fields={{ roundId: view.id }}
    variant="secondary"
    size="small"
  >
    <p>
      No further answers are taken. {counted(view.notReviewed, 'item has', 'items have')} no answer yet.{' '}
      {view.autoApply
        ? 'The results are applied at once: this can’t be undone.'
        : 'Nothing is removed until somebody applies the results.'}
    </p>
  </ConfirmDialog>
)

const Extend = ({ view, extend }: { view: RoundPage; extend: FormAction }) => (
  <DialogButton label="Extend" title="Extend this round" size="small">
    <ActionForm action={extend}>
      <input type="hidden" name="roundId" value={view.id} />
      <input type="hidden" name="endsAt" value={view.endsAt.toISOString()} />
      <p className="text-muted">
        Once, and never into the next round. It ends <Day value={view.endsAt} mode="datetime" /> as it is.
      </p>
      <TextField
        label="Days more"
        name="days"
        type="number"
        min={1}
        max={365}
        inputMode="numeric"
        defaultValue="7"
        className="max-w-32"
      />
      <div>
        <SubmitButton pendingLabel="Extending">Extend round</SubmitButton>
      </div>
    </ActionForm>
  </DialogButton>
)

const Reset = ({ view, reset }: { view: RoundPage; reset: FormAction }) => (
  <ConfirmDialog
    label="Reset"
    title="Take back every answer?"
    confirmLabel="Reset round"
    pendingLabel="Resetting"
    action={reset}
    fields={{ roundId: view.id }}
    variant="secondary"
    size="small"
  >
    <p>
      {view.stages > 1 ? `Every answer of stage ${view.stage}` : counted(view.answered, 'answer', 'answers')} is taken
      back, and reviewers have to answer again. The history keeps what was said.
    </p>
    <Checkbox name="confirm" label="Yes, reviewers start over" />
  </ConfirmDialog>
)
