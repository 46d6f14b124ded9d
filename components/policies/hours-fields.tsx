'use client'
import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import type { SpanFields } from '@/lib/policies/policy-form'
import { CheckGroup } from '../ui/check-group'
import { GrowingList } from '../ui/growing-list'
import { TextField } from '../ui/text-field'

type Span = PolicyFormView['values']['hours'][number]
type Props = {
  legend: string
  /** What the button says. */ add: string
  spans: readonly Span[]
  /** The names of the fields at each place there can be. */ fields: readonly SpanFields[]
}

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, n) => ({
  value: String(n + 1),
  label,
}))
const empty: Span = { days: [], from: '', to: '' }

/** Spans of hours, such as a morning and an afternoon. */
export const HoursFields = ({ legend, add, spans, fields }: Props) => (
  <GrowingList count={Math.max(1, spans.length)} most={fields.length} add={add}>
    {(place) => (
      <Hours
        legend={place === 1 ? legend : `${legend} (${place})`}
        names={fields[place - 1]!}
        span={spans[place - 1] ?? empty}
      />
    )}
  </GrowingList>
)

function Hours({ legend, names, span }: { legend: string; names: SpanFields; span: Span }) {
  return (
    <fieldset className="min-w-0 border-l-2 border-line pl-5">
      <legend className="float-left mb-4 w-full font-medium">{legend}</legend>
      <div className="clear-both flex flex-col gap-4">
        <CheckGroup legend="Days" quiet name={names.days} options={days} ticked={span.days.map(String)} columns={3} />
        <div className="grid gap-4 sm:grid-cols-2">
          <TextField label="From" name={names.from} type="time" defaultValue={span.from} />
          <TextField label="To" name={names.to} type="time" defaultValue={span.to} />
        </div>
      </div>
    </fieldset>
  )
}
