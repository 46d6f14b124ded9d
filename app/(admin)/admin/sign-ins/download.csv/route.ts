import { attachment } from '@/app/_boundary/attachment'
import { load } from '@/app/_boundary/load'
import { downloadSignIns } from '@/lib/audit/sign-ins/download-sign-ins'

/** The trail of sign-ins, filtered as the address says, for a spreadsheet. */
export async function GET(request: Request) {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  return attachment({
    ...(await load((caller, input: Record<string, string>) => downloadSignIns(caller, input), asked)),
    mediaType: 'text/csv; charset=utf-8',
  })
}

/** Asking about it downloads nothing. */
export const HEAD = () => new Response(null, { status: 204 })
