'use client'
import type { ReactNode } from 'react'
import { useSecondsLeft } from './use-seconds-left'

/** Shows its children while there is still time. Without JavaScript they stay until the page is loaded again. */
export function Undo({ secondsLeft, children }: { secondsLeft: number; children: ReactNode }) {
  const left = useSecondsLeft(secondsLeft)
  if (secondsLeft <= 0 || left === 0) return null
  return children
}
