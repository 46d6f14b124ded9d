import type { ReactNode } from 'react'
import { OrganizationClocks } from '../ui/organization-zone'
import { SelectField } from '../ui/select-field'
import { TextField } from '../ui/text-field'
import { ends } from './choices'

type Props = {
  /** Says until when it is now, and offers to leave it so. */
  now?: ReactNode
}

/** Until when: a number of days, no end, or a day of one's own, asked for only then. */
export function AccessEndField({ now }: Props) {
  const options = now ? [{ value: 'keep', label: 'As it is' }, ...ends] : ends
  return (
    <div className="group flex flex-col gap-3">
      <SelectField label="Access ends" name="ends" hint={now} options={options} defaultValue={now ? 'keep' : '90'} />
      <div className="hidden group-has-[option[value=date]:checked]:block">
        <TextField
          label="Last day of access"
          name="endsOn"
          type="date"
          hint={
            <>
              Access ends with this day, by <OrganizationClocks />.
            </>
          }
        />
      </div>
    </div>
  )
}
