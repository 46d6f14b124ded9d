import type { SignInsView } from '@/lib/audit/sign-ins/list-sign-ins'
import { countryName } from '../ui/country-name'
import { EmptyState } from '../ui/empty-state'
import { FilterChips } from '../ui/filter-chips'
import { KeysetPages } from '../ui/keyset-pages'
import { LinkButton } from '../ui/link-button'
import { listAddress } from '../ui/list-address'
import { SignInFilters } from './sign-in-filters'
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
      {drawnInPart && <p className="text-small text-muted">The last three months of it are drawn; all of it is listed.</p>}
      <SignInFilters values={filters} sort={query.sort} policies={policies} timeZone={timeZone} />
      <FilterChips filters={inForce(filters, policies, sorted)} clearHref={listAddress(PATH, sorted)} />
      {rows.length > 0 ? (
        <>
          <div className="flex justify-end">
            <a href={listAddress(`${PATH}/download.csv`, filters)} className="inline-flex min-h-11 items-center text-small font-medium text-accent underline underline-offset-4">
              Download CSV
            </a>
          </div>
          <SignInTable rows={rows} oldestFirst={oldestFirst} turnHref={listAddress(PATH, { ...filters, sort: oldestFirst ? '' : 'oldest' })} />
        </>
      ) : (
        <EmptyState title={narrowed ? 'Nothing matches' : 'Nobody has signed in yet'} action={narrowed && <LinkButton href={PATH}>Show everything</LinkButton>}>
          {narrowed ? 'Take a filter away, or widen the time.' : 'Each sign-in will stand here, and each time a policy asks for something or refuses.'}
        </EmptyState>
      )}
      <KeysetPages address={(more) => listAddress(PATH, { ...filters, ...sorted, ...more })} older={older} newer={newer} oldestFirst={oldestFirst} turned={Boolean(query.before ?? query.after)} />
    </div>
  )
}

const words = { person: 'Person', resource: 'Resource', outcome: 'Outcome', policy: 'Policy', country: 'Country', reference: 'Reference', from: 'From', to: 'To' }

/** Each filter in words, with the list as it is without it. */
function inForce(filters: Record<keyof typeof words, string>, policies: SignInsView['policies'], sorted: Record<string, string>) {
  const said = {
    ...filters,
    outcome: outcomeWords[filters.outcome] ?? '',
    policy: policies.find(({ id }) => id === filters.policy)?.name ?? 'deleted',
    country: filters.country && countryName(filters.country),
    from: filters.from.replace('T', ', '),
    to: filters.to.replace('T', ', '),
  }
  const names = Object.keys(words) as (keyof typeof words)[]
  return names.filter((name) => filters[name]).map((name) => ({ label: `${words[name]}: ${said[name]}`, href: listAddress(PATH, { ...filters, ...sorted, [name]: '' }) }))
}
