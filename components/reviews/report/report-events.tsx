import type { Report } from '@/lib/reviews/results/get-report'
import { Section } from '../../ui/section'
import { Stamp } from './stamp'

type Props = { first: Pick<NonNullable<Report['first']>, 'events' | 'cutEvents'>; zone: string }

/** What the trail says of the round as a whole, oldest first. */
export const ReportEvents = ({ first: { events, cutEvents }, zone }: Props) => (
  <Section
    title="Key events"
    description={cutEvents ? `The newest ${events.length}; all are in the audit trail.` : 'From the audit trail.'}
  >
    <ol className="text-small">
      {events.map(({ id, at, words, networkAddress }) => (
        <li key={id} className="grid break-inside-avoid gap-x-6 border-b border-line py-1.5 sm:grid-cols-[12rem_1fr]">
          <span className="text-muted">
            <Stamp at={at} zone={zone} />
          </span>
          <span className="wrap-anywhere">
            {words.map(({ text }) => text).join('')}
            {networkAddress && <span className="text-muted"> from {networkAddress}</span>}
          </span>
        </li>
      ))}
    </ol>
  </Section>
)
