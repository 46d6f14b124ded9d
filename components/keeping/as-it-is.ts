import { anyHalfWritten } from './half-written'
import { isShown } from './is-shown'

/** What a form was filled in by: brought up to date below what stands in its fields, an older form would pass for a new one. */
const SEEN = 'form input[type="hidden"][name="revision"]'

/** Whether somebody is at work in the page, so that it stays as they saw it: its forms say by themselves that they are old. */
const isWorkedIn = () =>
  anyHalfWritten() ||
  document.querySelector('dialog[open]') !== null ||
  [...document.querySelectorAll(SEEN)].some((mark) => isShown(mark.closest('form')!))

/**
 * Has a page asked for anew that may show what is no longer so: after `stale`, as soon as its tab is looked at, and
 * whenever somebody comes back to it, where Next.js shows what was kept. `end` stops that.
 */
export function keepAsItIs(refresh: () => void) {
  let stale = false
  const look = () => {
    if (!stale || document.visibilityState !== 'visible' || isWorkedIn()) return
    stale = false
    refresh()
  }
  const ask = () => {
    stale = true
    look()
  }
  // Next.js hears of it too, and puts the kept page back first.
  const cameBack = ({ state }: PopStateEvent) => void (state !== null && setTimeout(ask))
  document.addEventListener('visibilitychange', look)
  window.addEventListener('popstate', cameBack)
  return {
    stale: ask,
    end() {
      document.removeEventListener('visibilitychange', look)
      window.removeEventListener('popstate', cameBack)
    },
  }
}
