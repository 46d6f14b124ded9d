'use client'
import type { Longest } from '@/lib/reviews/rounds/settings'
import { zoneInWords } from '../../ui/format-time'
import { SelectField } from '../../ui/select-field'
import { TextField } from '../../ui/text-field'
import { frequencyOptions, type Values } from './form-values'
import { useDaysThatFit } from './use-days-that-fit'

type Props = { values: Values; today: string; timeZone: string; begun: boolean; longest: Longest }

const ends = [
  { value: 'never', label: 'Never' },
  { value: 'date', label: 'On a date…' },
  { value: 'rounds', label: 'After some rounds…' },
]

/** How often, from when, for how long. */
export function ScheduleFields({ values, today, timeZone, begun, longest }: Props) {
  const { place, problem } = useDaysThatFit(longest)
  return (
    <div ref={place} className="group grid items-start gap-x-4 gap-y-5 sm:grid-cols-3">
      <SelectField label="Repeats" name="frequency" options={frequencyOptions} defaultValue={values.frequency} />
      <TextField
        label="First day"
        name="startsOn"
        type="date"
        min={begun ? undefined : today}
        defaultValue={values.startsOn}
      />
      <TextField
        label="Days to answer"
        name="days1"
        type="number"
        min={1}
        max={365}
        inputMode="numeric"
        defaultValue={values.days1}
        error={problem}
      />
      <div className="contents group-has-[option[value=once]:checked]:hidden">
        <SelectField label="Last round" name="ends" options={ends} defaultValue={values.ends} />
        <div className="hidden group-has-[option[value=date]:checked]:block">
          <TextField label="On or before" name="endsOn" type="date" min={today} defaultValue={values.endsOn} />
        </div>
        <div className="hidden group-has-[option[value=rounds]:checked]:block">
          <TextField
            label="After rounds"
            name="rounds"
            type="number"
            min={1}
            max={1000}
            inputMode="numeric"
            defaultValue={values.rounds}
          />
        </div>
      </div>
      <p className="text-small text-muted sm:col-span-3">
        A round that begins today begins at once, a later one at midnight, by clocks in {zoneInWords(timeZone)}.
      </p>
    </div>
  )
}
