import { TextField } from '../../ui/text-field'
import type { Values } from './form-values'
import { KeptCheckbox } from '../../ui/kept-checkbox'
import { FallbackField, ReviewerFields } from './stage-fields'

type Props = { at: 2 | 3; values: Values }

const outcomes = [
  { value: 'approve', label: 'What was approved' },
  { value: 'deny', label: 'What was denied' },
  { value: 'dont_know', label: 'What was answered “Don’t know”' },
  { value: 'not_reviewed', label: 'What was not reviewed' },
] as const

/** A stage after the first; its fields appear when it is ticked. */
export function LaterStage({ at, values }: Props) {
  const before = at === 2 ? 1 : 2
  return (
    <div className="group/stage flex flex-col gap-5">
      <KeptCheckbox
        name={`stage${at}`}
        label={at === 2 ? 'Add a second stage' : 'Add a third stage'}
        ticked={Boolean(values[`stage${at}`])}
        hint={at === 2 ? 'Others look again once the first stage is over. Their answer wins.' : undefined}
      />
      <div className="hidden flex-col gap-5 border-l-2 border-line pl-5 group-has-[input[name^=stage]:checked]/stage:flex">
        <fieldset className="min-w-0">
          <legend className="mb-1.5 font-medium">Moves on to stage {at}</legend>
          {outcomes.map(({ value, label }) => (
            <KeptCheckbox
              key={value}
              name={`${value}${before}`}
              label={label}
              ticked={Boolean(values[`${value}${before}`])}
            />
          ))}
        </fieldset>
        <ReviewerFields at={at} values={values} />
        <FallbackField at={at} values={values} />
        <TextField
          label={`Days to answer in stage ${at}`}
          name={`days${at}`}
          type="number"
          min={1}
          max={365}
          inputMode="numeric"
          defaultValue={values[`days${at}`]}
          className="max-w-32"
        />
      </div>
    </div>
  )
}
