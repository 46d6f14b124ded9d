import type { Proofs } from '../../proof'

/** The purposes of a code. */
export type Purpose = 'sign-in' | 'setup' | 'invitation' | 'share-link' | 'step-up'

/** An address that is to be proven, and the purpose of the proof. */
export type Claim = {
  address: string
  /** The principal of the address when the attempt began. Null: it had none. */
  principalId: string | null
  purpose: Purpose
  /** The path to come back to, as `returnPath` has accepted it. */
  returnTo: string | null
  invitationId: string | null
  shareLinkId: string | null
  /** Values that the purpose needs after the proof, kept with the attempt. */
  detail: unknown
}

/** An address that was proven a moment ago, with the proofs that were given for it, by any means. */
export type Proven = Claim & { proofs: Proofs }
