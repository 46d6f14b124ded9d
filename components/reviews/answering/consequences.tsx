import type { MyRoundView } from '@/lib/reviews/answering/get-my-round'
import { PhoneFold } from '../../ui/phone-fold'

/** What each answer will do in this round, and what none will; folded on a phone, where the items come first. */
export function Consequences({ round: { consequences, self, open } }: { round: MyRoundView }) {
  const { approve, deny, dontKnow, notReviewed, when } = consequences
  const all = [
    { term: 'Approve', means: approve, plain: 'You still need it' },
    { term: 'Deny', means: deny, plain: 'You don’t need it any longer' },
    { term: 'Don’t know', means: dontKnow, plain: 'You are not sure' },
    { term: 'Not reviewed', means: notReviewed, plain: 'You answer nothing' },
  ]
  return (
    <div className="text-small">
      <PhoneFold label="What each answer does">
        <dl className={`grid gap-x-8 gap-y-0.5 ${self ? 'sm:grid-cols-[auto_1fr]' : 'grid-cols-[auto_1fr]'}`}>
          {all.map(({ term, means, plain }) => (
            <div key={term} className="contents">
              <dt className="font-medium whitespace-nowrap">{self ? `${term} (${plain.toLowerCase()})` : term}</dt>
              <dd className="text-muted">{means}</dd>
            </div>
          ))}
        </dl>
      </PhoneFold>
      {open && (
        <p className="mt-1 text-muted">Until the review ends every answer can be changed. What goes, goes {when}.</p>
      )}
    </div>
  )
}
