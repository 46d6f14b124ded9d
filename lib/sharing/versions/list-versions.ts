import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { sizeInWords } from '../../counted'
import { db } from '../../db/client'
import { pageField, pageOf, PAGE_SIZE } from '../../forms/pages'
import type { Caller } from '../../principal'
import { findManagedResource } from '../find-managed-resource'
import type { PersonView } from '../list-people'

const ListVersions = z.object({ resourceId: z.string(), page: pageField })

export type VersionRow = {
  number: number
  /** True for what everybody opens now. */
  current: boolean
  madeAt: Date
  madeBy: PersonView
  /** Null for a page, and where the version was deleted. */
  file: { name: string; size: string } | null
  note: string | null
  deletedAt: Date | null
}

/** Lists the versions of a file or a page, newest first, in pages of 50, to its sharer. Empty: it was never changed. Throws `NotFound`. */
export async function listVersions(caller: Caller, input: { resourceId: string; page?: unknown }) {
  const { resourceId, page } = ListVersions.parse(input)
  const resource = await findManagedResource(caller, resourceId)
  authorize(caller, 'resource.read-versions', resource)
  const total = await db().resourceVersion.count({ where: { resourceId: resource.id } })
  return pageOf(page, total, async (skip) => (await findPage(resource.id, skip)).map((row) => toRow(row, total)))
}

const person = { select: { address: true, name: true, kind: true } } as const

const findPage = (resourceId: string, skip: number) =>
  db().resourceVersion.findMany({
    where: { resourceId },
    orderBy: { number: 'desc' },
    skip,
    take: PAGE_SIZE,
    select: {
      number: true,
      note: true,
      madeAt: true,
      madeBy: person,
      deletedAt: true,
      file: { select: { name: true, size: true } },
    },
  })

type Found = Awaited<ReturnType<typeof findPage>>[number]

/** Versions are numbered without a gap, so that the newest one has the number of all. */
const toRow = ({ file, ...row }: Found, newest: number): VersionRow => ({
  ...row,
  current: row.number === newest,
  file: file && { name: file.name, size: sizeInWords(Number(file.size)) },
})
