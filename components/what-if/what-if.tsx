import { GetForm } from '../ui/get-form'
import type { WhatIfView } from '@/lib/policies/what-if'
import { platforms } from '../policies/device-options'
import { Button } from '../ui/button'
import { zoneInWords } from '../ui/format-time'
import { PickField } from '../ui/pick-field'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { WhatIfAnswer } from './what-if-answer'
import { WhatIfChoices } from './what-if-choices'

const browsers = [
  { value: 'known', label: 'Seen before' },
  { value: 'new', label: 'New' },
]
const proven = [
  { value: 'mailbox', label: 'The mailed code' },
  { value: 'authenticator_app', label: 'The code and an authenticator app' },
  { value: 'passkey', label: 'The code and a passkey' },
]

/** A GET form and, below it, what the policies say: the question stands in the address and can be passed on. */
export function WhatIf({ view: { asked, errors, choices, answer, timeZone } }: { view: WhatIfView }) {
  return (
    <div className="flex flex-col gap-10">
      <GetForm action="" aria-label="What if" className="flex flex-col gap-5">
        <div className="grid items-start gap-5 sm:grid-cols-2">
          <PickField
            kind="person"
            label="Person"
            name="person"
            hint="An address or a name."
            defaultValue={asked.person}
            error={errors.person}
          />
          <PickField
            kind="resource"
            label="Resource"
            name="resource"
            hint="A title, or a part of the portal."
            defaultValue={asked.resource}
            error={errors.resource}
            always={['Portal: sharing', 'Portal: administration', 'Portal: reviews']}
          />
          <TextField
            label="Network address"
            name="address"
            hint="Where they would come from. Needed."
            placeholder="203.0.113.7"
            defaultValue={asked.address}
            error={errors.address}
            key={asked.address}
            inputMode="url"
          />
          <TextField
            label="Time"
            name="time"
            type="datetime-local"
            hint={`By the clocks of ${zoneInWords(timeZone)}. Empty: now.`}
            defaultValue={asked.time}
            error={errors.time}
            key={asked.time}
          />
          <SelectField
            label="Platform"
            name="platform"
            options={[{ value: 'unknown', label: 'Not known' }, ...platforms]}
            defaultValue={asked.platform}
          />
          <SelectField label="Browser" name="browser" options={browsers} defaultValue={asked.browser} />
          <SelectField label="Proven so far" name="proven" options={proven} defaultValue={asked.proven} />
        </div>
        <div>
          <Button type="submit" variant="primary">
            Evaluate
          </Button>
        </div>
      </GetForm>
      {choices.length > 0 && <WhatIfChoices choices={choices} asked={asked} />}
      {answer && <WhatIfAnswer answer={answer} />}
    </div>
  )
}
