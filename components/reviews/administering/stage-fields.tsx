import { PickArea } from '../../ui/pick-area'
import { RadioGroup } from '../../ui/radio-group'
import { reviewerOptions, type StageNumber, type Values } from './form-values'

type Props = { at: StageNumber; values: Values }

/** Who is asked in a stage. The members are asked for only where they are chosen. */
export function ReviewerFields({ at, values }: Props) {
  return (
    <fieldset className="group min-w-0 space-y-4">
      <legend className="sr-only">{at === 1 ? 'Reviewers' : `Reviewers of stage ${at}`}</legend>
      <RadioGroup
        legend={at === 1 ? 'Who reviews' : `Who reviews in stage ${at}`}
        name={`reviewers${at}`}
        options={reviewerOptions}
        defaultValue={values[`reviewers${at}`]}
        columns={2}
      />
      <div className="hidden group-has-[input[value=members]:checked]:block">
        <PickArea
          kind="member"
          find="Find a member by name or address"
          label={at === 1 ? 'Members who review' : `Members who review in stage ${at}`}
          name={`members${at}`}
          rows={2}
          defaultValue={values[`members${at}`]}
          hint="Their addresses. Each item goes to all of them; any one may answer."
        />
      </div>
    </fieldset>
  )
}

/** Who steps in where nobody is left to ask. */
export const FallbackField = ({ at, values }: Props) => (
  <PickArea
    kind="member"
    find="Find a member by name or address"
    label={at === 1 ? 'Fallback reviewers' : `Fallback reviewers of stage ${at}`}
    name={`fallback${at}`}
    rows={2}
    defaultValue={values[`fallback${at}`]}
    hint="Addresses of members who answer where a reviewer has left, was disabled, or there is none."
  />
)
