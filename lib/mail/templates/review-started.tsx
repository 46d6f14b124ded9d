import { z } from 'zod'
import { Act, Aside, Letter, Quote, Say } from './letter'
import { count, reviewName } from './review-words'
import { template } from './template'
import { day, introduce, lines, moment, person, reply, time } from '../../words/letters'

/** The mail to a reviewer, once for a round and stage, however many panels they sit on. */
export const reviewStarted = template({
  input: z.object({
    review: reviewName,
    roundId: z.uuid(),
    /** The person who set the review up. */
    from: person,
    items: z.int(),
    endsAt: time,
    message: z.string().nullable(),
    /** True for a guest, who is asked about the resources shared with them. */
    guest: z.boolean(),
  }),
  subject: ({ items, endsAt, guest, review }, { organization, timeZone }) =>
    guest
      ? `Do you still need what ${organization} shares with you?`
      : `${review}: ${count(items)} to review by ${day(endsAt, timeZone)}`,
  letter(input, frame) {
    const { review, roundId, from, items, endsAt, message, guest } = input
    const { organization, publicUrl, timeZone } = frame
    const until = moment(endsAt, timeZone)
    return (
      <Letter
        frame={frame}
        title={guest ? 'Do you still need these?' : 'Who should keep access?'}
        preview={guest ? `Please tell us by ${until}.` : `${count(items)} of “${review}”, until ${until}.`}
        why={`You get this because ${guest ? 'something is shared with this address' : `you are a reviewer of “${review}”`} at ${publicUrl}.${reply(frame)}`}
      >
        <Say>
          {guest
            ? `${organization} is going through what it shares, and asks what of it you still need. ${items === 1 ? 'There is one question' : `There are ${items.toLocaleString('en-US')} questions`} for you. Please answer by ${until}.`
            : `${introduce(from)} asks you to review the access of guests in “${review}”. ${items === 1 ? 'One item waits' : `${count(items)} wait`} for your answer, until ${until}.`}
        </Say>
        {message?.trim() ? <Quote from={from.name} lines={lines(message)} /> : null}
        <Act href={`${publicUrl}/reviews/${roundId}`}>{guest ? 'Say what you still need' : 'Review access'}</Act>
        <Aside>
          {guest
            ? 'If you are not signed in, we mail you a code first. You can change an answer until then.'
            : 'Each item says who can open what, since when, and how it was used. You can change an answer until the end.'}
        </Aside>
      </Letter>
    )
  },
})
