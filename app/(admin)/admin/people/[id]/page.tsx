import type { Metadata } from 'next'
import { cache } from 'react'
import { load } from '@/app/_boundary/load'
import { PersonPage } from '@/components/people/person-page'
import { ReviewHistory } from '@/components/reviews/review-history'
import { PersonTerms } from '@/components/terms/person-terms'
import { getPerson } from '@/lib/people/get-person'
import { listReviewHistory } from '@/lib/reviews/results/list-review-history'
import { listPersonTerms } from '@/lib/terms/administering/list-acceptances'
import * as actions from '../actions'

type Props = { params: Promise<{ id: string }>; searchParams: Promise<Record<string, unknown>> }

const loadPerson = cache((principalId: string, page: unknown, shares: unknown) =>
  load(getPerson, { principalId, page, shares }),
)

async function asked({ params, searchParams }: Props) {
  const { page, shares } = await searchParams
  return loadPerson((await params).id, page, shares)
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const { person } = await asked(props)
  return { title: person.name ?? person.address }
}

export default async function Page(props: Props) {
  const view = await asked(props)
  const { id: principalId, kind } = view.person
  const pages = await props.searchParams
  const reviews = kind === 'guest' ? await load(listReviewHistory, { principalId, page: pages.reviews }) : null
  const terms = await load(listPersonTerms, { principalId, page: pages.terms })
  const href = (list: string) => (page: number) => `/admin/people/${principalId}?${list}=${page}#${list}`
  return (
    <PersonPage view={view} actions={actions}>
      {reviews && (
        <ReviewHistory
          view={reviews}
          about="resource"
          empty="No access review has asked about this guest yet."
          href={href('reviews')}
        />
      )}
      {(kind === 'guest' || terms.total > 0) && <PersonTerms view={terms} href={href('terms')} />}
    </PersonPage>
  )
}
