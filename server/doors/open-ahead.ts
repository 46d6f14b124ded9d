import type { Piece } from './parts'

/** How many are opened before their turn: opening a small file takes as long as reading it. */
const AHEAD = 8

/** Opens pieces in order, some ahead of their turn, and closes each after it. What fails to open fails when it is its turn. */
export async function* openAhead<Wanted>(
  wanted: readonly Wanted[],
  open: (one: Wanted) => Promise<Piece | null>,
): AsyncGenerator<Piece | null> {
  const coming: Promise<Piece | null>[] = []
  let next = 0
  try {
    for (let at = 0; at < wanted.length; at++) {
      for (; next < wanted.length && next <= at + AHEAD; next++) coming.push(quietly(open(wanted[next]!)))
      const piece = await coming.shift()!
      try {
        yield piece
      } finally {
        await close(piece)
      }
    }
  } finally {
    for (const one of coming) await one.then(close, () => {})
  }
}

/** A failure counts when it is the turn of the piece, and not before. */
function quietly<Result>(promise: Promise<Result>) {
  promise.catch(() => {})
  return promise
}

async function close(piece: Piece | null) {
  if (piece && !Buffer.isBuffer(piece)) await piece.file.close()
}
