import type { ListFilter } from './list-filter'
import { SelectField } from './select-field'
import { TextField } from './text-field'

/** The field of a filter that is typed or chosen; a new one once the address says another value. */
export function FilterField({ filter }: { filter: ListFilter }) {
  const { name, value } = filter
  if (filter.as === 'select')
    return (
      <SelectField
        label={filter.label}
        name={name}
        options={filter.options}
        defaultValue={value}
        goneLabel={filter.gone}
      />
    )
  if (filter.as === 'text')
    return (
      <TextField
        label={filter.label}
        name={name}
        type="search"
        placeholder={filter.placeholder}
        hint={filter.hint}
        defaultValue={value}
        key={value}
      />
    )
  if (filter.as === 'day')
    return (
      <TextField
        label={filter.label}
        name={name}
        type={value.includes('T') ? 'datetime-local' : 'date'}
        defaultValue={value}
        key={value}
      />
    )
  return null
}
