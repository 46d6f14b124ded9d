'use client'
import { useId, useRef, useState, type ChangeEvent, type ComponentProps, type KeyboardEvent } from 'react'
import { sharePath } from '@/lib/page-paths'
import type { Found } from '@/lib/search/search'
import { TextArea } from './text-area'
import { TextField } from './text-field'
import { SEARCH_URL } from './search-url'
import { useFound } from './use-found'
import { useHydrated } from './use-hydrated'

type Props = Omit<ComponentProps<typeof TextArea>, 'ref' | 'id'> & {
  /** What is looked for as one types: a guest and a member go in by address, a resource by title. */
  kind: 'guest' | 'member' | 'resource'
  /** Names the field that finds. */
  find: string
}

/** A line each, typed or found: what is chosen from the suggestions becomes a line. Without JavaScript all is typed. */
export function PickArea({ kind, find, ...area }: Props) {
  const id = useId()
  const [typed, setTyped] = useState('')
  const place = useRef<HTMLDivElement>(null)
  const { found } = useFound(SEARCH_URL, typed, kind)
  const choices = found.map((one) => ({ ...one, line: lineOf(one, found) }))

  function take(line: string) {
    setTyped('')
    addLine(place.current!.querySelector('textarea')!, line)
  }

  function change({ currentTarget: { value } }: ChangeEvent<HTMLInputElement>) {
    if (choices.some(({ line }) => line === value)) take(value)
    else setTyped(value)
  }

  /** Enter takes the only one there is, and never sends the form. */
  function enter(event: KeyboardEvent) {
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (choices.length === 1) take(choices[0]!.line)
  }

  return (
    <div ref={place} className="flex flex-col gap-2">
      <TextArea {...area} spellCheck={false} />
      {useHydrated() && (
        <>
          <TextField
            label={<span className="text-small font-normal text-muted">{find}</span>}
            value={typed}
            onChange={change}
            list={`${id}-found`}
            autoComplete="off"
            onKeyDown={enter}
          />
          <datalist id={`${id}-found`}>
            {choices.map(({ href, line, title, hint }) => (
              <option key={href} value={line}>
                {line === title ? hint : title}
              </option>
            ))}
          </datalist>
        </>
      )}
    </div>
  )
}

/** A person's address; a resource's title, or its page where several are called so. */
function lineOf({ kind, title, hint = '', href }: Found, all: Found[]) {
  if (kind === 'person') return hint.includes('@') ? hint : title
  return all.filter((one) => one.title === title).length > 1 ? sharePath(href.split('/').at(-1)!) : title
}

/** As if it had been typed, so that whoever listens to the form hears of it. */
function addLine(area: HTMLTextAreaElement, line: string) {
  const lines = area.value
    .split('\n')
    .map((one) => one.trim())
    .filter(Boolean)
  if (!lines.includes(line)) area.value = [...lines, line].join('\n')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}
