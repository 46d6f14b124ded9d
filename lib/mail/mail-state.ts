/** What a sharer sees of a mail: worked out from what happened, never stored. */
export type MailState = 'queued' | 'sent' | 'failed'

/** The state of one outbox row. A withheld one looks queued, like any other that has gone nowhere yet. */
export const mailState = ({ sentAt, droppedAt }: { sentAt: Date | null; droppedAt: Date | null }): MailState =>
  sentAt ? 'sent' : droppedAt ? 'failed' : 'queued'
