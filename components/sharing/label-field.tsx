import { isolated } from '@/lib/own-direction'
import type { LabelChoice } from '@/lib/sharing/labels'
import { SelectField } from '../ui/select-field'

type Props = { labels: LabelChoice[]; labelId?: string | null; hint?: string }

/** How sensitive it is, by the administrators' list. */
export const LabelField = ({ labels, labelId, hint }: Props) => (
  <SelectField
    label="Label"
    name="labelId"
    hint={hint}
    options={[
      { value: '', label: 'No label' },
      ...labels.map(({ id, name, note }) => ({
        value: id,
        label: note ? `${isolated(name)}: ${isolated(note)}` : name,
      })),
    ]}
    defaultValue={labelId ?? ''}
  />
)
