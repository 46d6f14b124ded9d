import { currentCaller } from '@/app/_boundary/caller'
import { AccessDenied } from '@/lib/errors'
import { search } from '@/lib/search/search'

/** What Ctrl/Cmd-K and the pickers find: `?q=` answers JSON `[{kind, title, hint, href}]`, `&only=` of one kind. */
export async function GET(request: Request) {
  try {
    const { searchParams } = new URL(request.url)
    const found = await search(await currentCaller(), { q: searchParams.get('q'), only: searchParams.get('only') })
    return Response.json(found, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof AccessDenied) return new Response(null, { status: 401 })
    throw error
  }
}
