'use client'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

const EVERY = 10_000

/** Keeps the page as others see it: anew every ten seconds, when it is looked at again, and when another tab saves. Resolves to what tells the others. */
export function useAgreement(roundId: string, open: boolean) {
  const router = useRouter()
  const channel = useRef<BroadcastChannel | null>(null)
  useEffect(() => {
    if (!open) return
    const refresh = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    const others = new BroadcastChannel(`foyer:review:${roundId}`)
    channel.current = others
    others.onmessage = () => router.refresh()
    const timer = setInterval(refresh, EVERY)
    window.addEventListener('focus', refresh)
    document.addEventListener('visibilitychange', refresh)
    return () => {
      others.close()
      clearInterval(timer)
      window.removeEventListener('focus', refresh)
      document.removeEventListener('visibilitychange', refresh)
    }
  }, [roundId, open, router])
  return () => channel.current?.postMessage('saved')
}
