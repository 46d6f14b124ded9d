export type PersonState = 'pending' | 'active' | 'blocked' | 'removed'

type PersonFacts = {
  kind: 'member' | 'guest'
  provenAt: Date | null
  blockedAt: Date | null
  removedAt: Date | null
  guest: { privacyAcceptedAt: Date | null } | null
}

/** What a person is now. A guest is pending until the first acceptance, a member until the first code. */
export function personState({ kind, provenAt, blockedAt, removedAt, guest }: PersonFacts): PersonState {
  if (removedAt) return 'removed'
  if (blockedAt) return 'blocked'
  return (kind === 'guest' ? guest?.privacyAcceptedAt : provenAt) ? 'active' : 'pending'
}
