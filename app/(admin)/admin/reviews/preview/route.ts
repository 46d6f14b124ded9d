import { currentCaller } from '@/app/_boundary/caller'
import { failForm } from '@/app/_boundary/failures'
import type { FormState } from '@/components/ui/form-state'
import { PreviewReview, previewReview } from '@/lib/reviews/setting-up/preview-review'

/** The preview while the form is being filled in: apart from the form's own action, which never waits for it. */
export async function POST(request: Request): Promise<Response> {
  const caller = await currentCaller()
  const form = await request.formData().catch(() => new FormData())
  const read = PreviewReview.safeParse(Object.fromEntries([...form.entries()].filter(([name]) => !name.startsWith('$ACTION'))))
  if (!read.success) return Response.json({ status: 'failed', message: read.error.issues[0]?.message } satisfies FormState)
  try {
    return Response.json({ status: 'done', result: await previewReview(caller, read.data) } satisfies FormState)
  } catch (error) {
    return Response.json(await failForm(error, caller))
  }
}
