import type { LocationView } from '@/lib/policies/locations/list-locations'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'
import { KeptCheckbox } from '../ui/kept-checkbox'
import { LinkButton } from '../ui/link-button'
import { RadioGroup } from '../ui/radio-group'
import { SearchedChecks } from '../ui/searched-checks'
import { SubmitButton } from '../ui/submit-button'
import { TextArea } from '../ui/text-area'
import { TextField } from '../ui/text-field'
import { ConfirmOwnLoss } from './confirm-own-loss'

const kinds = [
  { value: 'network', label: 'Network', hint: 'Ranges of addresses.' },
  { value: 'country', label: 'Countries', hint: 'Where an address is registered.' },
]

type Props = {
  location: LocationView | null
  countries: readonly { value: string; label: string }[]
  action: FormAction
}

export const LocationForm = ({ location, countries, action }: Props) => (
  <ActionForm action={action} label={location ? 'Change location' : 'New location'}>
    {location && (
      <>
        <input type="hidden" name="locationId" value={location.id} />
        <input type="hidden" name="revision" value={location.revision} />
      </>
    )}
    <div className="group flex max-w-prose flex-col gap-6">
      <TextField label="Name" name="name" defaultValue={location?.name} maxLength={120} required autoComplete="off" />
      <RadioGroup legend="Kind" name="kind" options={kinds} defaultValue={location?.kind ?? 'network'} columns={2} />
      <div className="flex flex-col gap-4 group-has-[input[value=country]:checked]:hidden">
        <TextArea
          label="IP ranges"
          name="ranges"
          rows={6}
          spellCheck={false}
          defaultValue={location?.ranges.join('\n')}
          className="font-mono"
          hint="CIDR, version 4 or 6, such as 203.0.113.0/24: one a line, or pasted from a list. What stands here takes the place of what stood here before."
        />
        <KeptCheckbox
          name="trusted"
          label="Trusted"
          ticked={location?.trusted ?? false}
          hint="Policies can name every trusted location at once."
        />
      </div>
      <div className="hidden flex-col gap-4 group-has-[input[value=country]:checked]:flex">
        <SearchedChecks
          legend="Countries"
          name="countries"
          options={countries}
          ticked={location?.countries ?? []}
          search="Find a country"
        />
        <KeptCheckbox
          name="includeUnknown"
          label="Addresses whose country is not known"
          ticked={location?.includeUnknown ?? false}
          hint="Private networks, for one."
        />
      </div>
      <ConfirmOwnLoss />
      <div className="flex flex-wrap gap-2">
        <SubmitButton pendingLabel="Saving">Save location</SubmitButton>
        <LinkButton href="/admin/locations" variant="quiet">
          Cancel
        </LinkButton>
      </div>
    </div>
  </ActionForm>
)
