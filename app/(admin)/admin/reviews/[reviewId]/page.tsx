import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ReviewPage } from '@/components/reviews/administering/review-page'
import { getReview } from '@/lib/reviews/administering/get-review'
import { end } from '../actions'

type Props = { params: Promise<{ reviewId: string }>; searchParams: Promise<Record<string, unknown>> }

export const metadata: Metadata = { title: 'Access review' }

export default async function Page({ params, searchParams }: Props) {
  const review = await load(getReview, { reviewId: (await params).reviewId, page: (await searchParams).page })
  return <ReviewPage view={review} end={end} />
}
