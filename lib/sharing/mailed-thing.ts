import type { Tx } from '../db/transaction'
import type { ResourceKind } from '../resource-kinds'

/** Reads a resource for a mail template: its title and kind, and for a file its name and size (bytes). */
export async function mailedThing(tx: Tx, { id, title, kind }: { id: string; title: string; kind: ResourceKind }) {
  const file =
    kind === 'file'
      ? await tx.storedFile.findFirst({ where: { resource: { id } }, select: { name: true, size: true } })
      : null
  return { title, kind, file: file && { name: file.name, size: Number(file.size) } }
}
