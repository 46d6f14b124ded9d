// In SQL: Prisma's client compares no columns of two tables, and changes no rows by what another table says of them.

import { z } from 'zod'
import { now } from '../../clock'
import { db } from '../../db/client'
import { Prisma } from '../../db/generated/client'
import { queryRows } from '../../db/statement'
import type { Tx } from '../../db/transaction'

/** Matches a reviewer's principal `p` who can't answer any longer: shut out, gone, or not a member where they have to be. */
const cannotAnswer = Prisma.sql`(p."blockedAt" IS NOT NULL OR p."removedAt" IS NOT NULL OR (p.kind <> 'member' AND n.kind <> 'guest'))`

const Panel = z.strictObject({ id: z.string(), roundId: z.string() })

/** Finds the panels of stages being answered on which somebody can't answer any longer. */
export const findPanels = () =>
  queryRows(
    db(),
    Prisma.sql`
    SELECT DISTINCT n.id, n."roundId" FROM "ReviewRound" o JOIN "ReviewPanel" n ON n."roundId" = o.id AND n.stage = o.stage
      JOIN "Reviewer" v ON v."panelId" = n.id AND v."leftAt" IS NULL JOIN "Principal" p ON p.id = v."principalId"
    WHERE o."startedAt" IS NOT NULL AND o."endedAt" IS NULL AND ${cannotAnswer}`,
    Panel,
  )

const Leaver = z.strictObject({ id: z.string(), name: z.string().nullable(), address: z.string(), how: z.string() })
export type Leaver = z.infer<typeof Leaver>

/** Takes everybody off a panel who can't answer any longer. Resolves to them, each with what became of them in words. */
export const takeOff = (tx: Tx, panelId: string) =>
  queryRows(
    tx,
    Prisma.sql`
  UPDATE "Reviewer" v SET "leftAt" = ${now()} FROM "Principal" p, "ReviewPanel" n
  WHERE v."panelId" = ${panelId}::uuid AND n.id = v."panelId" AND p.id = v."principalId" AND v."leftAt" IS NULL AND ${cannotAnswer}
  RETURNING p.id, p.name, p.address,
    CASE WHEN p."removedAt" IS NOT NULL THEN 'was removed' WHEN p."blockedAt" IS NULL THEN 'is no longer a member'
      WHEN p.kind = 'guest' THEN 'was blocked' ELSE 'was disabled' END AS how`,
    Leaver,
  )
