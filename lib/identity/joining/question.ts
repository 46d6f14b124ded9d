import type { Purpose } from '../sessions/proven'

/** A request for a code: the address, the purpose, and what the browser shows for it. */
export type Question = {
  address: string
  purpose: Purpose
  /** The token of an invitation's link, or of the set-up link. */
  linkToken?: string | null
  shareLinkId?: string | null
  /** The token of this browser's cookie for the addresses it has proven. */
  browserToken?: string | null
  /** The token of this browser's cookie for the let-in links used in it. */
  letInToken?: string | null
}
