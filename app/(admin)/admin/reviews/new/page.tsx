import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ReviewForm } from '@/components/reviews/administering/review-form'
import { PageHeader } from '@/components/ui/page-header'
import { beginReview } from '@/lib/reviews/setting-up/get-review-form'
import { start } from '../actions'

export const metadata: Metadata = { title: 'New review' }

export default async function NewReviewPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const begun = await load(beginReview, await searchParams)
  return (
    <>
      <PageHeader title="New review" back={{ href: '/admin/reviews', label: 'Access reviews' }} />
      <ReviewForm {...begun} submit={start} previewUrl="/admin/reviews/preview" cancelHref="/admin/reviews" />
    </>
  )
}
