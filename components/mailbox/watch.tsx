'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { NoScript } from '../ui/no-script'

const EVERY = 3_000

/** Looks for new mail every three seconds, while this browser window is looked at. */
export function Watch() {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), EVERY)
    return () => clearInterval(timer)
  }, [router])
  return (
    <NoScript>
      <meta httpEquiv="refresh" content="5" />
    </NoScript>
  )
}
