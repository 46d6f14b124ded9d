import { currentCaller } from '@/app/_boundary/caller'
import { DomainError } from '@/lib/errors'
import { openResource } from '@/lib/sharing/open-resource'

type Context = { params: Promise<{ resourceId: string }> }

/**
 * Leads a person who follows it to a link's address and records that it was opened; for anything else to its page, which
 * says why. A script that asks gets nothing: it would follow to the link's host in the person's name.
 */
export async function GET({ headers }: Request, { params }: Context) {
  if (!isFollowed(headers)) return nothing()
  const { resourceId } = await params
  return new Response(null, { status: 303, headers: { Location: await addressOf(resourceId) } })
}

/** Asking about it opens nothing. */
export const HEAD = () => nothing()

const nothing = () => new Response(null, { status: 204 })

/** Browsers say what a request is for wherever it is safe to; over plain http a script of ours is known by the headers of its router. */
const isFollowed = (headers: Headers) =>
  (headers.get('sec-fetch-mode') ?? 'navigate') === 'navigate' &&
  (headers.get('sec-fetch-dest') ?? 'document') === 'document' &&
  !headers.has('rsc') &&
  !headers.has('next-router-state-tree') &&
  !headers.has('next-action')

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
