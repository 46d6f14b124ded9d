'use client'
import { useState } from 'react'

/** Which items are selected, on this page and beyond it. With shift, all from the last one on. */
export function useSelection(order: number[]) {
  const [selected, setSelected] = useState<ReadonlySet<number>>(new Set())
  const [anchor, setAnchor] = useState<number | null>(null)

  function toggle(id: number, shift: boolean) {
    const next = new Set(selected)
    const from = anchor === null ? -1 : order.indexOf(anchor)
    const to = order.indexOf(id)
    const range = shift && from >= 0 ? order.slice(Math.min(from, to), Math.max(from, to) + 1) : [id]
    const on = shift || !selected.has(id)
    for (const one of range)
      if (on) next.add(one)
      else next.delete(one)
    setSelected(next)
    setAnchor(id)
  }

  const add = (ids: number[]) => setSelected(new Set([...selected, ...ids]))
  const remove = (ids: number[]) => setSelected(new Set([...selected].filter((id) => !ids.includes(id))))
  const clear = () => {
    setSelected(new Set())
    setAnchor(null)
  }
  return { selected, toggle, add, remove, clear }
}
