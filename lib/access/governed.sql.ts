// In SQL: lists count and sort by what is governed, which PostgreSQL finds once by its indexes.

import { Prisma } from '../db/generated/client'
import { liveIn, of } from './live'

/** Finds the ids of what a member shares in no space, and of the spaces that they manage. Nothing deleted. */
export const sharedIds = (principalId: string, at: Date) => Prisma.sql`
  SELECT a.id FROM "Resource" a
  WHERE a."sharedById" = ${principalId}::uuid AND a."spaceId" IS NULL AND a.kind <> 'space' AND a."deletedAt" IS NULL
  UNION ALL ${managedIds(principalId, at)}`

/** Finds the ids of what a member governs: the same, and what is in those spaces. Nothing deleted. */
export const governedIds = (principalId: string, at: Date) => Prisma.sql`
  ${sharedIds(principalId, at)}
  UNION ALL SELECT t.id FROM "Resource" t WHERE t."deletedAt" IS NULL AND t."spaceId" IN (${managedIds(principalId, at)})`

const managedIds = (principalId: string, at: Date) => Prisma.sql`
  SELECT s.id FROM "Grant" m JOIN "Resource" s ON s.id = m."resourceId"
  WHERE m."principalId" = ${principalId}::uuid AND m.role = 'manage' AND s.kind = 'space' AND ${liveIn('m', at)} AND s."deletedAt" IS NULL`

/** Picks the more sensitive of a resource's label and its space's, as `strictest` does. */
export const labelIn = (
  alias: string,
) => Prisma.sql`CASE WHEN ${of(alias)}"spaceId" IS NULL THEN ${of(alias)}"labelId" ELSE (
  SELECT n.id FROM "Resource" home JOIN "SensitivityLabel" n ON n.id IN (home."labelId", ${of(alias)}"labelId")
  WHERE home.id = ${of(alias)}"spaceId" ORDER BY n.place DESC LIMIT 1) END`
