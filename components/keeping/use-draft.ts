'use client'
import { use, useEffect, useEffectEvent, useState, type RefObject } from 'react'
import { browserStore } from './browser-store'
import { canSeal, dropDraft, findDraft, keepDraft, type Draft } from './draft-store'
import { PagePersonContext } from './page-person'
import { reveal } from './reveal'
import { onSent } from './sent'

/** Milliseconds after the last key. */
const PAUSE = 400

/**
 * Keeps what is typed into a text area as a draft until its form is sent, and brings it back where the page was lost.
 * Answers when the text that was brought back was written, and how to be rid of it.
 */
export function useDraft(area: RefObject<HTMLTextAreaElement | null>, wanted: boolean) {
  const person = use(PagePersonContext)
  const [broughtBack, setBroughtBack] = useState<Date | null>(null)
  const [id, draftKey] = wanted && person ? [person.id, person.draftKey] : [null, null]

  const bringBack = useEffectEvent((draft: Draft | null) => {
    const field = area.current
    if (!draft || !field || field.value !== field.defaultValue || field.value === draft.text) return
    write(field, draft.text)
    reveal(field)
    setBroughtBack(draft.at)
  })

  useEffect(() => {
    const [store, field] = [browserStore(), area.current]
    if (!store || !field || !id || !draftKey || !canSeal()) return
    const place = { person: id, field: nameOf(field) }
    void findDraft(store, place, draftKey).then((draft) => bringBack(draft))
    let waiting: ReturnType<typeof setTimeout> | undefined
    const rest = () => {
      clearTimeout(waiting)
      waiting = undefined
    }
    const keep = () => {
      rest()
      if (field.value === field.defaultValue) dropDraft(store, place)
      else void keepDraft(store, place, draftKey, field.value)
    }
    const typed = () => {
      rest()
      waiting = setTimeout(keep, PAUSE)
    }
    const leave = () => waiting !== undefined && keep()
    const forget = () => {
      rest()
      dropDraft(store, place)
      setBroughtBack(null)
    }
    field.addEventListener('input', typed)
    window.addEventListener('pagehide', leave)
    const stop = onSent(field.form, forget)
    return () => {
      leave()
      field.removeEventListener('input', typed)
      window.removeEventListener('pagehide', leave)
      stop()
    }
  }, [area, id, draftKey])

  function discard() {
    if (area.current) write(area.current, area.current.defaultValue)
    setBroughtBack(null)
    area.current?.focus()
  }

  return { broughtBack, discard }
}

/** The page, its form and the field: as much as tells one text from another. */
const nameOf = (field: HTMLTextAreaElement) =>
  [window.location.pathname, field.form?.getAttribute('aria-label') ?? '', field.name].join('#')

/** As if it had been typed, so that whoever listens to the form hears of it. */
function write(field: HTMLTextAreaElement, text: string) {
  field.value = text
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
