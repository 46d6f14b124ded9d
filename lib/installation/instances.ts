import { authorize } from '../access/authorize'
import { randomUUID } from 'node:crypto'
import { after, HOUR, MINUTE, now } from '../clock'
import { db } from '../db/client'
import type { Tx } from '../db/transaction'
import type { SystemCaller } from '../principal'
import { isOlder } from '../version-order'

/** An instance that was not seen for so long is gone. */
const GONE = MINUTE

export type Build = { version: string; build: string }
export type Serving = Build & { publicUrl: string }

/** Writes down that a process begins to serve. Resolves to its id. */
export async function enlist(caller: SystemCaller, serving: Serving): Promise<string> {
  authorize(caller, 'instance.keep')
  const [id, at] = [randomUUID(), now()]
  await db().instance.create({ data: { id, ...serving, startedAt: at, seenAt: at } })
  return id
}

/** Forgets every instance there was: nobody but the one that asks can serve from this database. */
export async function forgetInstances(caller: SystemCaller): Promise<void> {
  authorize(caller, 'instance.keep')
  await db().instance.deleteMany()
}

/** The PUBLIC_URL of an instance that serves now at another one than the instance of this id. Null: all serve at the same. */
export async function findOtherUrl(_caller: SystemCaller, id: string, publicUrl: string): Promise<string | null> {
  const other = await db().instance.findFirst({
    where: { id: { not: id }, publicUrl: { not: publicUrl }, seenAt: { gt: after(now(), -GONE) } },
    select: { publicUrl: true },
  })
  return other?.publicUrl ?? null
}

/** Writes down that it still does; one that was taken for gone is there again. Forgets those that never said that they end. */
export async function noteAlive(caller: SystemCaller, id: string, serving: Serving): Promise<void> {
  authorize(caller, 'instance.keep')
  const at = now()
  await db().instance.upsert({
    where: { id },
    create: { id, ...serving, startedAt: at, seenAt: at },
    update: { seenAt: at },
  })
  await db().instance.deleteMany({ where: { seenAt: { lt: after(at, -HOUR) } } })
}

/** Forgets an instance that ends. */
export async function leave(caller: SystemCaller, id: string): Promise<void> {
  authorize(caller, 'instance.keep')
  await db().instance.deleteMany({ where: { id } })
}

/** The oldest version that serves now and is older than one. Null: none is. */
export async function findOlderAlive(tx: Tx, version: string): Promise<string | null> {
  const alive = await tx.instance.findMany({
    where: { seenAt: { gt: after(now(), -GONE) } },
    distinct: ['version'],
    select: { version: true },
  })
  return (
    alive
      .map((one) => one.version)
      .filter((one) => isOlder(one, version))
      .sort((one, other) => (isOlder(one, other) ? -1 : 1))[0] ?? null
  )
}
