import { currentCaller } from '@/app/_boundary/caller'
import { AccessDenied } from '@/lib/errors'
import { search } from '@/lib/people/search'

/** What Ctrl/Cmd-K finds: `?q=` answers JSON `[{kind, title, hint, href}]`. */
export async function GET(request: Request) {
  try {
    const found = await search(await currentCaller(), { q: new URL(request.url).searchParams.get('q') })
    return Response.json(found, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    if (error instanceof AccessDenied) return new Response(null, { status: 401 })
    throw error
  }
}
