import { PickArea } from '../../ui/pick-area'
import { RadioGroup } from '../../ui/radio-group'
import { TextArea } from '../../ui/text-area'
import { TextField } from '../../ui/text-field'
import type { Values } from './form-values'

const who = [
  { value: 'every', label: 'Every guest', hint: 'Whoever is a guest when a round begins.' },
  { value: 'chosen', label: 'Chosen guests', hint: 'Those whose addresses you name.' },
]

const which = [
  { value: 'all', label: 'Every resource' },
  { value: 'chosen', label: 'Chosen resources' },
]

export const WhoFields = ({ values }: { values: Values }) => (
  <div className="group flex flex-col gap-4">
    <RadioGroup legend="Whose access" name="who" options={who} defaultValue={values.who} columns={2} />
    <div className="hidden group-has-[input[value=chosen]:checked]:block">
      <PickArea
        kind="guest"
        find="Find a guest by name or address"
        label="Guests"
        name="guests"
        rows={3}
        defaultValue={values.guests}
        hint="Their addresses, separated by lines, commas or spaces."
      />
    </div>
  </div>
)

/** What narrows a review further. */
export function ScopeFields({ values }: { values: Values }) {
  return (
    <>
      <TextField
        label="Only guests inactive for days"
        name="inactiveDays"
        type="number"
        min={1}
        max={730}
        inputMode="numeric"
        defaultValue={values.inactiveDays}
        className="max-w-32"
        hint="1 to 730, or empty. Who never opened anything counts from the invitation."
      />
      <div className="group flex flex-col gap-4">
        <RadioGroup legend="Which resources" name="which" options={which} defaultValue={values.which} columns={2} />
        <div className="hidden group-has-[input[value=chosen]:checked]:block">
          <PickArea
            kind="resource"
            find="Find a resource by title"
            label="Resources"
            name="resources"
            rows={3}
            defaultValue={values.resources}
            hint="One a line: the title as it stands, or the address of its page."
          />
        </div>
      </div>
      <TextArea
        label="Only guests at these mail domains"
        name="domains"
        rows={2}
        spellCheck={false}
        defaultValue={values.domains}
        hint="Such as contoso.example. Empty: at any."
      />
      <PickArea
        kind="member"
        find="Find a sponsor by name or address"
        label="Only guests of these sponsors"
        name="sponsors"
        rows={2}
        defaultValue={values.sponsors}
        hint="Addresses of members. Empty: anybody’s."
      />
    </>
  )
}
