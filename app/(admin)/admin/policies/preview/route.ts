import { scriptAnswer } from '@/app/_boundary/preview'
import { previewPolicy } from '@/lib/policies/preview-policy'
import { DraftPolicy } from '@/lib/policies/policy-form'

/** The preview while the form is being filled in: apart from the form's own action, which never waits for it. */
export const POST = (request: Request) => scriptAnswer(request, DraftPolicy, previewPolicy)
