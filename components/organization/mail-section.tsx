import type { getMailState } from '@/lib/mail/get-mail-trouble'
import { Section } from '../ui/section'
import { Time } from '../ui/time'

type Mail = Awaited<ReturnType<typeof getMailState>>

/** Whether mail gets through, and the last fault in words; what the mail server said stands below it. */
export const MailSection = ({ mail: { trouble, lastFault } }: { mail: Mail }) => (
  <Section title="Mail" id="mail">
    <div className="flex max-w-prose flex-col gap-2">
      {trouble ? (
        <p className="font-medium text-danger">
          None has left since <Time value={trouble.since} mode="datetime" />.{' '}
          {trouble.mails === 1 ? '1 mail' : `${trouble.mails.toLocaleString('en')} mails`} did not get through so far.
        </p>
      ) : (
        <p>Mail gets through.</p>
      )}
      {lastFault ? <LastFault fault={lastFault} /> : <p className="text-muted">No fault is known.</p>}
    </div>
  </Section>
)

const LastFault = ({ fault: { at, words, said } }: { fault: NonNullable<Mail['lastFault']> }) => (
  <>
    <p>
      Last fault, of a mail written <Time value={at} mode="datetime" />: {words}
    </p>
    <p className="text-small text-muted">
      The mail server or the network said: <span className="font-mono wrap-anywhere">{said}</span>
    </p>
  </>
)
