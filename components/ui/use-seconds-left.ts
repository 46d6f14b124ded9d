'use client'
import { useEffect, useState } from 'react'

/** Counts down by elapsed time, so a wrong clock on the reader's side does no harm. Null before the page is alive. */
export function useSecondsLeft(seconds: number) {
  const [left, setLeft] = useState<number | null>(null)
  useEffect(() => {
    const start = performance.now()
    const tick = () => setLeft(Math.max(0, Math.ceil(seconds - (performance.now() - start) / 1000)))
    const first = setTimeout(tick)
    const timer = setInterval(tick, 250)
    return () => {
      clearTimeout(first)
      clearInterval(timer)
    }
  }, [seconds])
  return left
}
