import contentDisposition from 'content-disposition'
import { notFound } from 'next/navigation'
import { load } from '@/app/_boundary/load'
import { getText } from '@/lib/terms/accepting/get-text'

type Context = { params: Promise<{ textId: string }> }

/** The bytes of a PDF of terms, to be shown in the page that asks for it. Nothing in them runs on this origin. */
export async function GET(request: Request, { params }: Context) {
  const { textId } = await params
  const { format, content, name } = await load(getText, { textId, reference: new URL(request.url).searchParams.get('reference') })
  if (format !== 'pdf') notFound()
  return new Response(content, {
    headers: {
      'Content-Type': 'application/pdf',
      'Content-Disposition': contentDisposition(`${name}.pdf`, { type: 'inline', fallback: 'terms.pdf' }),
      'Content-Length': String(content.byteLength),
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; plugin-types application/pdf; frame-ancestors 'self'",
      'X-Frame-Options': 'SAMEORIGIN',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-store',
    },
  })
}

/** Asking about it opens nothing. */
export const HEAD = () => new Response(null, { status: 204 })
