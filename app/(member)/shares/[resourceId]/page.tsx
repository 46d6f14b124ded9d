import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { SharePage } from '@/components/sharing/share-page'
import { getShare } from '@/lib/sharing/get-share'
import { listHappenings } from '@/lib/sharing/list-happenings'
import { listPeople } from '@/lib/sharing/list-people'
import { listShareLinks } from '@/lib/sharing/list-share-links'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Share' }

type Props = { params: Promise<{ resourceId: string }>; searchParams: Promise<{ q?: unknown; page?: unknown; until?: unknown }> }

export default async function ResourceSharePage({ params, searchParams }: Props) {
  const { resourceId } = await params
  const { q, page, until } = await searchParams
  const share = await load(getShare, { resourceId })
  const people = await load(listPeople, { resourceId, q, page })
  const links = await load(listShareLinks, { resourceId })
  const past = await load(listHappenings, { resourceId, until })
  return <SharePage share={share} people={people} links={links} past={past} actions={actions} />
}
