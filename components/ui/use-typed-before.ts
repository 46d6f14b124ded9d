import { useEffect, useEffectEvent, useRef } from 'react'

/**
 * Returns the `ref` of a field whose `value` is state. Tells `hear` what was typed into the field before the page came
 * alive: React leaves it standing there and tells nobody, so that it would be lost with the next change of the page.
 */
export function useTypedBefore(value: string, hear: (typed: string) => void) {
  const field = useRef<HTMLInputElement>(null)
  const look = useEffectEvent(() => {
    const typed = field.current?.value ?? value
    if (typed !== value) hear(typed)
  })
  useEffect(() => look(), [])
  return field
}
