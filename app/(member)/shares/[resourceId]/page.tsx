import type { Metadata } from 'next'
import { cache } from 'react'
import { find } from '@/app/_boundary/find'
import { load } from '@/app/_boundary/load'
import { Gone } from '@/components/resource/gone'
import { ReviewHistory } from '@/components/reviews/review-history'
import { SharePage } from '@/components/sharing/share-page'
import { NotHere } from '@/components/shell/not-here'
import { listReviewHistory } from '@/lib/reviews/results/list-review-history'
import { getEnding } from '@/lib/sharing/get-ending'
import { getShare } from '@/lib/sharing/get-share'
import { listHappenings } from '@/lib/sharing/list-happenings'
import { listPeople } from '@/lib/sharing/list-people'
import { listShareLinks } from '@/lib/sharing/list-share-links'
import { listVersions } from '@/lib/sharing/versions/list-versions'
import * as actions from './actions'

type Props = {
  params: Promise<{ resourceId: string }>
  searchParams: Promise<{ q?: unknown; page?: unknown; until?: unknown; reviews?: unknown; versions?: unknown }>
}

const findShare = cache((resourceId: string) => find(getShare, { resourceId }))

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: (await findShare((await params).resourceId))?.title ?? 'Not here' }
}

export default async function ResourceSharePage({ params, searchParams }: Props) {
  const { resourceId } = await params
  const { q, page, until, reviews: reviewPage, versions: versionPage } = await searchParams
  const share = await findShare(resourceId)
  if (!share) return <NoShare resourceId={resourceId} />
  const people = await load(listPeople, { resourceId, q, page })
  const links = await load(listShareLinks, { resourceId })
  const versions =
    share.may.readVersions && share.kind !== 'link' ? await load(listVersions, { resourceId, page: versionPage }) : null
  const past = await load(listHappenings, { resourceId, until })
  const reviews = (
    <ReviewHistory
      view={await load(listReviewHistory, { resourceId, page: reviewPage })}
      about="person"
      empty="No access review has asked about this yet."
      href={(page) => `/shares/${resourceId}?reviews=${page}#reviews`}
    />
  )
  return (
    <SharePage
      share={share}
      people={people}
      links={links}
      versions={versions}
      past={past}
      reviews={reviews}
      actions={actions}
    />
  )
}

/** Whoever shared or deleted it reads that it was deleted; to everybody else it is not here. */
async function NoShare({ resourceId }: { resourceId: string }) {
  const ending = await load(getEnding, { resourceId })
  return ending?.how === 'deleted' ? <Gone ending={ending} /> : <NotHere />
}
