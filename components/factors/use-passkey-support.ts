'use client'
import { browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** Whether this browser has passkeys; null on the server and before the page is alive. Over plain http no browser has. */
export const usePasskeySupport = () => useSyncExternalStore<boolean | null>(never, browserSupportsWebAuthn, () => null)
