'use client'
import { giveUpHalfWritten } from './half-written'

/** Hides the whole page at once, whatever it shows. */
export const cover = () => document.documentElement.setAttribute('data-covered', '')

export const uncover = () => document.documentElement.removeAttribute('data-covered')

/** Hides a page that is no longer this browser's to show, drops what was typed in it, and asks for it anew. */
export function coverAndLoad() {
  cover()
  giveUpHalfWritten()
  window.location.reload()
}
