import type { Metadata } from 'next'
import { find } from '@/app/_boundary/find'
import { EditShareForm } from '@/components/sharing/edit-share-form'
import { NotHere } from '@/components/shell/not-here'
import { PageHeader } from '@/components/ui/page-header'
import { sharePath } from '@/lib/page-paths'
import { beginChange } from '@/lib/sharing/change-resource'
import { edit } from '../actions'

export const metadata: Metadata = { title: 'Edit' }

export default async function EditSharePage({ params }: { params: Promise<{ resourceId: string }> }) {
  const resource = await find(beginChange, await params)
  if (!resource) return <NotHere />
  return (
    <>
      <PageHeader title="Edit" back={{ href: sharePath(resource.resourceId), label: resource.title }} />
      <EditShareForm resource={resource} edit={edit} />
    </>
  )
}
