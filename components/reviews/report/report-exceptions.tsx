import type { Exceptions } from '@/lib/reviews/results/get-report'
import { Section } from '../../ui/section'
import { ReportItems } from './report-items'

/** What went otherwise than set up; that nothing did is said too. */
export const ReportExceptions = ({ exceptions, zone }: { exceptions: Exceptions; zone: string }) => (
  <Section title="Exceptions">
    {exceptions.length === 0 && (
      <p className="text-muted">None: nothing failed, and every item had somebody to answer for it.</p>
    )}
    {exceptions.map(({ what, items, more }) => (
      <div key={what} className="mb-6">
        <h3 className="mb-2 font-medium">
          {what}:{' '}
          {more
            ? `the first ${items.length} items; all are in the CSV`
            : `${items.length} ${items.length === 1 ? 'item' : 'items'}`}
        </h3>
        <ReportItems items={items} zone={zone} label={what} />
      </div>
    ))}
  </Section>
)
