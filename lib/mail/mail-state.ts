/** What a sharer sees of a mail: worked out from what happened, never stored. */
export type MailState = 'queued' | 'sent' | 'maybe-sent' | 'failed'

/** The state of one outbox row. A withheld one looks queued, like any other that has gone nowhere yet. */
export function mailState({ sentAt, droppedAt, doubts, lastError }: Happened): MailState {
  if (sentAt) return 'sent'
  if (doubts > 0 && lastError) return 'maybe-sent'
  return droppedAt ? 'failed' : 'queued'
}

type Happened = { sentAt: Date | null; droppedAt: Date | null; doubts: number; lastError: string | null }
