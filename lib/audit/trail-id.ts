import { randomBytes } from 'node:crypto'

/** How many rows this process has written to the trail, modulo 2^24: it orders those of one millisecond. */
let written = 0

/** Reserves the numbers of so many rows. Returns the one before the first. */
export function reserve(rows: number) {
  const before = written
  written = (written + rows) % 2 ** 24
  return before
}

/** Makes an id as Prisma makes them (UUID version 7), which counts up. */
export function trailId(at: Date) {
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const n = reserve(1) + 1
  const id = `${hex(at.getTime(), 12)}7${hex((n >> 12) & 4095, 3)}8${hex(n & 4095, 3)}${randomBytes(6).toString('hex')}`
  return id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}
