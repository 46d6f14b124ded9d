import type { Metadata } from 'next'
import { find } from '@/app/_boundary/find'
import * as actions from '@/app/(member)/shares/trash/actions'
import { NotHere } from '@/components/shell/not-here'
import { TrashPage } from '@/components/sharing/trash-page'
import { spacePath, spaceTrashPath } from '@/lib/page-paths'
import { listTrashOfSpace } from '@/lib/sharing/trash/list-trash'

export const metadata: Metadata = { title: 'Trash' }

type Props = { params: Promise<{ spaceId: string }>; searchParams: Promise<{ q?: unknown; page?: unknown }> }

export default async function SpaceTrashPage({ params, searchParams }: Props) {
  const { q, page } = await searchParams
  const trash = await find(listTrashOfSpace, { spaceId: (await params).spaceId, q, page })
  if (!trash) return <NotHere />
  const { id, title } = trash.space
  return (
    <TrashPage trash={trash} path={spaceTrashPath(id)} back={{ href: spacePath(id), label: title }} actions={actions} />
  )
}
