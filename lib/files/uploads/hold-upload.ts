import { randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { authorize } from '../../access/authorize'
import { after, now, SECOND } from '../../clock'
import { db } from '../../db/client'
import { Conflict } from '../../errors'
import type { Caller } from '../../principal'
import { findOwnUpload } from './own-upload'

/** How long a request holds an upload without a sign of life, in milliseconds: what a process that died held is free then. */
const LEASE = 10 * SECOND

/** Milliseconds between two signs of life, and after which one that is asked to end learns of it. */
const RENEWED = SECOND

/** Milliseconds that a request waits for the one before it to end. */
const PATIENCE = 15 * SECOND

/** `isHeld`: whether it still is. `letGo`: ends it. */
export type Held = { isHeld: () => boolean; letGo: () => Promise<void> }

/** `end`: called once another request asks for the upload, or it is no longer there. `signal`: the request itself was given up. */
type Holding = { uploadId: string; end: () => void; signal: AbortSignal }

/**
 * Holds an upload of the caller's for one request among all instances. The request that holds it is asked to end, since a
 * connection that is half open would hold it for ever. Throws `NotFound`, and `Conflict` where it does not end in time.
 */
export async function holdUpload(caller: Caller, { uploadId, end, signal }: Holding): Promise<Held> {
  const upload = await findOwnUpload(caller, uploadId)
  authorize(caller, 'file.upload', upload.target)
  const me = randomUUID()
  for (const giveUpAt = performance.now() + PATIENCE; ; await wait(250)) {
    if (!signal.aborted && (await take(upload.id, me))) return keep(upload.id, me, end)
    if (signal.aborted || performance.now() > giveUpAt)
      throw new Conflict('upload.held', 'Another piece of this file is still arriving. Try again in a moment.')
    await want(upload.id, me)
  }
}

async function take(id: string, me: string) {
  const at = now()
  const { count } = await db().upload.updateMany({
    where: { id, OR: [{ heldUntil: null }, { heldUntil: { lte: at } }, { heldUntil: { gt: after(at, 2 * LEASE) } }] },
    data: { heldBy: me, heldUntil: after(at, LEASE), wantedBy: null },
  })
  return count === 1
}

/** The last who asks is the one whose sender is still there. */
const want = (id: string, me: string) =>
  db().upload.updateMany({ where: { id, heldBy: { not: me } }, data: { wantedBy: me } })

function keep(id: string, me: string, end: () => void): Held {
  let until = performance.now() + LEASE
  const renew = async () => {
    const asked = performance.now()
    const [row] = await db().upload.updateManyAndReturn({
      where: { id, heldBy: me },
      data: { heldUntil: after(now(), LEASE) },
      select: { wantedBy: true },
    })
    if (row) until = asked + LEASE
    else until = 0
    if (!row || row.wantedBy) end()
  }
  // A database that does not answer is asked again: the lease ends by itself.
  const renewing = setInterval(() => void renew().catch(() => {}), RENEWED)
  return {
    isHeld: () => performance.now() < until,
    async letGo() {
      clearInterval(renewing)
      await db().upload.updateMany({ where: { id, heldBy: me }, data: { heldBy: null, heldUntil: null } })
    },
  }
}
