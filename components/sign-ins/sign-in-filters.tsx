import Form from 'next/form'
import { Button } from '../ui/button'
import { zoneInWords } from '../ui/format-time'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { outcomeWords } from './words'

type Props = {
  values: { person: string; resource: string; outcome: string; policy: string; country: string; reference: string; from: string; to: string }
  sort: string
  policies: readonly { id: string; name: string }[]
  /** Whose clocks the days are read by. */
  timeZone: string
}

/** One GET form: every filter stands in the address, so that what is seen can be passed on. */
export function SignInFilters({ values, sort, policies, timeZone }: Props) {
  const more = values.resource || values.policy || values.country || values.from || values.to
  return (
    <Form action="" role="search" aria-label="Filter sign-ins" className="flex flex-col gap-4">
      {sort === 'oldest' && <input type="hidden" name="sort" value={sort} />}
      <div className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <TextField label="Person" name="person" type="search" placeholder="Name or address" defaultValue={values.person} key={`person ${values.person}`} data-search />
        <SelectField label="Outcome" name="outcome" options={[{ value: '', label: 'Everything' }, ...Object.entries(outcomeWords).map(([value, label]) => ({ value, label }))]} defaultValue={values.outcome} />
        <TextField label="Reference" name="reference" type="search" placeholder="F7K2-9QXM" defaultValue={values.reference} key={`reference ${values.reference}`} />
        <div>
          <Button type="submit" variant="primary">
            Filter
          </Button>
        </div>
      </div>
      <details open={Boolean(more)}>
        <summary className="inline-flex min-h-11 cursor-pointer items-center text-small font-medium text-accent underline underline-offset-4">More filters</summary>
        <div className="mt-2 grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <TextField label="Resource" name="resource" type="search" placeholder="Title" defaultValue={values.resource} key={`resource ${values.resource}`} />
          <SelectField label="Policy" name="policy" options={[{ value: '', label: 'Any' }, ...policies.map(({ id, name }) => ({ value: id, label: name }))]} defaultValue={values.policy} goneLabel="A deleted policy" />
          <TextField label="Country" name="country" hint="Two letters, such as AT, or “unknown”." defaultValue={values.country} key={`country ${values.country}`} />
          <TextField label="From" name="from" type={typeOf(values.from)} defaultValue={values.from} key={`from ${values.from}`} />
          <TextField label="To" name="to" type={typeOf(values.to)} defaultValue={values.to} key={`to ${values.to}`} />
        </div>
        <p className="mt-3 text-small text-muted">Days begin and end by the clocks of {zoneInWords(timeZone)}.</p>
      </details>
    </Form>
  )
}

/** A day unless the address says a minute. */
const typeOf = (value: string) => (value.includes('T') ? 'datetime-local' : 'date')
