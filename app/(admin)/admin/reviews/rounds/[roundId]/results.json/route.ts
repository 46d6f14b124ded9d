import { attachment } from '@/app/_boundary/attachment'
import { load } from '@/app/_boundary/load'
import { downloadResults } from '@/lib/reviews/results/download-results'

type Context = { params: Promise<{ roundId: string }> }

/** The results of a round for programs, with the whole history of each item. */
export async function GET(_request: Request, { params }: Context) {
  const { roundId } = await params
  return attachment({
    ...(await load(downloadResults, { roundId, format: 'json' as const })),
    mediaType: 'application/json; charset=utf-8',
  })
}

/** Asking about it downloads nothing. */
export const HEAD = () => new Response(null, { status: 204 })
