import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { MoveForm } from '@/components/spaces/move-form'
import { PageHeader } from '@/components/ui/page-header'
import { folderPath } from '@/lib/page-paths'
import { beginMove } from '@/lib/sharing/spaces/folders/begin-move'
import { move } from '../folders/actions'

export const metadata: Metadata = { title: 'Move' }

type Props = { params: Promise<{ spaceId: string }>; searchParams: Promise<Record<string, unknown>> }

export default async function MovePage({ params, searchParams }: Props) {
  const { spaceId } = await params
  const { thing, folder, from, q } = await searchParams
  const view = await load(beginMove, { spaceId, thing, folder, from, q })
  return (
    <>
      <PageHeader
        title="Move"
        back={{ href: folderPath(spaceId, view.from), label: view.title }}
        description="Folders put things in order. Who may open them stays as it is."
      />
      <MoveForm view={view} move={move} />
    </>
  )
}
