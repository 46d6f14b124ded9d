'use client'
import { useEffect, useEffectEvent } from 'react'
import type { ReviewAnswer } from '@/lib/reviews/rounds/settings'
import { isTyping, singleKeysOn } from '../../shell/keyboard'

export const rowId = (id: number) => `item-${id}`

const answers: Record<string, ReviewAnswer> = { a: 'approve', d: 'deny', k: 'dont_know' }

type Keys = {
  order: number[]
  /** The first item that is open. */
  first: number | undefined
  /** Whether anything is selected: then answers are meant for it. */
  selecting: boolean
  open: boolean
  /** Answers the row that has the focus, or what is selected. */
  decide: (id: number | null, answer: ReviewAnswer) => void
  select: (id: number, shift: boolean) => void
  undo: () => void
}

/** The row in which the focus is. */
function currentRow() {
  const row = document.activeElement?.closest<HTMLElement>('[data-item]')
  return row ? Number(row.dataset.item) : null
}

export function focusRow(id: number | undefined) {
  if (id === undefined) return
  const row = document.getElementById(rowId(id))
  row?.focus()
  row?.scrollIntoView({ block: 'nearest' })
}

/**
 * Answers by single keys: a, d, k, arrows or j to move, x or space to select, u to undo. Where the focus is in no row, a
 * key that is meant for one goes to the first open item, so that nobody answers what they don't look at.
 */
export function useReviewKeys({ order, first, selecting, open, decide, select, undo }: Keys) {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      isTyping(event.target) ||
      !singleKeysOn() ||
      document.querySelector('dialog[open]')
    )
      return
    const current = currentRow()
    const at = current === null ? -1 : order.indexOf(current)
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
    const onRow = document.activeElement?.matches('[data-item]') ?? false
    const step = key === 'j' || (key === 'ArrowDown' && at >= 0) ? 1 : key === 'ArrowUp' && at >= 0 ? -1 : 0
    const forRow = key === 'j' || (open && (key === 'x' || (key in answers && !selecting)))
    if (current === null && forRow && first !== undefined) {
      event.preventDefault()
      focusRow(first)
    } else if (step !== 0) {
      event.preventDefault()
      const next = order[Math.max(0, Math.min(order.length - 1, at + step))]
      if (event.shiftKey && current !== null && next !== undefined && key !== 'j') {
        select(current, true)
        select(next, true)
      }
      focusRow(next)
    } else if (!open) return
    else if (answers[key] && (selecting || current !== null)) {
      event.preventDefault()
      decide(current, answers[key])
    } else if (current !== null && (key === 'x' || (key === ' ' && onRow))) {
      event.preventDefault()
      select(current, event.shiftKey)
    } else if (key === 'u') undo()
  })
  useEffect(() => {
    const onPress = (event: KeyboardEvent) => press(event)
    window.addEventListener('keydown', onPress)
    return () => window.removeEventListener('keydown', onPress)
  }, [])
}
