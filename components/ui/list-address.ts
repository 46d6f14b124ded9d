type Values = Record<string, string | number | null | undefined>

/** The address of a list: its path, and of its filters those that say something. */
export function listAddress(path: string, values: Values) {
  const filters = Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== '')
  const query = new URLSearchParams(filters.map(([name, value]) => [name, String(value)])).toString()
  return query ? `${path}?${query}` : path
}

/** The header of a sortable column: where it leads, and whether the list is sorted by it now. */
export const sortBy = <Sort extends string>(
  now: Sort,
  by: Sort,
  direction: 'ascending' | 'descending',
  address: (sort: Sort) => string,
) => ({
  href: address(by),
  direction: now === by ? direction : null,
})
