import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it, vi } from 'vitest'
import { filteredBy, type FiltersOfList, inForce } from './list-filter'
import { ListFilters } from './list-filters'

vi.mock('next/link', () => ({ default: ({ prefetch: _, ...rest }: { prefetch?: boolean }) => <a {...rest} /> }))
vi.mock('next/form', () => ({ default: ({ prefetch: _, ...rest }: { prefetch?: false }) => <form {...rest} /> }))

const list = (more: Partial<FiltersOfList> = {}): FiltersOfList => ({
  path: '/list',
  search: { label: 'Name', value: 'ada' },
  filters: [
    {
      as: 'chips',
      name: 'state',
      value: 'open',
      options: [
        { value: 'open', label: 'Open', count: 3 },
        { value: 'shut', label: 'Shut', count: 1200 },
      ],
    },
    {
      as: 'select',
      name: 'kind',
      label: 'Kind',
      value: 'a.b',
      options: [
        { value: '', label: 'All' },
        { value: 'a.b', label: '\u2003Something happened' },
      ],
    },
    { as: 'day', name: 'from', label: 'From', value: '2026-01-02T03:04' },
    { as: 'given', name: 'who', value: '7', said: 'One reviewer' },
    { as: 'text', name: 'title', label: 'Title', value: '' },
  ],
  keep: { sort: 'newest' },
  hash: '#here',
  ...more,
})

describe('the filters of a list', () => {
  it('lead to the same list with one of them as it is wanted, on its first page, and keep all others', () => {
    expect(filteredBy(list(), 'state', '')).toBe('/list?q=ada&kind=a.b&from=2026-01-02T03%3A04&who=7&sort=newest#here')
    expect(
      filteredBy(
        list({ search: { name: 'person', label: 'Person', value: 'a b' }, filters: [], keep: {} }),
        'person',
        '',
      ),
    ).toBe('/list#here')
  })

  it('in force are told in words, each with the list as it is without it', () => {
    expect(inForce(list()).map(({ label }) => label)).toEqual([
      '“ada”',
      'Kind: Something happened',
      'From: 2026-01-02, 03:04',
      'One reviewer',
    ])
    expect(
      inForce(
        list({
          filters: [
            { as: 'select', name: 'policy', label: 'Policy', value: 'x', options: [], gone: 'A deleted policy' },
          ],
        }),
      ).at(-1),
    ).toEqual({ label: 'Policy: A deleted policy', href: '/list?q=ada&sort=newest#here' })
  })

  it('are one GET form with whatever it does not show, and chips that say what is seen of them', () => {
    const html = renderToStaticMarkup(<ListFilters label="Find" {...list()} />)
    expect(html.match(/<form/g)).toHaveLength(1)
    for (const said of ['action="/list"', 'role="search"', 'aria-label="Find"'])
      expect(/<form[^>]*>/.exec(html)![0]).toContain(said)
    expect(
      [...html.matchAll(/type="hidden" name="(\w+)" value="(\w+)"/g)].map(([, name, value]) => `${name}=${value}`),
    ).toEqual(['state=open', 'who=7', 'sort=newest'])
    const chips = [...html.matchAll(/<a [^>]*>(.*?)<\/a>/g)].map(([, inner]) => inner!.replace(/<[^>]+>/g, ''))
    expect(chips).toEqual([
      'Remove filter Open',
      'Shut, 1,200',
      'Remove filter “ada”',
      'Remove filter Kind: Something happened',
      'Remove filter From: 2026-01-02, 03:04',
      'Remove filter One reviewer',
      'Clear all',
    ])
  })

  it('leave nothing where there is nothing to narrow by', () => {
    expect(renderToStaticMarkup(<ListFilters path="/list" search={{ label: 'Name', value: '' }} />)).not.toContain(
      '<ul',
    )
  })
})
