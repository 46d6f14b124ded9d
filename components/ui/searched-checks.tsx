'use client'
import { Search } from 'lucide-react'
import { use, useState, type ChangeEvent, type KeyboardEvent } from 'react'
import { CheckGroup, tickedIn } from './check-group'
import { controlClass } from './field'
import { FormContext } from './form-context'
import { useHydrated } from './use-hydrated'
import { withKept } from './with-kept'

type Props = {
  legend: string
  name: string
  options: readonly { value: string; label: string }[]
  ticked: readonly string[]
  /** What the field that narrows the list is called. */ search: string
}

/** Named before the rest are counted. */
const NAMED = 6

/** Any of a great many: what was chosen stands first, and a field narrows the list. Without JavaScript it is the plain list. */
export function SearchedChecks({ options: offered, search, ...group }: Props) {
  const options = withKept(offered, group.ticked)
  const { values } = use(FormContext)
  const [first] = useState(() => tickedIn(values, group))
  const [chosen, setChosen] = useState(first)
  const [typed, setTyped] = useState('')
  const isFirst = ({ value }: Props['options'][number]) => first.includes(value)
  const ordered = [...options.filter(isFirst), ...options.filter((option) => !isFirst(option))]
  const shows = ({ value, label }: Props['options'][number]) =>
    plain(label).includes(plain(typed)) || plain(value) === plain(typed)
  const names = options.filter(({ value }) => chosen.includes(value)).map(({ label }) => label)
  const note = (event: ChangeEvent<HTMLFieldSetElement>) => {
    const { name, value, checked } = event.target as EventTarget as HTMLInputElement
    if (name !== group.name) return
    setChosen((before) => [...before.filter((one) => one !== value), ...(checked ? [value] : [])])
  }
  return (
    <CheckGroup {...group} options={ordered} columns={2} shows={shows} onChange={note}>
      {useHydrated() && (
        <>
          <span className="relative block max-w-md">
            <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
            <input
              type="search"
              dir="auto"
              aria-label={search}
              placeholder={search}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
              onKeyDown={stay}
              className={`${controlClass} pl-9`}
            />
          </span>
          <p className="min-h-5 text-small text-muted">{names.length > 0 && `Chosen: ${inShort(names)}`}</p>
          {!options.some(shows) && <p role="status">Nothing matches “{typed}”.</p>}
        </>
      )}
    </CheckGroup>
  )
}

/** Enter looks for something here: it does not send the form. */
const stay = (event: KeyboardEvent) => event.key === 'Enter' && event.preventDefault()

/** As it may be typed: without accents and capitals. */
const plain = (text: string) => text.trim().normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()

const inShort = (names: string[]) =>
  new Intl.ListFormat('en').format(
    names.length > NAMED ? [...names.slice(0, NAMED - 1), `${names.length - NAMED + 1} more`] : names,
  )
