import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { NewShareForm } from '@/components/sharing/new-share-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginShare } from '@/lib/sharing/begin-share'
import { share } from './actions'

export const metadata: Metadata = { title: 'New share' }

export default async function NewSharePage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const form = await load(beginShare, await searchParams)
  return (
    <>
      <PageHeader title="New share" back={{ href: '/shares', label: 'Shared by me' }} />
      <NewShareForm share={share} {...form} />
    </>
  )
}
