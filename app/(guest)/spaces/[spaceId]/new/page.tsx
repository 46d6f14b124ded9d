import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { AddToSpaceForm } from '@/components/spaces/add-to-space-form'
import { PageHeader } from '@/components/ui/page-header'
import { folderPath } from '@/lib/page-paths'
import { beginAdding } from '@/lib/sharing/spaces/begin-adding'
import { add, addFile } from './actions'

export const metadata: Metadata = { title: 'Add to the space' }

type Props = { params: Promise<{ spaceId: string }>; searchParams: Promise<{ kind?: unknown; folder?: unknown }> }

export default async function AddToSpacePage({ params, searchParams }: Props) {
  const { spaceId } = await params
  const { kind, folder } = await searchParams
  const form = await load(beginAdding, { spaceId, kind, folder })
  return (
    <>
      <PageHeader
        title="Add to the space"
        back={{ href: folderPath(spaceId, form.folderId), label: form.title }}
        description="Everybody in the space can open it as soon as you add it."
      />
      <AddToSpaceForm add={add} addFile={addFile} {...form} />
    </>
  )
}
