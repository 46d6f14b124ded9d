import { here } from '../../access/live'
import type { Prisma } from '../../db/generated/client'

/**
 * Finds the panels of a round's stage that have nobody left on them who could answer. A guest who can't answer about
 * themselves lacks nobody: their panel is not among them.
 */
export const askingNobody = ({ id, stage }: { id: string; stage: number }) =>
  ({
    roundId: id,
    stage,
    kind: { not: 'guest' },
    reviewers: { none: { leftAt: null, principal: here } },
  }) satisfies Prisma.ReviewPanelWhereInput
