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
export async function sendParts(
  file: FileHandle,
  range: { start: number; end: number },
  response: ServerResponse,
): Promise<boolean> {
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
  return readParts(file, range, write).finally(() => socket.off('close', leave))
}
