import type { Holder } from './end-grants'

/** The columns of a grant that `holderOf` needs. */
export const holderSelection = {
  id: true,
  principal: {
    select: {
      address: true,
      kind: true,
      blockedAt: true,
      removedAt: true,
      guest: { select: { privacyAcceptedAt: true } },
    },
  },
} as const

type Row = {
  id: string
  principal: {
    address: string
    kind: 'member' | 'guest'
    blockedAt: Date | null
    removedAt: Date | null
    guest: { privacyAcceptedAt: Date | null } | null
  }
}

/** Returns the holder of a grant. A holder who is blocked, removed, or has accepted nothing is not `known`. */
export function holderOf({ id, principal }: Row): Holder {
  const { address, blockedAt, removedAt } = principal
  return { grantId: id, address, known: hasAccepted(principal) && !blockedAt && !removedAt }
}

/** Checks whether a guest has accepted the privacy statement. True for members, who need not. */
const hasAccepted = ({ kind, guest }: Pick<Row['principal'], 'kind' | 'guest'>) =>
  kind === 'member' || guest?.privacyAcceptedAt != null
