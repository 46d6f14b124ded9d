import type { Metadata } from 'next'
import { cache } from 'react'
import { find } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { giveUp } from '@/app/(guest)/shared-with-me/actions'
import { StatementFirst } from '@/app/(guest)/shared-with-me/statement-first'
import * as actions from '@/app/(member)/shares/[resourceId]/actions'
import { meet } from '@/app/(member)/spaces/[spaceId]/settings/actions'
import { Gone } from '@/components/resource/gone'
import { SpacePage } from '@/components/spaces/space-page'
import { getEnding } from '@/lib/sharing/get-ending'
import { listPeople } from '@/lib/sharing/list-people'
import { getSpace } from '@/lib/sharing/spaces/get-space'
import * as folders from './folders/actions'

type Asked = { moved?: unknown; q?: unknown; sort?: unknown; page?: unknown; who?: unknown; people?: unknown }
type Props = { params: Promise<{ spaceId: string }>; searchParams: Promise<Asked> }

/** One look-up for the page and its title. */
const findSpace = cache((spaceId: string, q: unknown, sort: unknown, page: unknown, moved: unknown) =>
  find(getSpace, { spaceId, q, sort, page, moved }),
)

async function findAsked({ params, searchParams }: Props) {
  const { q, sort, page, moved } = await searchParams
  return findSpace((await params).spaceId, q, sort, page, moved)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await findAsked(props))?.title ?? 'Not here' }
}

export default async function OneSpacePage(props: Props) {
  const { spaceId } = await props.params
  const { who, people } = await props.searchParams
  const space = await findAsked(props)
  if (!space) return <Gone ending={await load(getEnding, { resourceId: spaceId })} />
  return (
    <SpacePage
      space={space}
      people={space.may.manage ? await load(listPeople, { resourceId: spaceId, q: who, page: people }) : null}
      statement={space.contents === null && <StatementFirst />}
      actions={{ ...actions, giveUp, meet }}
      folders={{ ...folders, removeThing: actions.remove }}
    />
  )
}
