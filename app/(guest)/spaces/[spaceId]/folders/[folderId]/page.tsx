import type { Metadata } from 'next'
import { cache } from 'react'
import { find } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { StatementFirst } from '@/app/(guest)/shared-with-me/statement-first'
import { Gone } from '@/components/resource/gone'
import { remove } from '@/app/(member)/shares/[resourceId]/actions'
import { FolderPage } from '@/components/spaces/folder-page'
import { getEnding } from '@/lib/sharing/get-ending'
import { getSpace } from '@/lib/sharing/spaces/get-space'
import * as actions from '../actions'

type Asked = { moved?: unknown; q?: unknown; sort?: unknown; page?: unknown }
type Props = { params: Promise<{ spaceId: string; folderId: string }>; searchParams: Promise<Asked> }

/** One look-up for the page and its title. */
const findFolder = cache(
  (spaceId: string, folderId: string, q: unknown, sort: unknown, page: unknown, moved: unknown) =>
    find(getSpace, { spaceId, folderId, q, sort, page, moved }),
)

async function findAsked({ params, searchParams }: Props) {
  const { spaceId, folderId } = await params
  const { q, sort, page, moved } = await searchParams
  return findFolder(spaceId, folderId, q, sort, page, moved)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const space = await findAsked(props)
  return { title: space ? (space.folder?.name ?? space.title) : 'Not here' }
}

export default async function OneFolderPage(props: Props) {
  const space = await findAsked(props)
  if (!space) return <Gone ending={await load(getEnding, { resourceId: (await props.params).spaceId })} />
  return (
    <FolderPage
      space={space}
      statement={space.contents === null && <StatementFirst />}
      actions={{ ...actions, removeThing: remove }}
    />
  )
}
