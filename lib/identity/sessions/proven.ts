/** What a code is asked for. */
export type Purpose = 'sign-in' | 'setup' | 'invitation' | 'share-link' | 'step-up'

/** An address that was proven a moment ago, by whatever way, and what its person came for. */
export type Proven = {
  address: string
  /** Who it was known as when the way in was begun; null for nobody. */
  principalId: string | null
  purpose: Purpose
  /** A path that `returnPath` has let through. */
  returnTo: string | null
  invitationId: string | null
  shareLinkId: string | null
  /** What the purpose had to remember until now. */
  detail: unknown
}
