import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { moment, time } from './words'

/** To administrators: items of a review have nobody left to answer them. */
export const reviewUnasked = template({
  input: z.object({
    review: reviewName,
    roundId: z.uuid(),
    items: z.int(),
    endsAt: time,
    /** What is not answered may be removed by itself at the end. */
    removes: z.boolean(),
    /** The round is over, and its results wait because of this. */
    waits: z.boolean(),
  }),
  subject: ({ review, items }) => `${review}: nobody is left to answer ${count(items)}`,
  letter({ review, roundId, items, endsAt, removes, waits }, frame) {
    const end = moment(endsAt, frame.timeZone)
    const have = items === 1 ? 'has' : 'have'
    return (
      <Letter
        frame={frame}
        title={`Nobody is left to answer ${count(items)}`}
        preview={`Of “${review}”. ${waits ? 'Its results wait for you.' : `It ends ${end}.`}`}
        why={`You get this because you administer ${frame.publicUrl}.`}
      >
        <Say>{`${count(items)} of the access review “${review}” ${have} no reviewer who is still here, and no fallback reviewer who could answer instead.`}</Say>
        <Say>
          {waits
            ? 'The review is over. Nothing has been removed: look at the results and apply them yourself.'
            : `Reassign ${items === 1 ? 'it' : 'them'} before ${end}.${removes ? ' After that, what is not answered may be removed.' : ''}`}
        </Say>
        <Act href={`${frame.publicUrl}/admin/reviews/rounds/${roundId}`}>{waits ? 'See the results' : 'See the round'}</Act>
        <Aside>All administrators are told.</Aside>
      </Letter>
    )
  },
})
