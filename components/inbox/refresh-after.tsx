'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { useSecondsLeft } from '../ui/use-seconds-left'

/** Asks for the page anew once the time is over: a row that was given up is gone then. */
export function RefreshAfter({ seconds }: { seconds: number }) {
  const router = useRouter()
  const left = useSecondsLeft(seconds)
  useEffect(() => {
    if (left === 0) router.refresh()
  }, [left, router])
  return null
}
