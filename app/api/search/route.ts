import { currentCaller } from '@/app/_boundary/caller'
import { answerTo } from '@/lib/answers'
import { search } from '@/lib/search/search'

/** What Ctrl/Cmd-K and the pickers find: `?q=` answers JSON `[{kind, title, hint, href}]`, `&only=` of one kind. */
export async function GET(request: Request) {
  const caller = await currentCaller()
  try {
    const { searchParams } = new URL(request.url)
    const found = await search(caller, { q: searchParams.get('q'), only: searchParams.get('only') })
    return Response.json(found, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    const { status } = answerTo(error, caller)
    if (status !== 500) return new Response(null, { status })
    throw error
  }
}
