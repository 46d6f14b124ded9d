'use client'
import { useEffect } from 'react'

const CHANNEL = 'foyer-session'
const SIGNED_OUT = 'signed out'

/** Signing out in one tab takes the others along: each asks again for its page, and is shown the door. */
export function SessionWatch({ signedIn }: { signedIn: boolean }) {
  useEffect(() => {
    const channel = new BroadcastChannel(CHANNEL)
    if (signedIn) channel.onmessage = ({ data }) => data === SIGNED_OUT && window.location.reload()
    else channel.postMessage(SIGNED_OUT)
    return () => channel.close()
  }, [signedIn])
  return null
}
