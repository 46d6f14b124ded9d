import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { NewVersionForm } from '@/components/terms/new-version-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginVersion } from '@/lib/terms/administering/get-terms-form'
import { renew } from '../../actions'

export const metadata: Metadata = { title: 'New version' }

export default async function NewVersionPage({ params }: { params: Promise<{ documentId: string }> }) {
  const begun = await load(beginVersion, await params)
  return (
    <>
      <PageHeader
        title="New version"
        description={`Of ${begun.name}, which is at version ${begun.revision}.`}
        back={{ href: `/admin/terms/${begun.documentId}`, label: begun.name }}
      />
      <NewVersionForm begun={begun} renew={renew} />
    </>
  )
}
