import type { Metadata } from 'next'
import { findOpenly } from '@/app/_boundary/find'
import { StopReset } from '@/components/factors/stop-reset'
import { NoSuchLink } from '@/components/invitations/no-such-link'
import { getStop } from '@/lib/identity/factors/resets/stop-reset'
import { stop } from './actions'

export const metadata: Metadata = { title: 'Reset of second factors' }

export default async function StopResetPage({ params }: { params: Promise<{ token: string }> }) {
  const { token } = await params
  const reset = await findOpenly(getStop, { token })
  return reset ? <StopReset reset={reset} token={token} stop={stop} /> : <NoSuchLink />
}
