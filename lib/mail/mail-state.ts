/** The states of a mail for its sharer: worked out from its times, never stored. */
export type MailState = 'queued' | 'sent' | 'maybe-sent' | 'failed'

/** Works out the state of one outbox row. A withheld mail looks queued, like any other that has not been sent yet. */
export function mailState({ sentAt, droppedAt, doubts, lastError }: Happened): MailState {
  if (sentAt) return 'sent'
  if (doubts > 0 && lastError) return 'maybe-sent'
  return droppedAt ? 'failed' : 'queued'
}

type Happened = { sentAt: Date | null; droppedAt: Date | null; doubts: number; lastError: string | null }
