/** One field of a form as it arrived. */
export type Part = { name: string; file: boolean; head: Buffer; value: Buffer }

/** As browsers write it, with a boundary of the characters of RFC 2046, 5.1.1. */
const type = /^multipart\/form-data; ?boundary=([\w'()+,./:=?-]{1,70})$/i

/** The head of a part as browsers write it (RFC 7578, 4.2). No name of ours comes near 200 characters. */
const head =
  /^Content-Disposition: form-data; name="([^"\r\n]{0,200})"(; filename="[^"\r\n]*")?(?:\r\nContent-Type: [^\r\n]*)?$/i

/** Bytes: more than a name, the name of a file and its type take. */
const LONGEST_HEAD = 2000

/** What stands between the parts of a form of this type; null where it is none that a browser sends. */
export const boundaryOf = (contentType: string) => type.exec(contentType)?.[1] ?? null

/** What each part of a form ends with. */
export const endOfPart = (boundary: string) => Buffer.from(`\r\n--${boundary}`)

/** The fields of a whole body in one pass; null where it is broken, cut off, or written as no browser writes it. */
export function partsOf(body: Buffer, boundary: string): Part[] | null {
  const between = endOfPart(boundary)
  const parts: Part[] = []
  let at = between.length - 2
  if (!body.subarray(0, at).equals(between.subarray(2))) return null
  while (isLineEnd(body, at)) {
    const end = body.indexOf(between, at)
    const part = end < 0 ? null : partOf(body.subarray(at + 2, end))
    if (!part) return null
    parts.push(part)
    at = end + between.length
  }
  const rest = body.subarray(at, at + 5).toString('latin1')
  return rest === '--' || rest === '--\r\n' ? parts : null
}

const isLineEnd = (body: Buffer, at: number) => body[at] === 13 && body[at + 1] === 10

function partOf(bytes: Buffer): Part | null {
  const end = bytes.subarray(0, LONGEST_HEAD).indexOf('\r\n\r\n')
  const read = end < 0 ? null : head.exec(bytes.subarray(0, end).toString())
  return (
    read && {
      name: read[1]!,
      file: read[2] !== undefined,
      head: bytes.subarray(0, end),
      value: bytes.subarray(end + 4),
    }
  )
}
