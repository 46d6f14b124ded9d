import { z } from 'zod'
import { Act, Aside, Letter, List, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { reply } from '../../words/letters'

const number = z.int().min(0)

/**
 * The mail to the person who set the review up, and to the others who are mailed its outcome: at the end where the results
 * wait, and once they are applied.
 */
export const reviewEnded = template({
  input: z.object({
    review: reviewName,
    roundId: z.uuid(),
    number: z.int(),
    items: number,
    approved: number,
    denied: number,
    dontKnow: number,
    /** Items that were not answered and are not asked about any longer, since their access had ended before. */
    ended: number.default(0),
    /** Null: the results wait for an administrator to apply them. */
    applied: z.object({ removed: number, failed: number, perGuest: z.boolean() }).nullable(),
    /** True for a reader who may open the review's page. */
    administrator: z.boolean(),
  }),
  subject: ({ review, applied }) =>
    applied
      ? `${review}: ${applied.removed === 0 ? 'nothing was removed' : removals(applied)}`
      : `${review} has ended: its results wait to be applied`,
  letter({ review, roundId, number, items, approved, denied, dontKnow, ended, applied, administrator }, frame) {
    const notReviewed = items - approved - denied - dontKnow - ended
    return (
      <Letter
        frame={frame}
        title={applied ? `“${review}” is done` : `“${review}” has ended`}
        preview={applied ? `Of ${count(items)}, ${removals(applied)}.` : `${count(items)}, nothing applied yet.`}
        why={`You get this because you set this review up, or are told of its outcome, at ${frame.publicUrl}.${reply(frame)}`}
      >
        <Say>{`Round ${number} of the access review “${review}” asked about ${count(items)}:`}</Say>
        <List
          items={[
            `${approved.toLocaleString('en-US')} approved`,
            `${denied.toLocaleString('en-US')} denied`,
            `${dontKnow.toLocaleString('en-US')} answered “Don’t know”`,
            `${notReviewed.toLocaleString('en-US')} not reviewed`,
            ...(ended > 0 ? [`${ended.toLocaleString('en-US')} had ended before`] : []),
          ]}
        />
        <Say>
          {applied
            ? `${removals(applied)}.${failures(applied.failed)}`
            : 'Nothing has been removed yet: an administrator has to apply the results.'}
        </Say>
        {administrator ? (
          <Act href={`${frame.publicUrl}/admin/reviews/rounds/${roundId}`}>
            {applied ? 'See the results' : 'Apply the results'}
          </Act>
        ) : null}
        <Aside>
          {applied?.perGuest && applied.removed > 0
            ? 'They can be unblocked for 30 days; after that they are removed.'
            : 'Every answer, and what was done, stays in the review.'}
        </Aside>
      </Letter>
    )
  },
})

const removals = ({ removed, perGuest }: { removed: number; perGuest: boolean }) => {
  if (perGuest) return `${count(removed, 'guest')} ${removed === 1 ? 'was' : 'were'} blocked`
  return `${count(removed, 'grant')} ${removed === 1 ? 'was' : 'were'} removed`
}

const failures = (failed: number) =>
  failed === 0 ? '' : ` ${count(failed)} could not be applied; the review says why.`
