'use client'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { ActionForm } from '../ui/action-form'
import type { FormAction } from '../ui/form-state'

type Props = {
  spaceId: string
  from: string
  /** Null: the reader may not move anything. */
  move: FormAction | null
  children: ReactNode
}

type Drop = { entries: string[]; into: string }

const TYPE = 'application/x-foyer-entries'

/** Lets entries be dragged onto a folder, or onto the way to the one that is shown: sends what "Move" sends. */
export function MoveByDrag({ spaceId, from, move, children }: Props) {
  const area = useRef<HTMLDivElement>(null)
  const over = useRef<HTMLElement | null>(null)
  const [drop, setDrop] = useState<Drop>({ entries: [], into: '' })
  if (!move) return <div>{children}</div>

  function show(place: HTMLElement | null) {
    delete over.current?.dataset.over
    over.current = place
    if (place) place.dataset.over = 'true'
  }

  function start({ target, dataTransfer }: DragEvent) {
    const entry = (target as HTMLElement).closest<HTMLElement>('[data-entry]')?.dataset.entry
    if (!entry) return
    const chosen = chosenIn(area.current)
    dataTransfer.setData(TYPE, (chosen.includes(entry) ? chosen : [entry]).join(' '))
    dataTransfer.effectAllowed = 'move'
  }

  function hover(event: DragEvent) {
    const place = event.dataTransfer.types.includes(TYPE) ? placeOf(event.target) : null
    show(place)
    if (place) event.preventDefault()
  }

  function end(event: DragEvent) {
    show(null)
    const into = folderOf(placeOf(event.target))
    const entries = event.dataTransfer.getData(TYPE).split(' ').filter(Boolean)
    if (!into || entries.length === 0) return
    event.preventDefault()
    if (entries.includes(`folder:${into}`)) return
    flushSync(() => setDrop({ entries, into }))
    area.current?.querySelector<HTMLFormElement>('[data-dropped] form')?.requestSubmit()
  }

  return (
    <div
      ref={area}
      onDragStart={start}
      onDragOver={hover}
      onDragEnd={() => show(null)}
      onDrop={end}
      className="[&_[data-over]]:bg-accent-tint"
    >
      <div data-dropped>
        <ActionForm action={move} className="has-[[role=alert]]:mb-4">
          <input type="hidden" name="spaceId" value={spaceId} />
          <input type="hidden" name="from" value={from} />
          <input type="hidden" name="into" value={drop.into} />
          {drop.entries.map((entry) => {
            const [what = '', id] = entry.split(':')
            return <input key={entry} type="hidden" name={what} value={id} />
          })}
        </ActionForm>
      </div>
      {children}
    </div>
  )
}

/** What can be dropped on: the row of a folder, or a part of the way. */
function placeOf(target: EventTarget): HTMLElement | null {
  const element = target as HTMLElement
  const place = element.closest<HTMLElement>('tr, li[data-folder]')
  return folderOf(place) ? place : null
}

const folderOf = (place: HTMLElement | null) =>
  place?.dataset.folder ?? place?.querySelector<HTMLElement>('[data-folder]')?.dataset.folder

const chosenIn = (area: HTMLElement | null) =>
  [...(area?.querySelectorAll<HTMLInputElement>('[data-entry] input:checked') ?? [])].map(
    ({ name, value }) => `${name}:${value}`,
  )
