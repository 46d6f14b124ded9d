'use client'
import { useEffect, useRef, useState, type RefObject } from 'react'

/**
 * Keeps the form around an element from being sent while `busy`, and sends it by itself as soon as that is over.
 * Resolves to whether somebody has pressed the button and waits; a problem on the way ends the waiting.
 */
export function useHoldBack(within: RefObject<HTMLElement | null>, busy: boolean, failed: boolean) {
  const [waiting, setWaiting] = useState(false)
  const submitter = useRef<HTMLElement | null>(null)

  useEffect(() => {
    const form = within.current?.closest('form')
    if (!form || !busy) return
    const hold = (event: SubmitEvent) => {
      event.preventDefault()
      event.stopImmediatePropagation()
      submitter.current = event.submitter
      setWaiting(true)
    }
    // Before React, which listens at the root.
    form.addEventListener('submit', hold, { capture: true })
    return () => form.removeEventListener('submit', hold, { capture: true })
  }, [within, busy])

  useEffect(() => {
    if (!waiting || busy) return
    const form = within.current?.closest('form')
    const sending = setTimeout(() => {
      setWaiting(false)
      if (!failed) form?.requestSubmit(submitter.current)
    })
    return () => clearTimeout(sending)
  }, [waiting, busy, failed, within])

  return waiting
}
