'use client'
import { useEffect, useRef, useState, type RefObject } from 'react'

/**
 * Keeps the form around an element from being sent while `busy`, and sends it by itself as soon as that is over.
 * Resolves to whether somebody has pressed the button and waits; when it is over and not `ready`, after a problem
 * or a change of mind, nothing is sent.
 */
export function useHoldBack(within: RefObject<HTMLElement | null>, busy: boolean, ready: boolean) {
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
      if (ready) form?.requestSubmit(submitter.current)
    })
    return () => clearTimeout(sending)
  }, [waiting, busy, ready, within])

  return waiting
}
