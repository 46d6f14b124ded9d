import { Search as Glass } from 'lucide-react'
import { GetForm } from './get-form'
import { Fragment, useId, type ReactNode } from 'react'
import { Button } from './button'
import { controlClass } from './field'
import { FilterChips } from './filter-chips'
import { FilterField } from './filter-field'
import type { FiltersOfList, ListFilter, Search } from './list-filter'

type Props = FiltersOfList & {
  /** What it narrows, for whoever can't see it. */
  label?: string
  /** Below the fields that are folded away. */
  note?: ReactNode
  /** To the right of the search, such as what is done with what is found. */
  beside?: ReactNode
}

/** How every list is narrowed: a search, what else it can be narrowed by, and a chip for each filter in force. Works without JavaScript: a GET form and links. */
export function ListFilters({ label, note, beside, ...list }: Props) {
  const { path, search, filters = [], keep = {} } = list
  const fields = filters.filter(({ as }) => as === 'select' || as === 'text' || as === 'day')
  const hidden = [
    ...filters.filter((filter) => !fields.includes(filter)).map(({ name, value }) => [name, value] as const),
    ...Object.entries(keep),
  ]
  return (
    <div className="flex flex-col gap-3">
      {(search || fields.length > 0 || beside) && (
        <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
          {(search || fields.length > 0) && (
            <GetForm action={path} role="search" aria-label={label} className="flex min-w-0 grow flex-col">
              {hidden.map(([name, value]) => value && <input key={name} type="hidden" name={name} value={value} />)}
              {search && <SearchRow search={search} />}
              {fields.length > 0 && <MoreFilters fields={fields} note={note} />}
            </GetForm>
          )}
          {beside}
        </div>
      )}
      <FilterChips list={list} />
    </div>
  )
}

function SearchRow({ search: { name = 'q', label, value } }: { search: Search }) {
  const id = useId()
  return (
    <div className="flex w-full max-w-md gap-2">
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <span className="relative block min-w-0 grow">
        <Glass className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
        <input
          dir="auto"
          id={id}
          type="search"
          name={name}
          key={value}
          defaultValue={value}
          placeholder={label}
          className={`${controlClass} pl-9`}
          data-search
        />
      </span>
      <Button type="submit">Search</Button>
    </div>
  )
}

const MoreFilters = ({ fields, note }: { fields: readonly ListFilter[]; note: ReactNode }) => (
  <details>
    <summary className="inline-flex min-h-11 cursor-pointer items-center text-small font-medium text-accent underline underline-offset-4">
      More filters
    </summary>
    <div className="mt-1 grid items-start gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {fields.map((filter) => (
        <Fragment key={filter.name}>
          <FilterField filter={filter} />
        </Fragment>
      ))}
    </div>
    <div className="mt-4 mb-2 flex flex-wrap items-center gap-x-4 gap-y-2">
      <Button type="submit">Apply filters</Button>
      {note && <p className="text-small text-muted">{note}</p>}
    </div>
  </details>
)
