'use client'
import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { NoScript } from '../../ui/no-script'

/** Asks for the page anew every so many seconds; without JavaScript the browser does. */
export function KeepFresh({ seconds }: { seconds: number }) {
  const router = useRouter()
  useEffect(() => {
    const timer = setInterval(() => document.visibilityState === 'visible' && router.refresh(), seconds * 1000)
    return () => clearInterval(timer)
  }, [seconds, router])
  return (
    <NoScript>
      <meta httpEquiv="refresh" content="5" />
    </NoScript>
  )
}
