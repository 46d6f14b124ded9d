import { disposition } from '@/lib/disposition'

type Attachment = { fileName: string; mediaType: string; parts: AsyncGenerator<string> }

/** A file made as it is sent: the next part is asked for once there is room for it, and none after the browser has left. */
export function attachment({ fileName, mediaType, parts }: Attachment) {
  const bytes = new TextEncoder()
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { value, done } = await parts.next()
      if (done) stream.close()
      else stream.enqueue(bytes.encode(value))
    },
    async cancel() {
      await parts.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'Content-Type': mediaType,
      'Content-Disposition': disposition(fileName, 'attachment'),
      'Cache-Control': 'no-store',
    },
  })
}
