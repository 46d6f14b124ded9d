import { useEffect, useRef, useState } from 'react'
import type { Frequency, Longest } from '@/lib/reviews/rounds/settings'

/**
 * Watches the form around `place`: days that nobody typed follow the frequency where they were too many for it. Says
 * what is wrong with those that stand there.
 */
export function useDaysThatFit(longest: Longest) {
  const place = useRef<HTMLDivElement>(null)
  const [problem, setProblem] = useState<string>()
  useEffect(() => {
    const form = place.current?.closest('form')
    if (!form) return
    const suggested = field(form, 'days1')?.value
    let shown = suggested
    const look = ({ target }: Event) => {
      const days = field(form, 'days1')
      const most = longest[field(form, 'frequency')?.value as Frequency]
      if (!days || !most) return
      if ((target as HTMLElement).matches('[name=frequency]') && days.value === shown)
        days.value = shown = String(Math.min(Number(suggested), most.days))
      const all = daysIn(form)
      setProblem(
        all.reduce((sum, one) => sum + one, 0) > most.days ? (all.length > 1 ? most.inSeveral : most.inOne) : undefined,
      )
    }
    form.addEventListener('input', look)
    return () => form.removeEventListener('input', look)
  }, [longest])
  return { place, problem }
}

const field = (form: HTMLFormElement, name: string) => form.elements.namedItem(name) as HTMLInputElement | null

/** The days of each stage there is. */
const daysIn = (form: HTMLFormElement) => {
  const stages = field(form, 'stage2')?.checked ? (field(form, 'stage3')?.checked ? 3 : 2) : 1
  return Array.from({ length: stages }, (_, at) => Number(field(form, `days${at + 1}`)?.value ?? 0))
}
