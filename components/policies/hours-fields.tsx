'use client'
import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { CheckGroup } from '../ui/check-group'
import { GrowingList } from '../ui/growing-list'
import { TextField } from '../ui/text-field'

type Spans = PolicyFormView['values']['spans']
type Props = { spans: Spans; most: number; timeZone: string }

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'].map((label, n) => ({ value: String(n + 1), label }))
const empty = { days: [1, 2, 3, 4, 5], from: '', to: '' }

/** Spans of hours, such as a morning and an afternoon. */
export const HoursFields = ({ spans, most, timeZone }: Props) => (
  <>
    <p className="text-small text-muted">By the clocks of {timeZone.replaceAll('_', ' ')}. What ends before it begins ends on the next day. Without times, hours count for nothing.</p>
    <GrowingList count={spans.length} most={most} add="Add hours">
      {(place) => <Span place={place} span={spans[place - 1] ?? empty} />}
    </GrowingList>
  </>
)

function Span({ place, span }: { place: number; span: Spans[number] }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 border-l-2 border-line pl-5">
      <legend className="float-left w-full font-medium">{place === 1 ? 'Hours' : `Hours (${place})`}</legend>
      <CheckGroup legend="Days" quiet name={`days${place}`} options={days} ticked={span.days.map(String)} columns={3} />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField label="From" name={`from${place}`} type="time" defaultValue={span.from} />
        <TextField label="To" name={`to${place}`} type="time" defaultValue={span.to} />
      </div>
    </fieldset>
  )
}
