import { PickArea } from '../../ui/pick-area'
import { RadioGroup } from '../../ui/radio-group'
import { TextArea } from '../../ui/text-area'
import { TextField } from '../../ui/text-field'
import type { Values } from './form-values'
import { KeptCheckbox } from '../../ui/kept-checkbox'

const subject = [
  { value: 'grant', label: 'Each grant', hint: 'Person and resource. Who is denied loses that one.' },
  { value: 'guest', label: 'Each guest', hint: 'Who is denied is blocked for 30 days, then removed.' },
]

/** What is asked, what an answer needs, and what reviewers are told beside it. */
export function AnswerFields({ values }: { values: Values }) {
  return (
    <>
      <RadioGroup
        legend="What is asked about"
        name="subject"
        options={subject}
        defaultValue={values.subject}
        columns={2}
      />
      <div>
        <KeptCheckbox
          name="recommendations"
          label="Show recommendations"
          ticked={Boolean(values.recommendations)}
          hint="Keep what was opened lately, end what was not or whose inviter is gone."
        />
        <TextField
          label="Look back for days"
          name="lookBackDays"
          type="number"
          min={1}
          max={730}
          inputMode="numeric"
          defaultValue={values.lookBackDays}
          className="max-w-32"
        />
      </div>
      <div>
        <KeptCheckbox
          name="justifyApprove"
          label="Ask why access is approved"
          ticked={Boolean(values.justifyApprove)}
        />
        <KeptCheckbox name="justifyDeny" label="Ask why access is denied" ticked={Boolean(values.justifyDeny)} />
        <KeptCheckbox
          name="endWhenAnswered"
          label="End once everything is answered"
          ticked={Boolean(values.endWhenAnswered)}
        />
        <KeptCheckbox
          name="secondReviewer"
          label="Ask a second reviewer"
          ticked={Boolean(values.secondReviewer)}
          hint="Where the reviewer is who shared it, a fallback reviewer has to agree."
        />
      </div>
    </>
  )
}

/** Who is written to, and what. */
export function MailFields({ values }: { values: Values }) {
  return (
    <>
      <KeptCheckbox
        name="remind"
        label="Remind reviewers"
        ticked={Boolean(values.remind)}
        hint="Half-way and one day before the end, only who has something open."
      />
      <TextArea
        label="Message to reviewers"
        name="message"
        rows={3}
        draft
        maxLength={2000}
        defaultValue={values.message}
        hint="Goes into the mail and stands on the page, as you write it."
      />
      <PickArea
        kind="member"
        find="Find a member by name or address"
        label="Also told of the outcome"
        name="told"
        rows={2}
        defaultValue={values.told}
        hint="Addresses of members. Who set it up is told in any case."
      />
    </>
  )
}
