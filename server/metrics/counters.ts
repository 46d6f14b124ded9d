import type { AuditEventType } from '@/lib/words/event-types'

type Happening = AuditEventType | 'code.sent'

export type Counting = {
  name: string
  help: string
  label?: string
  /** What each value of the label counts. */ of: Record<string, Happening[]>
}

/** What only grows while this instance lives, its worker included. */
export const counters: readonly Counting[] = [
  { name: 'foyer_sign_ins_total', help: 'Sessions that began.', of: { '': ['session.started'] } },
  {
    name: 'foyer_codes_total',
    help: 'One-time passcodes: asked for (also where none is sent), sent, verified, wrong, refused.',
    label: 'outcome',
    of: {
      asked: ['passcode.requested'],
      sent: ['code.sent'],
      verified: ['passcode.verified'],
      wrong: ['passcode.failed'],
      refused: ['passcode.refused'],
    },
  },
  {
    name: 'foyer_mails_total',
    help: 'Mails that were done with: sent, failed, or maybe-sent where nobody can say.',
    label: 'state',
    of: { sent: ['mail.sent'], failed: ['mail.failed', 'mail.dropped'], 'maybe-sent': ['mail.unconfirmed'] },
  },
]
