import type { SignInsView } from '@/lib/audit/sign-ins/list-sign-ins'
import { countryName } from '../ui/country-name'
import { EmptyState } from '../ui/empty-state'
import { KeysetPages } from '../ui/keyset-pages'
import { zoneInWords } from '../ui/format-time'
import { LinkButton } from '../ui/link-button'
import { listAddress } from '../ui/list-address'
import type { ListFilter, Search } from '../ui/list-filter'
import { ListFilters } from '../ui/list-filters'
import { SignInTable } from './sign-in-table'
import { SignInsChart } from './sign-ins-chart'
import { outcomeWords } from './words'

const PATH = '/admin/sign-ins'

/** The trail of sign-ins with its chart, filters and pages. */
export function SignIns({ view }: { view: SignInsView }) {
  const { rows, days, drawnInPart, policies, query, timeZone, older, newer } = view
  const { person, resource, outcome, policy, country, reference, from, to } = query
  const filters = { person, resource, outcome: outcome ?? '', policy: policy ?? '', country, reference, from, to }
  const oldestFirst = query.sort === 'oldest'
  const sorted = { sort: oldestFirst ? 'oldest' : '' }
  const narrowed = Object.values(filters).some(Boolean)
  return (
    <div className="flex flex-col gap-6">
      <SignInsChart days={days} />
      {drawnInPart && (
        <p className="text-small text-muted">The last three months of it are drawn; all of it is listed.</p>
      )}
      <ListFilters
        label="Filter sign-ins"
        path={PATH}
        search={searchOf(query)}
        filters={filtersOf(filters, policies)}
        keep={sorted}
        note={`Days begin and end by the clocks of ${zoneInWords(timeZone)}.`}
      />
      {rows.length > 0 ? (
        <>
          <div className="flex justify-end">
            <a
              href={listAddress(`${PATH}/download.csv`, filters)}
              className="inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4"
            >
              Download CSV
            </a>
          </div>
          <SignInTable
            rows={rows}
            oldestFirst={oldestFirst}
            turnHref={listAddress(PATH, { ...filters, sort: oldestFirst ? '' : 'oldest' })}
          />
        </>
      ) : (
        <EmptyState
          title={narrowed ? 'Nothing matches' : 'Nobody has signed in yet'}
          action={narrowed && <LinkButton href={PATH}>Show everything</LinkButton>}
        >
          {narrowed
            ? 'Take a filter away, or widen the time.'
            : 'Each sign-in will stand here, and each time a policy asks for something or refuses.'}
        </EmptyState>
      )}
      <KeysetPages
        address={(more) => listAddress(PATH, { ...filters, ...sorted, ...more })}
        older={older}
        newer={newer}
        oldestFirst={oldestFirst}
        turned={Boolean(query.before ?? query.after)}
      />
    </div>
  )
}

const searchOf = ({ person }: SignInsView['query']): Search => ({
  name: 'person',
  label: 'Person',
  value: person,
  said: 'Person',
})

type Values = Record<'resource' | 'outcome' | 'policy' | 'country' | 'reference' | 'from' | 'to', string>

const filtersOf = (
  { resource, outcome, policy, country, reference, from, to }: Values,
  policies: SignInsView['policies'],
): ListFilter[] => [
  {
    as: 'select',
    name: 'outcome',
    label: 'Outcome',
    value: outcome,
    options: [
      { value: '', label: 'Everything' },
      ...Object.entries(outcomeWords).map(([value, label]) => ({ value, label })),
    ],
  },
  { as: 'text', name: 'reference', label: 'Reference', value: reference, placeholder: 'F7K2-9QXM' },
  { as: 'text', name: 'resource', label: 'Resource', value: resource, placeholder: 'Title' },
  {
    as: 'select',
    name: 'policy',
    label: 'Policy',
    value: policy,
    options: [{ value: '', label: 'Any' }, ...policies.map(({ id, name }) => ({ value: id, label: name }))],
    gone: 'A deleted policy',
  },
  {
    as: 'text',
    name: 'country',
    label: 'Country',
    value: country,
    hint: 'Two letters, such as AT, or “unknown”.',
    said: countryName(country),
  },
  { as: 'day', name: 'from', label: 'From', value: from },
  { as: 'day', name: 'to', label: 'To', value: to },
]
