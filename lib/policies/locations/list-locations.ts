import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { containing } from '../../db/like'
import { NotFound } from '../../errors'
import { PAGE_SIZE, pageField, pageOf, searchField } from '../../forms/pages'
import { readId } from '../../ids'
import type { Caller } from '../../principal'
import { overlapsOf } from './read-ranges'

export type LocationView = {
  id: string
  name: string
  kind: 'network' | 'country'
  trusted: boolean
  ranges: string[]
  countries: string[]
  includeUnknown: boolean
  revision: number
}

const select = {
  id: true,
  name: true,
  kind: true,
  trusted: true,
  ranges: true,
  countries: true,
  includeUnknown: true,
  revision: true,
} as const

const ListLocations = z.object({
  q: searchField,
  page: pageField,
})

/** Named locations by name, in pages of 50. A page past the end is the last one. */
export async function listLocations(caller: Caller, input: { q?: unknown; page?: unknown } = {}) {
  authorize(caller, 'location.list')
  const { q, page } = ListLocations.parse(input)
  const where = q ? { name: containing(q) } : {}
  const total = await db().namedLocation.count({ where })
  const find = (skip: number): Promise<LocationView[]> =>
    db().namedLocation.findMany({ where, orderBy: [{ name: 'asc' }, { id: 'asc' }], skip, take: PAGE_SIZE, select })
  return { ...(await pageOf(page, total, find)), q }
}

export type LocationsView = Awaited<ReturnType<typeof listLocations>>

/** One of them, with what of its ranges lies within others. Throws `NotFound`. */
export async function getLocation(
  caller: Caller,
  { locationId }: { locationId: string },
): Promise<LocationView & { overlaps: string[] }> {
  authorize(caller, 'location.list')
  const id = readId(locationId)
  const found = id ? await db().namedLocation.findUnique({ where: { id }, select }) : null
  if (!found) throw new NotFound('location')
  return { ...found, overlaps: overlapsOf(found.ranges) }
}

/** Whether the caller may add one: there is nothing to begin with. */
export async function beginLocation(caller: Caller) {
  authorize(caller, 'location.create')
}
