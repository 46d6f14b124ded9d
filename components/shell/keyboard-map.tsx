'use client'
import { lazy, Suspense, useEffect, useEffectEvent, useState } from 'react'
import { isTyping, keyboardMapEvent, singleKeysOn } from './keyboard'
import { NotLoadedDialog } from './not-loaded'

const KeyList = lazy(() =>
  import('./key-list').then(
    (file) => ({ default: file.KeyList }),
    () => ({ default: NotLoadedDialog }),
  ),
)

/** Single keys, and the map of them; the map itself comes when it is asked for. */
export function KeyboardMap() {
  const [open, setOpen] = useState(false)

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !singleKeysOn()) return
    if (event.key === '?') setOpen(true)
    if (event.key === '/' && focusSearch()) event.preventDefault()
  })

  useEffect(() => {
    const onShow = () => setOpen(true)
    const onPress = (event: KeyboardEvent) => press(event)
    window.addEventListener(keyboardMapEvent, onShow)
    window.addEventListener('keydown', onPress)
    return () => {
      window.removeEventListener(keyboardMapEvent, onShow)
      window.removeEventListener('keydown', onPress)
    }
  }, [])

  if (!open) return null
  return (
    <Suspense>
      <KeyList onClose={() => setOpen(false)} />
    </Suspense>
  )
}

function focusSearch() {
  const field = document.querySelector<HTMLElement>('[data-search]')
  field?.focus()
  return field !== null
}
