'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}
const zoneHere = () => Intl.DateTimeFormat().resolvedOptions().timeZone

/** The zone of the reader's own clock; null where it is not known: at the server, and without JavaScript. */
export const useReaderZone = () => useSyncExternalStore<string | null>(never, zoneHere, () => null)
