import { z } from 'zod'
import { authorize } from '../../access/authorize'
import { db } from '../../db/client'
import { NotFound } from '../../errors'
import type { Caller } from '../../principal'
import { overlapsOf } from './read-ranges'

export type LocationView = { id: string; name: string; kind: 'network' | 'country'; trusted: boolean; ranges: string[]; countries: string[]; includeUnknown: boolean; revision: number }

const select = { id: true, name: true, kind: true, trusted: true, ranges: true, countries: true, includeUnknown: true, revision: true } as const

/** Every named location by name: there are at most 195. */
export async function listLocations(caller: Caller, input: { q?: unknown } = {}): Promise<{ rows: LocationView[]; q: string }> {
  await authorize(caller, 'location.list')
  const q = z.string().trim().max(200).catch('').parse(input.q)
  return { rows: await db().namedLocation.findMany({ where: q ? { name: { contains: q, mode: 'insensitive' } } : {}, orderBy: { name: 'asc' }, select }), q }
}

/** One of them, with what of its ranges lies within others. Throws `NotFound`. */
export async function getLocation(caller: Caller, { locationId }: { locationId: string }): Promise<LocationView & { overlaps: string[] }> {
  await authorize(caller, 'location.list')
  const id = z.uuid().safeParse(locationId).data
  const found = id ? await db().namedLocation.findUnique({ where: { id }, select }) : null
  if (!found) throw new NotFound('location')
  return { ...found, overlaps: overlapsOf(found.ranges) }
}

/** Whether the caller may add one: there is nothing to begin with. */
export async function beginLocation(caller: Caller) {
  await authorize(caller, 'location.create')
}
