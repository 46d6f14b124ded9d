// In SQL: one statement counts in five tables for many members, where the client would ask table by table.

import { z } from 'zod'
import { inOfficeIn, linkLiveIn, openIn } from '../../access/live'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

const Row = z.strictObject({
  id: z.string(),
  shares: z.int(),
  /** Share links that let new people in. */
  links: z.int(),
  /** Invitations that nobody has accepted yet. */
  invitations: z.int(),
  /** Guests they sponsor. */
  guests: z.int(),
  /** Names of the reviews that they answer in, now or in rounds to come. */
  reviews: z.array(z.string()),
  /** Spaces that nobody else in office manages. */
  spaces: z.array(z.strictObject({ id: z.string(), title: z.string() })),
})

/** What hangs on a member: what they share and offer, whom they answer for, and where their answers are waited for. */
export type Hanging = Omit<z.infer<typeof Row>, 'id'>

/** Counts what hangs on each of these members at a time. */
export const countHanging = (tx: Tx, principalIds: string[], at: Date) =>
  queryRows(
    tx,
    Prisma.sql`
      SELECT p.id,
        (SELECT count(*)::int FROM "Resource" r WHERE r."sharedById" = p.id AND r."spaceId" IS NULL AND r."deletedAt" IS NULL) AS shares,
        (SELECT count(*)::int FROM "ShareLink" l JOIN "Resource" r ON r.id = l."resourceId"
          WHERE l."createdById" = p.id AND l.audience <> 'invited' AND ${linkLiveIn('l', at)}
            AND (l."maxPeople" IS NULL OR l."peopleCount" < l."maxPeople") AND r."deletedAt" IS NULL) AS links,
        (SELECT count(*)::int FROM "Invitation" i JOIN "Resource" r ON r.id = i."resourceId"
          WHERE i."invitedById" = p.id AND ${openIn('i', at)} AND r."deletedAt" IS NULL) AS invitations,
        (SELECT count(*)::int FROM "Guest" u JOIN "Principal" g ON g.id = u."principalId"
          WHERE u."sponsorId" = p.id AND g.kind = 'guest' AND g."removedAt" IS NULL) AS guests,
        ARRAY(SELECT a.name FROM "AccessReview" a WHERE
          (a."endedAt" IS NULL AND jsonb_path_exists(a.settings, '$.stages[*].*[*] ? (@ == $id)', jsonb_build_object('id', p.id)))
          OR EXISTS (SELECT FROM "Reviewer" v JOIN "ReviewPanel" n ON n.id = v."panelId" JOIN "ReviewRound" o ON o.id = n."roundId"
            WHERE v."principalId" = p.id AND v."leftAt" IS NULL AND o."reviewId" = a.id AND o."endedAt" IS NULL AND n.stage >= o.stage)
          ORDER BY lower(a.name), a.id) AS reviews,
        (SELECT coalesce(jsonb_agg(jsonb_build_object('id', s.id, 'title', s.title) ORDER BY lower(s.title), s.id), '[]')
          FROM "Grant" g JOIN "Resource" s ON s.id = g."resourceId"
          WHERE g."principalId" = p.id AND g.role = 'manage' AND s.kind = 'space' AND s."deletedAt" IS NULL AND ${linkLiveIn('g', at)}
            AND NOT EXISTS (SELECT FROM "Grant" o JOIN "Principal" m ON m.id = o."principalId"
              WHERE o."resourceId" = s.id AND o.role = 'manage' AND o."principalId" <> p.id AND ${linkLiveIn('o', at)} AND ${inOfficeIn('m')})) AS spaces
      FROM "Principal" p WHERE p.id = ANY(${principalIds}::uuid[])`,
    Row,
  )
