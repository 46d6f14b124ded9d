'use client'
import { useEffect, useId, useRef } from 'react'
import { Dialog } from '../ui/dialog'

/** Stands in place of a part that comes when it is asked for, and did not come. The page around it stays as it was typed. */
export const NotLoaded = () => (
  <p role="alert" className="p-4">
    This could not be loaded: the connection was lost, or Foyer was updated after this page was opened. What you typed
    is still here. Copy what you need, then load the page again.
  </p>
)

/** The same where the part would have opened a dialog by itself. */
export function NotLoadedDialog({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <Dialog id={useId()} ref={dialog} title="Keyboard" onClose={onClose}>
      <NotLoaded />
    </Dialog>
  )
}
