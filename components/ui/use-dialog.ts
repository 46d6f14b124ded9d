'use client'
import { useId, useRef, type MouseEvent } from 'react'

/**
 * Ties buttons to a native modal dialog. The `command` attributes open and close it without JavaScript where the
 * browser knows them; the clicks do it everywhere else.
 */
export function useDialog() {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)

  const close = () => dialog.current?.close()
  function onOpen(event: MouseEvent) {
    event.preventDefault()
    dialog.current?.showModal()
    // By itself the browser starts at the button that closes.
    dialog.current?.querySelector<HTMLElement>('input:not([type=hidden]), select, textarea')?.focus()
  }
  function onClose(event: MouseEvent) {
    event.preventDefault()
    close()
  }

  return {
    id,
    dialog,
    close,
    opener: { 'aria-haspopup': 'dialog' as const, command: 'show-modal', commandfor: id, onClick: onOpen },
    closer: { command: 'close', commandfor: id, onClick: onClose },
  }
}
