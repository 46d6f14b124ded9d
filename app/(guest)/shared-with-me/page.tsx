import type { Metadata } from 'next'
import { currentCaller } from '@/app/_boundary/caller'
import { load } from '@/app/_boundary/load'
import { Inbox } from '@/components/inbox/inbox'
import { listInbox } from '@/lib/sharing/list-inbox'
import { change } from './actions'

export const metadata: Metadata = { title: 'Shared with me' }

export default async function InboxPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const inbox = await load(listInbox, await searchParams)
  const caller = await currentCaller()
  return <Inbox inbox={inbox} address={caller.kind === 'person' ? caller.principal.address : ''} change={change} />
}
