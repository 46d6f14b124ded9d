import type { PolicyFormView } from '@/lib/policies/get-policy-form'
import { CheckGroup } from '../ui/check-group'
import { zoneInWords } from '../ui/format-time'
import { KeptCheckbox } from '../ui/kept-checkbox'
import { More } from '../ui/more'
import { SelectField } from '../ui/select-field'
import { platforms } from './device-options'
import { HoursFields } from './hours-fields'
import { choices } from './target-fields'

type Props = { values: PolicyFormView['values']; options: PolicyFormView['options'] }

const browsers = [
  { value: 'any', label: 'Any browser' },
  { value: 'new', label: 'Only a new one' },
  { value: 'known', label: 'Only a known one' },
]

/** All of them have to be so for the policy to apply; what is left alone is always so. */
export function ConditionFields({ values, options: { locations, timeZone, hourFields } }: Props) {
  return (
    <section aria-labelledby="conditions">
      <h2 id="conditions" className="text-lead font-semibold">
        When
      </h2>
      <p className="mb-2 text-small text-muted">It applies when all of these hold. Left alone, it always does.</p>
      <div className="border-b border-line">
        <More
          title="Network"
          hint="From where"
          fields={[]}
          open={values.trusted || values.exceptTrusted || values.networks.length + values.exceptNetworks.length > 0}
        >
          <KeptCheckbox name="trusted" label="Only from trusted locations" ticked={values.trusted} />
          {locations.length > 0 && (
            <CheckGroup
              legend="Only from"
              name="networks"
              options={choices(locations)}
              ticked={values.networks}
              columns={2}
            />
          )}
          <KeptCheckbox name="exceptTrusted" label="Except from trusted locations" ticked={values.exceptTrusted} />
          {locations.length > 0 ? (
            <CheckGroup
              legend="Except from"
              name="exceptNetworks"
              options={choices(locations)}
              ticked={values.exceptNetworks}
              columns={2}
            />
          ) : (
            <p className="text-small text-muted">There is no named location yet: add one under Locations.</p>
          )}
        </More>
        <More
          title="Device"
          hint="What the browser says it runs on"
          fields={[]}
          open={values.platforms.length + values.exceptPlatforms.length > 0}
        >
          <p className="text-small text-muted">
            A browser can say what it likes. To keep some out, choose none here and except those you allow.
          </p>
          <CheckGroup legend="Only on" name="platforms" options={platforms} ticked={values.platforms} columns={3} />
          <CheckGroup
            legend="Except on"
            name="exceptPlatforms"
            options={platforms}
            ticked={values.exceptPlatforms}
            columns={3}
          />
        </More>
        <More title="Browser" hint="New or known" fields={['browser']} open={values.browser !== 'any'}>
          <SelectField
            label="Browser"
            name="browser"
            options={browsers}
            defaultValue={values.browser}
            hint="New until all was met in it that policies ask of new ones. Signing in again is not enough."
          />
        </More>
        <More
          title="Time"
          hint="Hours and weekdays"
          fields={[...hourFields.include, ...hourFields.except].flatMap((names) => Object.values(names))}
          open={values.hours.length + values.exceptHours.length > 0}
        >
          <p className="text-small text-muted">
            By the clocks of {zoneInWords(timeZone)}. What ends before it begins ends on the next day. Left empty, hours
            count for nothing.
          </p>
          <HoursFields
            legend="Only during these hours"
            add="Add hours"
            spans={values.hours}
            fields={hourFields.include}
          />
          <HoursFields
            legend="Except during these hours"
            add="Add excepted hours"
            spans={values.exceptHours}
            fields={hourFields.except}
          />
        </More>
      </div>
    </section>
  )
}
