/** One mail as it is handed to a transport. Equal for every attempt at the same outbox row. */
export type Message = {
  /** The outbox row's id, which is also the provider's idempotency key. */
  id: string
  messageId: string
  date: Date
  from: { name: string; address: string }
  to: string
  replyTo: string | null
  subject: string
  html: string
  text: string
}

/** Headers by which other machines see that no person wrote this (RFC 3834), so that none answers it (Exchange). */
export const automatic = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }
