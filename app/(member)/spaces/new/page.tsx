import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { NewSpaceForm } from '@/components/spaces/new-space-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginSpace } from '@/lib/invitations/create-space'
import { create } from './actions'

export const metadata: Metadata = { title: 'New space' }

export default async function NewSpacePage() {
  const { labels } = await load(beginSpace, {})
  return (
    <>
      <PageHeader
        title="New space"
        back={{ href: '/spaces', label: 'Spaces' }}
        description="Many files, pages and links in one place, for the same people. You manage it."
      />
      <NewSpaceForm create={create} labels={labels} />
    </>
  )
}
