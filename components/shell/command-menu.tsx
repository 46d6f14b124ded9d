'use client'
import { Search } from 'lucide-react'
import { lazy, Suspense, useEffect, useEffectEvent, useId, useRef, useState } from 'react'
import type { Destination } from './command-list'
import { commandMenuEvent } from './keyboard'
import { NotLoaded } from './not-loaded'

const CommandList = lazy(() =>
  import('./command-list').then(
    (file) => ({ default: file.CommandList }),
    () => ({ default: NotLoaded }),
  ),
)

type Props = {
  pages: readonly Destination[]
  actions?: readonly Destination[]
  /** Answers `?q=` with JSON `[{kind, title, hint, href}]`. */
  searchUrl?: string
}

/** Ctrl/Cmd-K: finds pages and what can be done, and through `searchUrl` people and resources. */
export function CommandMenu({ pages, actions = [], searchUrl }: Props) {
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState(false)

  const show = useEffectEvent(() => {
    setOpen(true)
    if (!dialog.current?.open) dialog.current?.showModal()
  })

  useEffect(() => {
    const onShow = () => show()
    const onPress = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      show()
    }
    window.addEventListener(commandMenuEvent, onShow)
    window.addEventListener('keydown', onPress)
    return () => {
      window.removeEventListener(commandMenuEvent, onShow)
      window.removeEventListener('keydown', onPress)
    }
  }, [])

  return (
    <dialog
      id={id}
      ref={dialog}
      aria-label="Find"
      onClose={() => setOpen(false)}
      onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()}
      className="panel mt-[12dvh]! max-w-xl"
    >
      {open && (
        <Suspense
          fallback={
            <p className="flex min-h-14 items-center gap-3 px-4 text-muted">
              <Search className="size-4" /> Find
            </p>
          }
        >
          <CommandList pages={pages} actions={actions} searchUrl={searchUrl} close={() => dialog.current?.close()} />
        </Suspense>
      )}
    </dialog>
  )
}
