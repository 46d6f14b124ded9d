'use client'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { FormState } from './form-state'

/** A moment after the last key. */
const PAUSE = 600

/** Asks for the preview with each change of the form around `place`, one question at a time. */
export function usePreview(url: string) {
  const place = useRef<HTMLElement>(null)
  const busy = useRef(false)
  const again = useRef(false)
  const [answer, setAnswer] = useState<FormState | null>(null)
  const [counting, setCounting] = useState(false)

  const look = useEffectEvent(async () => {
    const form = place.current?.closest('form')
    if (!form) return
    again.current = busy.current
    if (busy.current) return
    busy.current = true
    setCounting(true)
    let next: FormState | null
    // Again, where the form was changed while the answer was on its way.
    do {
      again.current = false
      next = await ask(url, form)
    } while (again.current)
    busy.current = false
    setAnswer(next)
    setCounting(false)
  })

  useEffect(() => {
    const form = place.current?.closest('form')
    let timer: ReturnType<typeof setTimeout>
    const later = () => {
      clearTimeout(timer)
      timer = setTimeout(() => void look(), PAUSE)
    }
    later()
    form?.addEventListener('input', later)
    return () => {
      clearTimeout(timer)
      form?.removeEventListener('input', later)
    }
  }, [])

  return { place, answer, counting }
}

/** Null when it can't be asked now. */
async function ask(url: string, form: HTMLFormElement): Promise<FormState | null> {
  try {
    const answer = await fetch(url, { method: 'POST', body: new FormData(form) })
    return answer.ok ? ((await answer.json()) as FormState) : null
  } catch {
    return null
  }
}
