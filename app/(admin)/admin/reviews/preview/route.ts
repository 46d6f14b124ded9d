import { scriptAnswer } from '@/app/_boundary/preview'
import { PreviewReview, previewReview } from '@/lib/reviews/setting-up/preview-review'

/** The preview while the form is being filled in: apart from the form's own action, which never waits for it. */
export const POST = (request: Request) => scriptAnswer(request, PreviewReview, previewReview)
