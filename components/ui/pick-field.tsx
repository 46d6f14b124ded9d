'use client'
import { useId, useState } from 'react'
import { SEARCH_URL } from './search-url'
import { useFound } from './use-found'
import { TextField } from './text-field'

type Props = {
  label: string
  name: string
  hint?: string
  error?: string
  defaultValue?: string
  placeholder?: string
  /** What is looked for as one types. Without JavaScript the same is typed in full. */
  kind: 'person' | 'resource'
  /** Always offered. */
  always?: readonly string[]
}

/** A combobox of the browser's own: suggestions while typing, any text allowed. */
export function PickField({ kind, always = [], defaultValue, ...rest }: Props) {
  const list = useId()
  const [typed, setTyped] = useState('')
  const { found } = useFound(SEARCH_URL, typed, kind)
  return (
    <>
      <TextField
        {...rest}
        list={list}
        autoComplete="off"
        key={defaultValue}
        defaultValue={defaultValue}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <datalist id={list}>
        {always.map((value) => (
          <option key={value} value={value} />
        ))}
        {found.map(({ href, title, hint = '' }) => (
          <option key={href} value={kind === 'person' && hint.includes('@') ? hint : title}>
            {kind === 'person' && hint.includes('@') ? title : hint}
          </option>
        ))}
      </datalist>
    </>
  )
}
