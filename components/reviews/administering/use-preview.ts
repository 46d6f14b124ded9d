'use client'
import { useEffect, useEffectEvent, useRef, useState, useTransition } from 'react'
import { idle, type FormAction, type FormState } from '../../ui/form-state'

/** A moment after the last key. */
const PAUSE = 600

/** Asks for the preview with each change of the form around `place`, one question at a time. */
export function usePreview(ask: FormAction) {
  const place = useRef<HTMLElement>(null)
  const busy = useRef(false)
  const again = useRef(false)
  const [answer, setAnswer] = useState<FormState | null>(null)
  const [counting, startCounting] = useTransition()

  const look = useEffectEvent(() => {
    const form = place.current?.closest('form')
    if (!form) return
    if (busy.current) return void (again.current = true)
    busy.current = true
    startCounting(async () => {
      const next = await ask(idle, new FormData(form)).catch(() => null)
      startCounting(() => setAnswer(next))
      busy.current = false
      if (again.current) later()
      again.current = false
    })
  })

  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const later = useEffectEvent(() => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => look(), PAUSE)
  })

  useEffect(() => {
    const form = place.current?.closest('form')
    const listen = () => later()
    listen()
    form?.addEventListener('input', listen)
    return () => {
      clearTimeout(timer.current)
      form?.removeEventListener('input', listen)
    }
  }, [])

  return { place, answer, counting }
}
