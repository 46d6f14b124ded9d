import { targetColumns, targetOf } from '../../access/target'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { ensureChecksums } from '../../files/ensure-checksums'
import type { Caller } from '../../principal'

/** Things read at a time. */
const BATCH = 500

/**
 * Lists what is in a space with what a ZIP and `decide` need, by id, some at a time. `things`: these alone; null: all. A file that
 * is not there to be read is null, and so is its checksum until `sumFiles` was asked.
 */
export async function* listForZip(caller: Caller, { spaceId, things }: { spaceId: string; things: string[] | null }) {
  const wanted = { spaceId, deletedAt: null, ...(things && { id: { in: things } }) }
  let rows = await findThings(caller, wanted)
  yield rows.map(toThing)
  while (rows.length === BATCH) {
    rows = await findThings(caller, { AND: [wanted, { id: { gt: rows.at(-1)!.id } }] })
    yield rows.map(toThing)
  }
}

export type ThingForZip = ReturnType<typeof toThing>

const findThings = (caller: Caller, where: Prisma.ResourceWhereInput) =>
  db().resource.findMany({
    where,
    orderBy: { id: 'asc' },
    take: BATCH,
    select: {
      ...targetColumns(caller),
      title: true,
      folderId: true,
      url: true,
      body: true,
      createdAt: true,
      file: {
        select: {
          id: true,
          name: true,
          size: true,
          sha256: true,
          crc32: true,
          storedAt: true,
          discardedAt: true,
          erasedAt: true,
          missingAt: true,
        },
      },
      versions: { orderBy: { number: 'desc' }, take: 1, select: { madeAt: true } },
    },
  })

type Row = Awaited<ReturnType<typeof findThings>>[number]

function toThing(row: Row) {
  const { id, kind, title, folderId, url, body, createdAt, versions } = row
  const file = fileOf(row.file)
  const modifiedAt = file?.storedAt ?? versions[0]?.madeAt ?? createdAt
  return { resourceId: id, kind, title, folderId, url, body, file, modifiedAt, facts: targetOf(row) }
}

function fileOf(file: Row['file']) {
  if (!file?.sha256 || !file.storedAt || file.discardedAt || file.erasedAt || file.missingAt) return null
  const { id: fileId, name, size, sha256, storedAt, crc32 } = file
  return { fileId, name, size: Number(size), sha256, storedAt, crc32: crc32 === null ? null : Number(crc32) }
}

/** Fills in the checksums that files from before they were kept lack. One whose bytes are missing, or are not what was received, stays without. */
export async function sumFiles(caller: Caller, things: ThingForZip[]): Promise<void> {
  const files = things.flatMap(({ file }) => (file?.crc32 === null ? [file] : []))
  const found = await ensureChecksums(caller, files)
  for (const file of files) file.crc32 = found.get(file.fileId) ?? null
}
