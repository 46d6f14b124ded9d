import type { Holder } from './end-grants'

/** What of a grant's row says who holds it. */
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

/** The holder of a grant; nobody blocked or removed counts as known. */
export function holderOf({ id, principal }: Row): Holder {
  const { address, blockedAt, removedAt } = principal
  return { grantId: id, address, known: hasAccepted(principal) && !blockedAt && !removedAt }
}

/** Members need not accept anything; a guest has once the privacy statement is accepted. */
const hasAccepted = ({ kind, guest }: Pick<Row['principal'], 'kind' | 'guest'>) =>
  kind === 'member' || guest?.privacyAcceptedAt != null
