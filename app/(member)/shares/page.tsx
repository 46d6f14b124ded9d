import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ShareList } from '@/components/sharing/share-list'
import { listShares } from '@/lib/sharing/list-shares'

export const metadata: Metadata = { title: 'Shared by me' }

export default async function SharesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  return <ShareList view={await load(listShares, await searchParams)} />
}
