import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'

export type Digest = { sha256: Uint8Array<ArrayBuffer>; crc32: number }

/** Begins to work out the SHA-256 and the CRC-32 of bytes that come in parts. `end` is called once, after the last part. */
export function startDigest() {
  const hash = createHash('sha256')
  let sum = 0
  return {
    update(part: Uint8Array) {
      hash.update(part)
      sum = crc32(part, sum)
    },
    end: (): Digest => ({ sha256: new Uint8Array(hash.digest()), crc32: sum }),
  }
}

/** Works out both of bytes that are there whole. */
export function digestOf(bytes: Uint8Array): Digest {
  const digest = startDigest()
  digest.update(bytes)
  return digest.end()
}
