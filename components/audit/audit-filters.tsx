import Form from 'next/form'
import { Button } from '../ui/button'
import { zoneInWords } from '../ui/format-time'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'

type Props = {
  values: { person: string; resource: string; kind: string; from: string; to: string }
  kinds: readonly { value: string; label: string }[]
  /** Whose clocks the days are read by. */
  timeZone: string
}

/** One GET form: every filter stands in the address, so that a view of the trail can be passed on. */
export function AuditFilters({ values, kinds, timeZone }: Props) {
  return (
    <Form action="" role="search" aria-label="Filter the trail" className="flex flex-col gap-4">
      <div className="grid grid-cols-2 gap-4 lg:grid-cols-3">
        <TextField label="Person" name="person" type="search" placeholder="Name or address" defaultValue={values.person} key={`person ${values.person}`} data-search />
        <TextField label="Resource" name="resource" type="search" placeholder="Title" defaultValue={values.resource} key={`resource ${values.resource}`} />
        <div className="max-lg:col-span-2">
          <SelectField label="Kind of event" name="kind" options={[{ value: '', label: 'All kinds' }, ...kinds]} defaultValue={values.kind} />
        </div>
      </div>
      <div className="grid grid-cols-2 items-end gap-4 lg:grid-cols-3">
        <TextField label="From" name="from" type={typeOf(values.from)} defaultValue={values.from} key={`from ${values.from}`} />
        <TextField label="To" name="to" type={typeOf(values.to)} defaultValue={values.to} key={`to ${values.to}`} />
        <div className="flex flex-wrap items-center gap-2">
          <Button type="submit" variant="primary">
            Filter
          </Button>
        </div>
      </div>
      <p className="text-small text-muted">Days begin and end by the clocks of {zoneInWords(timeZone)}.</p>
    </Form>
  )
}

/** A day unless the address says a minute. */
const typeOf = (value: string) => (value.includes('T') ? 'datetime-local' : 'date')
