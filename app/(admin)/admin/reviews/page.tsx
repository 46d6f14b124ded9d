import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ReviewList } from '@/components/reviews/administering/review-list'
import { LinkButton } from '@/components/ui/link-button'
import { PageHeader } from '@/components/ui/page-header'
import { listTemplates } from '@/lib/reviews/setting-up/get-review-form'
import { listReviews } from '@/lib/reviews/administering/list-reviews'

export const metadata: Metadata = { title: 'Access reviews' }

export default async function ReviewsPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const reviews = await load(listReviews, await searchParams)
  const templates = await load(listTemplates, {})
  return (
    <>
      <PageHeader
        title="Access reviews"
        action={
          <LinkButton href="/admin/reviews/new" variant="primary">
            New review
          </LinkButton>
        }
      />
      <ReviewList view={reviews} templates={templates} />
    </>
  )
}
