import type { FileHandle } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'

/** Bytes read and sent at a time: fewer, larger reads are what makes a download fast (docs/benchmarks.md). */
export const CHUNK = 256 * 1024

/** Buffers that wait for the next download: 8 MiB at most, enough for 16 at once. */
const KEPT = 32
const idle: Buffer[] = []

const borrow = () => idle.pop() ?? Buffer.allocUnsafeSlow(CHUNK)

/** Takes a part, and tells once its bytes are no longer needed: `true` for the next one, `false` for no more. */
type Take = (part: Buffer) => Promise<boolean>

/**
 * Hands out a file's bytes in order, first and last included, the next part read while one is being taken. Two
 * buffers serve a whole download and then the next: a new one for each part costs more than reading it. False
 * when not all was wanted. Throws when the file ends too early.
 */
export async function readParts(
  file: FileHandle,
  { start, end }: { start: number; end: number },
  take: Take,
): Promise<boolean> {
  let [reading, leaving] = [borrow(), borrow()]
  let taken = Promise.resolve(true)
  for (let at = start; at <= end;) {
    const { bytesRead } = await file.read(reading, 0, Math.min(CHUNK, end - at + 1), at)
    if (!(await taken)) return false
    if (bytesRead === 0) throw new Error(`A stored file ends at ${at}, before ${end}.`)
    taken = take(reading.subarray(0, bytesRead))
    at += bytesRead
    ;[reading, leaving] = [leaving, reading]
  }
  if (!(await taken)) return false
  // After anything but a good end somebody may still hold them: then they are left to the garbage collector.
  idle.push(...[reading, leaving].slice(0, KEPT - idle.length))
  return true
}

/** Sends a range of a file as a response's body. False when the reader left. */
export const sendParts = (
  file: FileHandle,
  range: { start: number; end: number },
  response: ServerResponse,
): Promise<boolean> => whileThere(response, (take) => readParts(file, range, take))

/** A piece of a body: bytes, or those of a file from one to another, both included. */
export type Piece = Buffer | { file: FileHandle; from: number; to: number }

/** Sends many pieces, one after the other, as a response's body, in parts as large as those of one file. False when the reader left. */
export const sendPieces = (pieces: AsyncIterable<Piece>, response: ServerResponse): Promise<boolean> =>
  whileThere(response, (take) => joinPieces(pieces, take))

/** Puts pieces together into parts, and hands those on. */
async function joinPieces(pieces: AsyncIterable<Piece>, take: Take): Promise<boolean> {
  let [filling, leaving] = [borrow(), borrow()]
  let [filled, taken] = [0, Promise.resolve(true)]
  const handOn = async () => {
    if (!(await taken)) return false
    taken = take(filling.subarray(0, filled))
    filled = 0
    ;[filling, leaving] = [leaving, filling]
    return true
  }
  for await (const piece of pieces)
    for (let at = 0; at < lengthOf(piece);) {
      const added = await add(piece, at, filling.subarray(filled))
      at += added
      filled += added
      if (filled === CHUNK && !(await handOn())) return false
    }
  if (!(await handOn()) || !(await taken)) return false
  idle.push(...[filling, leaving].slice(0, KEPT - idle.length))
  return true
}

const lengthOf = (piece: Piece) => (Buffer.isBuffer(piece) ? piece.length : piece.to - piece.from + 1)

/** Puts as much of a piece as there is room for. Answers how much that was. Throws when a file ends too early. */
async function add(piece: Piece, at: number, room: Buffer): Promise<number> {
  if (Buffer.isBuffer(piece)) return piece.copy(room, 0, at)
  const place = piece.from + at
  const { bytesRead } = await piece.file.read(room, 0, Math.min(room.length, piece.to - place + 1), place)
  if (bytesRead === 0) throw new Error(`A stored file ends at ${place}, before ${piece.to}.`)
  return bytesRead
}

/** Lets parts be written to a response, as long as its reader is there. */
async function whileThere(response: ServerResponse, send: (take: Take) => Promise<boolean>): Promise<boolean> {
  const { socket } = response.req
  let settle = (_there: boolean) => {}
  const leave = () => settle(false)
  // A response that waits behind another on its connection never hears that the connection ended.
  socket.once('close', leave)
  // A write is done once the system has the bytes: only then may their buffer be used again.
  const write = (part: Buffer) =>
    new Promise<boolean>((resolve) => {
      if (socket.destroyed) return resolve(false)
      settle = resolve
      response.write(part, (error) => resolve(!error))
    })
  return send(write).finally(() => socket.off('close', leave))
}
