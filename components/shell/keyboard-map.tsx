'use client'
import { useEffect, useEffectEvent, useRef, useState, useId } from 'react'
import { Checkbox } from '../ui/checkbox'
import { Dialog } from '../ui/dialog'
import { isTyping, keyboardMapEvent, setSingleKeys, singleKeysOn } from './keyboard'

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

export function KeyboardMap() {
  const dialog = useRef<HTMLDialogElement>(null)
  const [on, setOn] = useState(true)

  const show = useEffectEvent(() => {
    if (dialog.current?.open) return
    setOn(singleKeysOn())
    dialog.current?.showModal()
  })
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysOn()) return
    if (event.key === '?') show()
    if (event.key === '/' && focusSearch()) event.preventDefault()
  })

  useEffect(() => {
    const onShow = () => show()
    const onPress = (event: KeyboardEvent) => press(event)
    window.addEventListener(keyboardMapEvent, onShow)
    window.addEventListener('keydown', onPress)
    return () => {
      window.removeEventListener(keyboardMapEvent, onShow)
      window.removeEventListener('keydown', onPress)
    }
  }, [])

  return (
    <Dialog id={useId()} ref={dialog} title="Keyboard">
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

function focusSearch() {
  const field = document.querySelector<HTMLElement>('[data-search]')
  field?.focus()
  return field !== null
}
