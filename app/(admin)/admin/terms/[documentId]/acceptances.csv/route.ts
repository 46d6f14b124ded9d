import { attachment } from '@/app/_boundary/attachment'
import { load } from '@/app/_boundary/load'
import { downloadAcceptances } from '@/lib/terms/administering/download-acceptances'

type Context = { params: Promise<{ documentId: string }> }

/** Who accepted a document, for a spreadsheet. */
export async function GET(_request: Request, { params }: Context) {
  return attachment({ ...(await load(downloadAcceptances, await params)), mediaType: 'text/csv; charset=utf-8' })
}

/** Asking about it downloads nothing. */
export const HEAD = () => new Response(null, { status: 204 })
