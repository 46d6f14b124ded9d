'use client'
import { useEffect, useId, useRef, useState } from 'react'
import { Checkbox } from '../ui/checkbox'
import { Dialog } from '../ui/dialog'
import { setSingleKeys, singleKeysOn } from './keyboard'

const map = [
  { keys: ['Ctrl', 'K'], does: 'Find people, resources and pages (⌘ K on a Mac)' },
  { keys: ['/'], does: 'Go to the search field of this page', single: true },
  { keys: ['?'], does: 'Show this map', single: true },
  { keys: ['Esc'], does: 'Close what is open' },
  { keys: ['j', '↓', '↑'], does: 'In a review: move to another row', single: true },
  { keys: ['a', 'd', 'k'], does: 'In a review: approve, deny, don’t know', single: true },
  { keys: ['x', 'Space'], does: 'In a review: select the row; with Shift, several', single: true },
  { keys: ['u'], does: 'In a review: undo what was done last', single: true },
]

/** Opens as soon as it is there. */
export function KeyList({ onClose }: { onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(singleKeysOn)

  useEffect(() => dialog.current?.showModal(), [])

  return (
    <Dialog id={useId()} ref={dialog} title="Keyboard" onClose={onClose}>
      <dl className="flex flex-col gap-1">
        {map.map(({ keys, does }) => (
          <div key={does} className="flex min-h-11 items-center justify-between gap-6">
            <dt>{does}</dt>
            <dd className="flex shrink-0 gap-1">
              {keys.map((key) => (
                <kbd key={key} className="rounded border border-line bg-sunken px-2 py-0.5 font-mono text-small">
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
      <Checkbox
        label="Use single keys"
        hint="Turn off if you dictate or if keys are pressed by accident."
        checked={on}
        onChange={(event) => {
          setSingleKeys(event.currentTarget.checked)
          setOn(event.currentTarget.checked)
        }}
      />
    </Dialog>
  )
}
