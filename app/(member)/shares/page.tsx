import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { SuggestedPolicy } from '@/components/policies/suggested-policy'
import { ShareList } from '@/components/sharing/share-list'
import { suggestPolicy } from '@/lib/identity/factors/suggest-policy'
import { listShares } from '@/lib/sharing/list-shares'

export const metadata: Metadata = { title: 'Shared by me' }

export default async function SharesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const [view, suggested] = await Promise.all([load(listShares, await searchParams), load(suggestPolicy, {})])
  return (
    <>
      {suggested && <SuggestedPolicy policy={suggested} />}
      <ShareList view={view} />
    </>
  )
}
