import { attachment } from '@/app/_boundary/attachment'
import { load } from '@/app/_boundary/load'
import { downloadAuditEvents } from '@/lib/audit/download-audit-events'

/** The trail, filtered as the address says, for a spreadsheet. */
export async function GET(request: Request) {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  return attachment({
    ...(await load((caller, input: Record<string, string>) => downloadAuditEvents(caller, input), asked)),
    mediaType: 'text/csv; charset=utf-8',
  })
}

/** Asking about it downloads nothing. */
export const HEAD = () => new Response(null, { status: 204 })
