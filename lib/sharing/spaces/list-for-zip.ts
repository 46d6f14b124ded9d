import { targetsIn, thingColumns } from '../../access/target'
import { db } from '../../db/client'
import type { Prisma } from '../../db/generated/client'
import { type Digest, digestOf } from '../../files/digest'
import { ensureChecksums } from '../../files/ensure-checksums'
import type { Caller } from '../../principal'

/** Things read at a time. */
const BATCH = 500

/** Pages whose text is in memory at a time. */
const PAGES = 20

/** What is known of a page's text. `size` in bytes. */
type Summed = Digest & { size: number }

/**
 * Lists what is in a space with what a ZIP and `decide` need, by id, some at a time. `things`: these alone; null: all. A file that
 * is not there to be read is null, and so is its checksum until `sumFiles` was asked, and what is known of a page until `sumPages` was.
 */
export async function* listForZip(caller: Caller, { spaceId, things }: { spaceId: string; things: string[] | null }) {
  const wanted = { spaceId, deletedAt: null, ...(things && { id: { in: things } }) }
  const [factsOf, changedAt] = await Promise.all([targetsIn(caller, spaceId), findChanges(spaceId)])
  const shown = (row: Row) => ({ ...toThing(row, changedAt.get(row.id)), facts: factsOf(row) })
  let rows = await findThings(wanted)
  yield rows.map(shown)
  while (rows.length === BATCH) {
    rows = await findThings({ AND: [wanted, { id: { gt: rows.at(-1)!.id } }] })
    yield rows.map(shown)
  }
}

export type ThingForZip = ReturnType<typeof toThing> & { facts: ReturnType<Awaited<ReturnType<typeof targetsIn>>> }

/** Finds when what is in a space got its newest version, for what has any. */
async function findChanges(spaceId: string) {
  const newest = await db().resourceVersion.groupBy({
    by: ['resourceId'],
    where: { resource: { spaceId } },
    _max: { madeAt: true },
  })
  return new Map(newest.map(({ resourceId, _max }) => [resourceId, _max.madeAt]))
}

const findThings = (where: Prisma.ResourceWhereInput) =>
  db().resource.findMany({
    where,
    orderBy: { id: 'asc' },
    take: BATCH,
    select: {
      ...thingColumns,
      title: true,
      folderId: true,
      url: true,
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
    },
  })

type Row = Awaited<ReturnType<typeof findThings>>[number]

function toThing(row: Row, changedAt: Date | null | undefined) {
  const { id, kind, title, folderId, url, createdAt } = row
  const file = fileOf(row.file)
  const modifiedAt = file?.storedAt ?? changedAt ?? createdAt
  return { resourceId: id, kind, title, folderId, url, file, modifiedAt, page: null as Summed | null }
}

function fileOf(file: Row['file']) {
  if (!file?.sha256 || !file.storedAt || file.discardedAt || file.erasedAt || file.missingAt) return null
  const { id: fileId, name, size, sha256, storedAt, crc32 } = file
  return { fileId, name, size: Number(size), sha256, storedAt, crc32: crc32 === null ? null : Number(crc32) }
}

/** Fills in the checksums that files from before they were kept lack. One whose bytes are missing, or are not what was received, stays without. */
export async function sumFiles(caller: Caller, things: ThingForZip[], signal?: AbortSignal): Promise<void> {
  const files = things.flatMap(({ file }) => (file?.crc32 === null ? [file] : []))
  const found = await ensureChecksums(caller, files, signal)
  for (const file of files) file.crc32 = found.get(file.fileId) ?? null
}

/** Works out what is known of the texts of pages, a few at a time. Who may read them was decided before. */
export async function sumPages(_caller: Caller, things: ThingForZip[], signal?: AbortSignal): Promise<void> {
  const pages = things.filter(({ kind }) => kind === 'page')
  for (let from = 0; from < pages.length; from += PAGES) {
    signal?.throwIfAborted()
    const some = new Map(pages.slice(from, from + PAGES).map((page) => [page.resourceId, page]))
    const texts = await db().resource.findMany({
      where: { id: { in: [...some.keys()] } },
      select: { id: true, body: true },
    })
    for (const { id, body } of texts) {
      const bytes = Buffer.from(body ?? '')
      some.get(id)!.page = { ...digestOf(bytes), size: bytes.length }
    }
  }
}
