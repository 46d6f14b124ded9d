import { listAddress } from './list-address'

type Option = { value: string; label: string; /** How many there are of it. */ count?: number | null }

/** One filter of a list, as the address has it. `value` empty: not in force. */
export type ListFilter = { name: string; value: string } & (
  | {
      /** A chip for each option: one press chooses it, another takes it away. */ as: 'chips'
      options: readonly Option[]
    }
  | {
      as: 'select'
      label: string
      options: readonly Option[]
      /** What a value is called that is no option. */ gone?: string
    }
  | { as: 'text'; label: string; placeholder?: string; hint?: string; /** The value in words. */ said?: string }
  | { /** A day, or a minute where the address says one. */ as: 'day'; label: string }
  | { /** Set by a link of another page, and taken away here. */ as: 'given'; said: string }
)

export type Search = {
  /** In the address; `q` unless said. */ name?: string
  label: string
  value: string
  /** Stands before what was looked for, where the list has more fields to type in. */ said?: string
}

export type FiltersOfList = {
  /** Of the list without anything. */
  path: string
  search?: Search
  filters?: readonly ListFilter[]
  /** Sorting, which stays as it is. */
  keep?: Record<string, string | null>
  /** The place on the page that the list stands at. */
  hash?: string
}

/** The address of the list with one filter as `value` says, and on its first page. */
export function filteredBy(
  { path, search, filters = [], keep = {}, hash = '' }: FiltersOfList,
  name: string,
  value: string,
) {
  const searched = search ? { [search.name ?? 'q']: search.value } : {}
  return (
    listAddress(path, {
      ...searched,
      ...Object.fromEntries(filters.map((filter) => [filter.name, filter.value])),
      ...keep,
      [name]: value,
    }) + hash
  )
}

/** The address of the list without any filter. */
export const unfiltered = ({ path, keep = {}, hash = '' }: FiltersOfList) => listAddress(path, keep) + hash

/** A filter in words; null: it stands as a chip of its own. */
function inWords(filter: ListFilter): string | null {
  if (filter.as === 'chips') return null
  if (filter.as === 'given') return filter.said
  if (filter.as === 'select')
    return `${filter.label}: ${filter.options.find(({ value }) => value === filter.value)?.label.trim() ?? filter.gone ?? filter.value}`
  if (filter.as === 'day') return `${filter.label}: ${filter.value.replace('T', ', ')}`
  return `${filter.label}: ${filter.said ?? filter.value}`
}

/** Every filter in force that has no chip of its own, in words, with the address of the list without it. */
export function inForce(list: FiltersOfList): { label: string; href: string }[] {
  const { search, filters = [] } = list
  const searched = search?.value
    ? [
        {
          label: search.said ? `${search.said}: ${search.value}` : `“${search.value}”`,
          href: filteredBy(list, search.name ?? 'q', ''),
        },
      ]
    : []
  const others = filters.flatMap((filter) => {
    const label = filter.value && inWords(filter)
    return label ? [{ label, href: filteredBy(list, filter.name, '') }] : []
  })
  return [...searched, ...others]
}
