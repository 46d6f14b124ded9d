import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { moment, time } from '../../words/letters'

/**
 * The mail to administrators: items of a review have nobody left to answer them, or nobody but the first of two reviewers.
 */
export const reviewUnasked = template({
  input: z.object({
    review: reviewName,
    roundId: z.uuid(),
    items: z.int(),
    /** How many of these items have a reviewer, and nobody else to give the second answer. */
    alone: z.int().min(0).default(0),
    endsAt: time,
    /** True where items without an answer may be removed at the end without an administrator. */
    removes: z.boolean(),
    /** True where the round is over, and its results wait because of this. */
    waits: z.boolean(),
  }),
  subject: ({ review, items }) => `${review}: nobody is left to answer ${count(items)}`,
  letter({ review, roundId, items, alone, endsAt, removes, waits }, frame) {
    const end = moment(endsAt, frame.timeZone)
    const unasked = items - alone
    return (
      <Letter
        frame={frame}
        title={`Nobody is left to answer ${count(items)}`}
        preview={`Of “${review}”. ${waits ? 'Its results wait for you.' : `It ends ${end}.`}`}
        why={`You get this because you administer ${frame.publicUrl}.`}
      >
        {unasked > 0 ? (
          <Say>{`${count(unasked)} of the access review “${review}” ${unasked === 1 ? 'has' : 'have'} no reviewer who is still here, and no fallback reviewer who could answer instead.`}</Say>
        ) : null}
        {alone > 0 ? (
          <Say>{`${count(alone)} of the access review “${review}” ${alone === 1 ? 'needs' : 'need'} the answers of two people, and only the first of them is left: nobody confirms their own answer.`}</Say>
        ) : null}
        <Say>
          {waits
            ? 'The review is over. Nothing has been removed: look at the results and apply them yourself.'
            : `Reassign ${items === 1 ? 'it' : 'them'} before ${end}.${removes ? ' After that, what is not answered may be removed.' : ''}`}
        </Say>
        <Act href={`${frame.publicUrl}/admin/reviews/rounds/${roundId}`}>
          {waits ? 'See the results' : 'See the round'}
        </Act>
        <Aside>All administrators are told.</Aside>
      </Letter>
    )
  },
})
