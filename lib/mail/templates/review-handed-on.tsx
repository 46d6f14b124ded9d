import { z } from 'zod'
import { Act, Aside, Letter, Quote, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { introduce, lines, moment, person, reply, time } from '../../words/letters'

/**
 * The mail to the person who answers from now on: a reviewer handed items on, an administrator reassigned them, or a
 * reviewer left.
 */
export const reviewHandedOn = template({
  input: z.object({
    review: reviewName,
    roundId: z.uuid(),
    items: z.int(),
    endsAt: time,
    /** The person who handed the items on. Null: nobody did; the note says what happened. */
    by: person.nullable(),
    /** Why, in that person's words. */
    reason: z.string().nullable(),
    /** Why, where nobody handed them on: "Lee Gu was disabled." */
    note: z.string().nullish(),
  }),
  subject: ({ by, items, review }) =>
    by ? `${by.name} handed ${count(items)} of “${review}” on to you` : `${review}: ${more(items)} to review`,
  letter({ review, roundId, items, endsAt, by, reason, note }, frame) {
    const until = moment(endsAt, frame.timeZone)
    return (
      <Letter
        frame={frame}
        title={by ? `${by.name} handed ${count(items)} on to you` : `${more(items)} to review`}
        preview={`Of “${review}”, until ${until}.`}
        why={`You get this because you are now a reviewer of “${review}” at ${frame.publicUrl}.${reply(frame)}`}
      >
        <Say>
          {by
            ? `${introduce(by)} asks you to answer ${items === 1 ? 'one item' : count(items)} of the access review “${review}” instead, until ${until}.`
            : `${note ? `${note} ` : ''}You now answer ${more(items)} of the access review “${review}”, until ${until}.`}
        </Say>
        {by && reason?.trim() ? <Quote from={by.name} lines={lines(reason)} /> : null}
        <Act href={`${frame.publicUrl}/reviews/${roundId}`}>Review access</Act>
        <Aside>Each item says who can open what, since when, and how it was used.</Aside>
      </Letter>
    )
  },
})

const more = (items: number) => count(items, 'more item')
