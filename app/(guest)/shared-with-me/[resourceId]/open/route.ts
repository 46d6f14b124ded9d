import { currentCaller } from '@/app/_boundary/caller'
import { DomainError } from '@/lib/errors'
import { openResource } from '@/lib/sharing/open-resource'

type Context = { params: Promise<{ resourceId: string }> }

/** Leads to a link's address and records that it was opened; for anything else to its page, which says why. */
export async function GET(_request: Request, { params }: Context) {
  const { resourceId } = await params
  return new Response(null, { status: 303, headers: { Location: await addressOf(resourceId) } })
}

/** Asking about it opens nothing. */
export const HEAD = () => new Response(null, { status: 204 })

async function addressOf(resourceId: string) {
  const page = `/shared-with-me/${encodeURIComponent(resourceId)}`
  try {
    const opened = await openResource(await currentCaller(), { resourceId })
    return opened.kind === 'link' ? opened.url : page
  } catch (error) {
    if (error instanceof DomainError) return page
    throw error
  }
}
