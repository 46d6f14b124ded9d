/** Counts how often a sign stands in bytes that stream by: hands in a piece, and learns the number so far. */
export function countOf(sign: Buffer) {
  let tail: Buffer = Buffer.alloc(0)
  let count = 0
  return (piece: Buffer) => {
    const bytes = Buffer.concat([tail, piece])
    for (let at = bytes.indexOf(sign); at >= 0; at = bytes.indexOf(sign, at + sign.length)) count++
    // As much as may be the beginning of the sign.
    tail = bytes.subarray(Math.max(0, bytes.length - sign.length + 1))
    return count
  }
}
