import type { Tx } from '../db/transaction'
import type { ResourceKind } from './kinds'

/** What is shared, as a mail about access to it names it: a file with its name, and its size in bytes. */
export async function mailedThing(tx: Tx, { id, title, kind }: { id: string; title: string; kind: ResourceKind }) {
  const file =
    kind === 'file'
      ? await tx.storedFile.findFirst({ where: { resource: { id } }, select: { name: true, size: true } })
      : null
  return { title, kind, file: file && { name: file.name, size: Number(file.size) } }
}
