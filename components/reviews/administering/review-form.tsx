import type { Longest } from '@/lib/reviews/rounds/settings'
import { ActionForm } from '../../ui/action-form'
import { Banner } from '../../ui/banner'
import type { FormAction } from '../../ui/form-state'
import { LinkButton } from '../../ui/link-button'
import { SelectField } from '../../ui/select-field'
import { SubmitButton } from '../../ui/submit-button'
import { TextField } from '../../ui/text-field'
import { AnswerFields, MailFields } from './answer-fields'
import { unansweredOptions, type Values } from './form-values'
import { KeptCheckbox } from '../../ui/kept-checkbox'
import { LaterStage } from './later-stage'
import { More } from '../../ui/more'
import { Preview } from './preview'
import { ScheduleFields } from './schedule-fields'
import { ScopeFields, WhoFields } from './scope-fields'
import { FallbackField, ReviewerFields } from './stage-fields'

type Props = {
  values: Values
  today: string
  timeZone: string
  longest: Longest
  submit: FormAction
  /** Answers the preview while the form is filled in. */
  previewUrl: string
  cancelHref: string
  /** What is being changed; absent: a new review. */
  review?: { id: string; revision: number; begun: boolean }
}

/** Sets up a review. The common case is the first screen; everything else waits under More choices. */
export function ReviewForm({ values, today, timeZone, longest, submit, previewUrl, cancelHref, review }: Props) {
  return (
    <ActionForm action={submit} label={review ? 'Change review' : 'New review'}>
      {review && <Changing {...review} />}
      <div className="grid items-start gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <TextField label="Name" name="name" defaultValue={values.name} maxLength={120} required autoComplete="off" />
          <WhoFields values={values} />
          <ReviewerFields at={1} values={values} />
          <ScheduleFields values={values} today={today} timeZone={timeZone} begun={Boolean(review)} longest={longest} />
          <div className="grid items-start gap-x-4 gap-y-2 sm:grid-cols-2">
            <SelectField
              label="If nobody answers"
              name="ifUnanswered"
              options={unansweredOptions}
              defaultValue={values.ifUnanswered}
            />
            <div className="sm:pt-6">
              <KeptCheckbox
                name="autoApply"
                label="Apply results by itself"
                ticked={Boolean(values.autoApply)}
                hint="At the end of each round. Otherwise when you say so."
              />
            </div>
          </div>
          <MoreChoices values={values} />
        </div>
        <div className="flex min-w-0 flex-col gap-6 lg:sticky lg:top-10">
          <Preview url={previewUrl} />
          <div className="flex flex-wrap gap-2">
            <SubmitButton pendingLabel={review ? 'Saving' : 'Starting'}>
              {review ? 'Save changes' : 'Start review'}
            </SubmitButton>
            <LinkButton href={cancelHref} variant="quiet">
              Cancel
            </LinkButton>
          </div>
        </div>
      </div>
    </ActionForm>
  )
}

const Changing = ({ id, revision, begun }: NonNullable<Props['review']>) => (
  <>
    <input type="hidden" name="reviewId" value={id} />
    <input type="hidden" name="revision" value={revision} />
    <Banner>
      {begun
        ? 'Changes count from the next round on. Rounds that have begun stay as they are.'
        : 'No round has begun yet, so changes count from the first one on.'}
    </Banner>
  </>
)

function MoreChoices({ values }: { values: Values }) {
  return (
    <div className="border-b border-line">
      <h2 className="sr-only">More choices</h2>
      <More
        title="Narrow it down"
        hint="Inactive guests, resources, domains, sponsors"
        fields={['inactiveDays', 'resources', 'which', 'domains', 'sponsors']}
        open={Boolean(values.inactiveDays || values.domains || values.sponsors || values.which === 'chosen')}
      >
        <ScopeFields values={values} />
      </More>
      <More
        title="Answers"
        hint="What is asked, recommendations, reasons"
        fields={['subject', 'lookBackDays', 'recommendations']}
      >
        <AnswerFields values={values} />
      </More>
      <More
        title="Fallback reviewers and stages"
        hint="Who steps in, who looks again"
        fields={['fallback1', ...laterFields]}
        open={Boolean(values.fallback1 || values.stage2)}
      >
        <FallbackField at={1} values={values} />
        <LaterStage at={2} values={values} />
        <LaterStage at={3} values={values} />
      </More>
      <More title="Mail" hint="Reminders, a message, who else is told" fields={['message', 'told', 'remind']}>
        <MailFields values={values} />
      </More>
    </div>
  )
}

const laterFields = [
  'stage2',
  'stage3',
  'approve1',
  'approve2',
  ...[2, 3].flatMap((at) => [`reviewers${at}`, `members${at}`, `fallback${at}`, `days${at}`]),
]
