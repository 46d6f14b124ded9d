import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

/** How many bytes, and their SHA-256 in hexadecimal. */
export type Measured = { bytes: number; sha256: string }

function startMeasuring() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    async *through(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        bytes += chunk.length
        hash.update(chunk)
        yield chunk
      }
    },
    result: (): Measured => ({ bytes, sha256: hash.digest('hex') }),
  }
}

/** Writes what comes to a new file, for our eyes alone, and flushes it. Throws where there is one already. */
export async function writeMeasured(source: Readable, file: string): Promise<Measured> {
  const measuring = startMeasuring()
  await pipeline(source, measuring.through, createWriteStream(file, { flags: 'wx', mode: 0o600, flush: true }))
  return measuring.result()
}

export const copyMeasured = (from: string, to: string) => writeMeasured(createReadStream(from), to)

export async function measure(file: string): Promise<Measured> {
  const measuring = startMeasuring()
  for await (const _chunk of measuring.through(createReadStream(file)));
  return measuring.result()
}

export const isSame = (one: Measured, other: Measured) => one.bytes === other.bytes && one.sha256 === other.sha256
