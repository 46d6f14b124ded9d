import type { ReactNode } from 'react'
import type { Report } from '@/lib/reviews/results/get-report'
import type { SettingLine } from '@/lib/reviews/setting-up/settings-in-words'
import { Section } from '../../ui/section'
import { RoundState } from '../administering/round-state'
import { Stamp } from './stamp'

/** Who set it up and how it ran, and how answers count. */
export function ReportFacts({ report, words }: { report: Report; words: SettingLine[] }) {
  const { round, review, subject, extendedAt, resetAt, timeZone: zone } = report
  return (
    <Section title="How it was set up and ran">
      <dl>
        <Fact label="Set up by">{review.setUpBy}</Fact>
        <Fact label="Ran">
          {round.startedAt ? 'From' : 'Due'} <Stamp at={round.startsAt} zone={zone} />
          {round.endedAt ? (
            <>
              {' '}
              until <Stamp at={round.endedAt} zone={zone} />
            </>
          ) : (
            <>
              , to be answered until <Stamp at={round.stageEndsAt} zone={zone} />
            </>
          )}
          {extendedAt && (
            <>
              , extended on <Stamp at={extendedAt} zone={zone} />
            </>
          )}
          {resetAt && (
            <>
              , answers taken back on <Stamp at={resetAt} zone={zone} />
            </>
          )}
        </Fact>
        <Fact label="State">
          <RoundState status={round.status} />{' '}
          {round.appliedAt && (
            <>
              on <Stamp at={round.appliedAt} zone={zone} />
            </>
          )}
        </Fact>
        {words.map(({ label, words: line }) => (
          <Fact key={label} label={label}>
            {line}
          </Fact>
        ))}
        <Fact label="How answers count">
          {round.stages > 1 && 'A later stage’s answer wins. '}
          Within a stage the last answer counts. “Approve” and “Don’t know” keep{' '}
          {subject === 'grant' ? 'the grant' : 'the guest'}, “Deny”{' '}
          {subject === 'grant' ? 'ends it' : 'blocks them for 30 days and then removes them'}.
        </Fact>
      </dl>
    </Section>
  )
}

const Fact = ({ label, children }: { label: string; children: ReactNode }) => (
  <div className="grid break-inside-avoid gap-x-6 border-b border-line py-2 sm:grid-cols-[12rem_1fr]">
    <dt className="text-small leading-6 text-muted">{label}</dt>
    <dd className="wrap-anywhere whitespace-pre-line">{children}</dd>
  </div>
)

/** What came of it, in numbers. */
export function ReportTotals({
  round: { items, approved, denied, dontKnow, notReviewed, ended, removed, failed, appliedAt },
}: Pick<Report, 'round'>) {
  const totals = [
    ['Items', items],
    ['Approved', approved],
    ['Denied', denied],
    ['Don’t know', dontKnow],
    ['Not reviewed', notReviewed],
    ['Ended before', ended],
    ...(appliedAt
      ? ([
          ['Removed', removed],
          ['Failed', failed],
        ] as const)
      : []),
  ] as const
  return (
    <Section title="Totals">
      <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4 md:grid-cols-7 print:grid-cols-7">
        {totals.map(([label, count]) => (
          <div key={label}>
            <dt className="text-small text-muted">{label}</dt>
            <dd className="text-title tabular-nums">{count.toLocaleString('en')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
