import { attachment } from '@/app/_boundary/attachment'
import { load } from '@/app/_boundary/load'
import { downloadResults } from '@/lib/reviews/results/download-results'

type Context = { params: Promise<{ roundId: string }> }

/** The results of a round for a spreadsheet. */
export async function GET(_request: Request, { params }: Context) {
  const { roundId } = await params
  return attachment({
    ...(await load(downloadResults, { roundId, format: 'csv' as const })),
    mediaType: 'text/csv; charset=utf-8',
  })
}

/** Asking about it downloads nothing. */
export const HEAD = () => new Response(null, { status: 204 })
