'use client'
import clsx from 'clsx'
import { X } from 'lucide-react'
import { useId, type MouseEvent, type ReactNode, type Ref } from 'react'

type Props = {
  id: string
  ref: Ref<HTMLDialogElement>
  title: ReactNode
  children: ReactNode
  onClose?: () => void
  className?: string
}

/** A native modal dialog: the browser keeps the focus inside, closes on Escape and gives the focus back. */
export function Dialog({ id, ref, title, children, onClose, className }: Props) {
  const heading = useId()
  return (
    <dialog
      id={id}
      ref={ref}
      aria-labelledby={heading}
      onClose={onClose}
      onClick={closeOnBackdrop}
      className={clsx('panel', className)}
    >
      <div className="flex flex-col gap-4 p-6">
        <div className="flex items-start justify-between gap-4">
          <h2 id={heading} className="text-lead font-semibold">
            <bdi>{title}</bdi>
          </h2>
          <form method="dialog" className="-m-2.5">
            <button
              type="submit"
              aria-label="Close"
              className="grid size-11 place-items-center rounded text-muted hover:bg-sunken hover:text-ink"
            >
              <X className="size-5" />
            </button>
          </form>
        </div>
        {children}
      </div>
    </dialog>
  )
}

function closeOnBackdrop(event: MouseEvent<HTMLDialogElement>) {
  if (event.target === event.currentTarget) event.currentTarget.close()
}
