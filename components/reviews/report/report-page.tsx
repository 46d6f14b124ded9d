import { roundPath } from '@/lib/page-paths'
import type { Report } from '@/lib/reviews/results/get-report'
import { zoneInWords } from '../../ui/format-time'
import { LinkButton } from '../../ui/link-button'
import { Section } from '../../ui/section'
import { PrintButton } from '../../ui/print-button'
import { ReportEvents } from './report-events'
import { ReportExceptions } from './report-exceptions'
import { ReportFacts, ReportTotals } from './report-facts'
import { ReportItems } from './report-items'
import { ReportReviewers } from './report-reviewers'
import { Stamp } from './stamp'

/** A round on paper: who was asked about whom, what they said and why, and what was done; exceptions first. */
export function ReportPage({ report }: { report: Report }) {
  const { round, review, organization, first, part, parts, items, timeZone } = report
  return (
    <article className="report mx-auto max-w-work px-4 pt-6 pb-16 md:px-10 print:max-w-none print:p-0">
      <Bar report={report} />
      <header className="border-b border-line pb-5">
        <p className="font-serif text-lead">{organization}</p>
        <h1 className="font-serif text-display wrap-anywhere">
          Access review: <bdi>{review.name}</bdi>
        </h1>
        <p className="text-muted">
          Round {round.number}, <Stamp at={round.startsAt} zone={timeZone} hour={false} />
          {parts > 1 && `, part ${part} of ${parts}`}
        </p>
      </header>
      {first && (
        <>
          <ReportTotals round={round} />
          <ReportExceptions exceptions={first.exceptions} zone={timeZone} />
          <ReportFacts report={report} words={first.words} />
          <ReportReviewers reviewers={first.reviewers} zone={timeZone} />
          <ReportEvents first={first} zone={timeZone} />
        </>
      )}
      <Section
        title={parts > 1 ? `Items, part ${part} of ${parts}` : 'Items'}
        description="By guest. Each with every answer that was given, oldest first."
      >
        {items.length > 0 ? (
          <ReportItems items={items} zone={timeZone} label="Items" />
        ) : (
          <p className="text-muted">Nobody was in scope when this round began.</p>
        )}
      </Section>
      <Foot report={report} />
    </article>
  )
}

/** For the screen alone. */
function Bar({ report: { round, part, parts } }: { report: Report }) {
  const page = roundPath(round.id)
  return (
    <nav aria-label="Report" className="mb-8 flex flex-wrap items-center gap-2 print:hidden">
      <LinkButton href={page}>Back to the round</LinkButton>
      {part > 1 && (
        <LinkButton href={`${page}/report?part=${part - 1}`} rel="prev">
          Part {part - 1}
        </LinkButton>
      )}
      {part < parts && (
        <LinkButton href={`${page}/report?part=${part + 1}`} rel="next">
          Part {part + 1}
        </LinkButton>
      )}
      <PrintButton variant="primary" />
      {parts > 1 && (
        <p className="text-small text-muted">
          Part {part} of {parts}, 1,000 items each. Print every part for the whole.
        </p>
      )}
    </nav>
  )
}

const Foot = ({ report: { madeAt, madeBy, timeZone, organization } }: { report: Report }) => (
  <footer className="mt-10 border-t border-line pt-4 text-small text-muted">
    Made on <Stamp at={madeAt} zone={timeZone} /> by {madeBy} for {organization}, with Foyer. Times are by clocks in{' '}
    {zoneInWords(timeZone)}.
  </footer>
)
