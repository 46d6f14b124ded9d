import type { Metadata } from 'next'
import { load } from '@/app/_boundary/load'
import { ReviewForm } from '@/components/reviews/administering/review-form'
import { Banner } from '@/components/ui/banner'
import { PageHeader } from '@/components/ui/page-header'
import { getReviewForm } from '@/lib/reviews/setting-up/get-review-form'
import { change } from '../../actions'

export const metadata: Metadata = { title: 'Edit review' }

export default async function EditReviewPage({ params }: { params: Promise<{ reviewId: string }> }) {
  const { id, name, revision, begun, endedAt, ...form } = await load(getReviewForm, await params)
  const href = `/admin/reviews/${id}`
  return (
    <>
      <PageHeader title="Edit review" back={{ href, label: name }} />
      {endedAt ? (
        <Banner>This review has ended and is no longer changed. Set up a new one instead.</Banner>
      ) : (
        <ReviewForm
          {...form}
          review={{ id, revision, begun }}
          submit={change}
          previewUrl="/admin/reviews/preview"
          cancelHref={href}
        />
      )}
    </>
  )
}
