import { useEffect, useRef, useState } from 'react'

const picked = new Set(['date', 'datetime-local', 'time'])

/** Marks a field for a date or time as empty while it is: WebKit writes today's in gray into it, as if it were chosen, and the style sheet hides that. */
export function useEmptiness(type: string | undefined, given: string | undefined) {
  const field = useRef<HTMLInputElement>(null)
  const [empty, setEmpty] = useState(!given)
  const watched = type !== undefined && picked.has(type)

  useEffect(() => {
    const form = watched && field.current?.form
    if (!form) return
    // A form is emptied after it says so.
    const look = () => void setTimeout(() => setEmpty(!field.current?.value))
    form.addEventListener('reset', look)
    return () => form.removeEventListener('reset', look)
  }, [watched])

  return watched ? { ref: field, 'data-empty': empty || undefined, onInput: () => setEmpty(!field.current?.value) } : {}
}
