'use server'
import { action } from '@/app/_boundary/action'
import { StopReset, stopReset } from '@/lib/identity/factors/resets/stop-reset'

export const stop = action(StopReset, stopReset)
