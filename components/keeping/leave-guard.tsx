'use client'
import { useEffect, useEffectEvent, useRef } from 'react'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { anyHalfWritten, giveUpHalfWritten } from './half-written'
import { onAskToLeave } from './leaving'
import { leadsAway } from './leads-away'
import { refuseDrops } from './refuse-drop'

/** The entry of the history that somebody is writing in. */
type Here = { url: string; state: unknown }

/** Asks once before half-written work is left: by a link, by Back, by the command menu; the browser itself asks where the whole page goes. A file dropped beside every box doesn’t replace the page either. */
export function LeaveGuard() {
  const dialog = useRef<HTMLDialogElement>(null)
  const stay = useRef<HTMLButtonElement>(null)
  const leave = useRef<() => void>(null)
  const here = useRef<Here>(null)

  const ask = useEffectEvent((then: () => void) => {
    leave.current = then
    dialog.current?.showModal()
    // By itself the browser starts at the button that closes.
    stay.current?.focus()
  })

  useEffect(() => {
    const unloading = (event: BeforeUnloadEvent) => anyHalfWritten() && event.preventDefault()
    const writing = () => {
      here.current = { url: window.location.href, state: window.history.state as unknown }
    }
    const clicked = (event: MouseEvent) => {
      const link = leadsAway(event)
      if (!link || !anyHalfWritten()) return
      event.preventDefault()
      event.stopPropagation()
      ask(() => link.click())
    }
    const wentBack = (event: PopStateEvent) => {
      const from = here.current
      if (!from || !anyHalfWritten() || samePage(from.url, window.location.href)) return
      // Not for Next.js to hear: the page stays, and its entry is put back on top of the one that was gone to.
      event.stopImmediatePropagation()
      window.history.pushState(from.state, '', from.url)
      ask(() => window.history.back())
    }
    window.addEventListener('beforeunload', unloading)
    window.addEventListener('input', writing, { capture: true })
    window.addEventListener('click', clicked, { capture: true })
    window.addEventListener('popstate', wentBack, { capture: true })
    const stop = onAskToLeave((then) => (anyHalfWritten() ? ask(then) : then()))
    return () => {
      window.removeEventListener('beforeunload', unloading)
      window.removeEventListener('input', writing, { capture: true })
      window.removeEventListener('click', clicked, { capture: true })
      window.removeEventListener('popstate', wentBack, { capture: true })
      stop()
    }
  }, [])

  useEffect(refuseDrops, [])

  function go() {
    giveUpHalfWritten()
    dialog.current?.close()
    leave.current?.()
  }

  return (
    <Dialog id="leave" ref={dialog} title="Leave without sending?">
      <p>What you have typed on this page is not sent yet.</p>
      <div className="flex flex-wrap justify-end gap-2">
        <Button onClick={go}>Leave</Button>
        <Button ref={stay} variant="primary" onClick={() => dialog.current?.close()}>
          Stay
        </Button>
      </div>
    </Dialog>
  )
}

const samePage = (one: string, other: string) => one.split('#')[0] === other.split('#')[0]
