'use client'
import clsx from 'clsx'
import { useState, type DragEvent, type ReactNode } from 'react'

/** Takes what is dragged over it from the desktop. */
export function DropZone({ onDrop, children }: { onDrop: (files: FileList) => void; children: ReactNode }) {
  const [over, setOver] = useState(false)
  function drag(event: DragEvent, entering: boolean) {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setOver(entering)
  }
  function drop(event: DragEvent) {
    drag(event, false)
    if (event.dataTransfer.files.length > 0) onDrop(event.dataTransfer.files)
  }
  return (
    <div
      onDragOver={(event) => drag(event, true)}
      onDragLeave={(event) => drag(event, false)}
      onDrop={drop}
      className={clsx(
        'field flex flex-col gap-1.5 rounded border border-dashed p-4',
        over ? 'border-accent bg-accent-tint' : 'border-control',
      )}
    >
      {children}
    </div>
  )
}
