'use client'
import type { ReactNode } from 'react'
import { useSecondsLeft } from './use-seconds-left'

const clock = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** Holds back the buttons in it until `seconds` have passed. Without JavaScript they are simply enabled. */
export function Countdown({ seconds, children }: { seconds: number; children: ReactNode }) {
  const left = useSecondsLeft(seconds)
  const waiting = left !== null && left > 0
  return (
    <fieldset disabled={waiting} className="flex min-w-0 items-center gap-2">
      {children}
      {waiting && (
        <span role="timer" className="text-small text-muted tabular-nums">
          in {clock(left)}
        </span>
      )}
    </fieldset>
  )
}
