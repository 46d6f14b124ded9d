import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { SharePage } from '@/components/sharing/share-page'
import { listReviewHistory } from '@/lib/reviews/results/list-review-history'
import { getShare } from '@/lib/sharing/get-share'
import { listHappenings } from '@/lib/sharing/list-happenings'
import { listPeople } from '@/lib/sharing/list-people'
import { listShareLinks } from '@/lib/sharing/list-share-links'
import * as actions from './actions'

type Props = { params: Promise<{ resourceId: string }>; searchParams: Promise<{ q?: unknown; page?: unknown; until?: unknown; reviews?: unknown }> }

const loadShare = cache((resourceId: string) => load(getShare, { resourceId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await loadShare((await params).resourceId)).title }
}

export default async function ResourceSharePage({ params, searchParams }: Props) {
  const { resourceId } = await params
  const { q, page, until, reviews: reviewPage } = await searchParams
  const share = await loadShare(resourceId)
  const people = await load(listPeople, { resourceId, q, page })
  const links = await load(listShareLinks, { resourceId })
  const past = await load(listHappenings, { resourceId, until })
  const reviews = await load(listReviewHistory, { resourceId, page: reviewPage })
  return <SharePage share={share} people={people} links={links} past={past} reviews={reviews} actions={actions} />
}
