import { now } from '../../clock'
import type { Tx } from '../../db/transaction'
import { callerId, type Caller } from '../../principal'

/** What a version holds: a file's bytes or a page's text. */
export type VersionContent = { fileId: string } | { body: string }

type Made = VersionContent & { note?: string | null }

/**
 * Writes down what a resource holds from now on as its newest version, in the transaction that puts it into the resource and has
 * locked its row. Before the first change also writes down, as version 1, what it held until then. Resolves to the number.
 */
export async function keepVersion(tx: Tx, caller: Caller, resourceId: string, { note = null, ...content }: Made) {
  const madeById = callerId(caller)
  if (!madeById) throw new Error('A version is made by a person.')
  const number = ((await findNewestNumber(tx, resourceId)) ?? (await keepFirst(tx, resourceId))) + 1
  await tx.resourceVersion.create({
    data: { resourceId, number, note, ...content, madeAt: now(), madeById },
    select: { number: true },
  })
  return number
}

/** Finds the number of the newest version; null: the resource was never changed. */
export async function findNewestNumber(tx: Tx, resourceId: string): Promise<number | null> {
  const newest = await tx.resourceVersion.findFirst({
    where: { resourceId },
    orderBy: { number: 'desc' },
    select: { number: true },
  })
  return newest?.number ?? null
}

async function keepFirst(tx: Tx, resourceId: string) {
  const { fileId, body, createdAt, sharedById, addedById } = await tx.resource.findUniqueOrThrow({
    where: { id: resourceId },
    select: { fileId: true, body: true, createdAt: true, sharedById: true, addedById: true },
  })
  const first = { resourceId, number: 1, fileId, body, madeAt: createdAt, madeById: addedById ?? sharedById }
  await tx.resourceVersion.create({ data: first, select: { number: true } })
  return 1
}
