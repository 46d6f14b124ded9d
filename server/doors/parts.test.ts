import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { open } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, expect, it } from 'vitest'
import { CHUNK, readParts } from './parts'

const directory = mkdtempSync(path.join(os.tmpdir(), 'foyer-parts-'))
afterAll(() => rmSync(directory, { recursive: true }))

function write(name: string, bytes: Buffer) {
  writeFileSync(path.join(directory, name), bytes)
  return name
}

/** Reads a range as a slow reader would, who holds on to a part while the next is read. */
async function read(name: string, range: { start: number; end: number }, wanted = Infinity) {
  const file = await open(path.join(directory, name))
  const got: Buffer[] = []
  try {
    const whole = await readParts(file, range, async (part) => {
      await wait(5)
      return got.push(Buffer.from(part)) < wanted
    })
    return { whole, bytes: Buffer.concat(got) }
  } finally {
    await file.close()
  }
}

it('hands out what was asked for, first and last byte included', async () => {
  expect(await read(write('few', Buffer.from('0123456789')), { start: 2, end: 4 })).toEqual({
    whole: true,
    bytes: Buffer.from('234'),
  })
})

it('never lets the buffer of a part go before it is taken, with many readers on the same ones', async () => {
  const all = Array.from({ length: 24 }, () => randomBytes(CHUNK * 3 + 17))
  all.forEach((bytes, n) => write(`many-${n}`, bytes))
  for (let round = 0; round < 2; round++) {
    const found = await Promise.all(all.map((_bytes, n) => read(`many-${n}`, { start: n, end: CHUNK * 3 + 16 })))
    found.forEach(({ bytes }, n) => expect(bytes.equals(all[n]!.subarray(n))).toBe(true))
  }
})

it('stops when no more is wanted, and says so when the file is shorter than it was', async () => {
  const name = write('large', randomBytes(CHUNK * 4))
  expect(await read(name, { start: 0, end: CHUNK * 4 - 1 }, 2)).toMatchObject({
    whole: false,
    bytes: { length: CHUNK * 2 },
  })
  await expect(read(name, { start: 0, end: CHUNK * 4 })).rejects.toThrow('ends at')
})
