import { ExternalLink } from 'lucide-react'
import { localMailPath } from '@/lib/page-paths'
import { PageHeader } from '../ui/page-header'
import { Section } from '../ui/section'
import { LinkButton } from '../ui/link-button'
import { Time } from '../ui/time'
import { LetterFrame } from './letter-frame'

export type LocalMailView = {
  id: string
  recipient: string
  subject: string
  text: string
  sentAt: Date
  /** Where the mail's button leads. */
  link: string | null
}

/** One mail as its reader would see it, in a frame that can do nothing, and as text. */
export function LocalMail({ mail }: { mail: LocalMailView }) {
  return (
    <>
      <PageHeader
        title={mail.subject}
        back={{ href: '/mailbox', label: 'Local mailbox' }}
        description={
          <>
            To <span className="wrap-anywhere text-ink">{mail.recipient}</span>,{' '}
            <Time value={mail.sentAt} mode="datetime" />
          </>
        }
      />
      <Section title="As it looks" action={mail.link && <Follow href={mail.link} />}>
        <LetterFrame src={`${localMailPath(mail.id)}/letter`} />
      </Section>
      <Section title="As text">
        <pre className="overflow-x-auto rounded bg-sunken p-4 font-mono text-small wrap-anywhere whitespace-pre-wrap">
          {mail.text}
        </pre>
      </Section>
    </>
  )
}

// The frame opens no windows, so the way out of the mail stands beside it.
const Follow = ({ href }: { href: string }) => (
  <LinkButton href={href}>
    <ExternalLink />
    Follow its link
  </LinkButton>
)
