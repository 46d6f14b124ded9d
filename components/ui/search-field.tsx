import { Search } from 'lucide-react'
import Form from 'next/form'
import { useId } from 'react'
import { Button } from './button'
import { controlClass } from './field'

type Props = {
  label: string
  name?: string
  defaultValue?: string
  /** Where the results are; this page unless said. */
  action?: string
  /** Filters and sorting that stay as they are. */
  keep?: Record<string, string>
}

/** A whole GET form: field and button. */
export function SearchField({ label, name = 'q', defaultValue, action = '', keep = {} }: Props) {
  const id = useId()
  return (
    <Form action={action} role="search" className="flex max-w-md gap-2">
      {Object.entries(keep).map(([key, value]) => (
        <input key={key} type="hidden" name={key} value={value} />
      ))}
      <label htmlFor={id} className="sr-only">
        {label}
      </label>
      <span className="relative block grow">
        <Search className="pointer-events-none absolute top-1/2 left-3 size-4 -translate-y-1/2 text-muted" />
        <input
          dir="auto"
          id={id}
          type="search"
          name={name}
          key={defaultValue}
          defaultValue={defaultValue}
          placeholder={label}
          className={`${controlClass} pl-9`}
          data-search
        />
      </span>
      <Button type="submit">Search</Button>
    </Form>
  )
}
