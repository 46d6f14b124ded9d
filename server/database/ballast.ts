import { randomFillSync } from 'node:crypto'
import { existsSync, rmSync } from 'node:fs'
import { open, rename, rm } from 'node:fs/promises'
import path from 'node:path'

const MIB = 1024 ** 2

/** Bytes. Four segments of PostgreSQL's log, and what a few thousand revocations write. */
export const BALLAST = 64 * MIB

const placeIn = (dataDir: string) => path.join(dataDir, 'ballast')
const draftIn = (dataDir: string) => `${placeIn(dataDir)}.new`

export const hasBallast = (dataDir: string) => existsSync(placeIn(dataDir))

/** Gives its room back, at once, and that of one whose making was cut off. Answers whether there was one. */
export function giveUpBallast(dataDir: string) {
  const there = hasBallast(dataDir)
  for (const place of [placeIn(dataDir), draftIn(dataDir)]) rmSync(place, { force: true })
  return there
}

/** Takes up room to give it back when nothing else is left; whole or not at all. Throws what the file system says. */
export async function makeBallast(dataDir: string) {
  const draft = draftIn(dataDir)
  try {
    await write(draft)
    await rename(draft, placeIn(dataDir))
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

/** Random, since a file system that compresses would make nothing of zeros. */
async function write(place: string) {
  const piece = randomFillSync(Buffer.alloc(MIB))
  const file = await open(place, 'w', 0o600)
  try {
    for (let written = 0; written < BALLAST; written += MIB) await file.write(piece)
    await file.sync()
  } finally {
    await file.close()
  }
}
