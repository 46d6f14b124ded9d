import { z } from 'zod'
import { Act, Aside, Letter, Quote, Say } from './letter'
import { count } from './review-words'
import { reviewStarted } from './review-started'
import { template } from './template'
import { day, lines, moment, reply } from '../../words/letters'

/** The mail to a reviewer who has open items: half-way, a day before the end, or when an administrator asks for it. */
export const reviewReminder = template({
  input: reviewStarted.input.extend({ open: z.int() }),
  subject: ({ open, endsAt, guest, review }, { timeZone }) =>
    guest
      ? `Still waiting for your answer, until ${day(endsAt, timeZone)}`
      : `${review}: ${count(open)} still open, until ${day(endsAt, timeZone)}`,
  letter(input, frame) {
    const { review, roundId, from, items, open, endsAt, message, guest } = input
    const { organization, publicUrl, timeZone } = frame
    const until = moment(endsAt, timeZone)
    return (
      <Letter
        frame={frame}
        title={guest ? 'Do you still need these?' : `${count(open)} still ${open === 1 ? 'waits' : 'wait'} for you`}
        preview={`Please answer by ${until}.`}
        why={`You get this because ${guest ? 'something is shared with this address' : `you are a reviewer of “${review}”`} at ${publicUrl}.${reply(frame)}`}
      >
        <Say>
          {guest
            ? `${organization} would like to know what you still need of what it shares with you. ${open === 1 ? 'One question is' : `${count(open, 'question')} are`} open. Please answer by ${until}.`
            : answered({ review, items, open }, until)}
        </Say>
        {message?.trim() ? <Quote from={from.name} lines={lines(message)} /> : null}
        <Act href={`${publicUrl}/reviews/${roundId}`}>{guest ? 'Say what you still need' : 'Review access'}</Act>
        <Aside>
          {guest
            ? 'If you are not signed in, we mail you a code first.'
            : 'The page says what happens to items that nobody answers.'}
        </Aside>
      </Letter>
    )
  },
})

const answered = ({ review, items, open }: { review: string; items: number; open: number }, until: string) =>
  open === items
    ? `Nothing of your ${count(items)} in “${review}” is answered yet. You can answer until ${until}.`
    : `Of your ${count(items)} in “${review}”, ${(items - open).toLocaleString('en-US')} ${items - open === 1 ? 'is' : 'are'} answered. The rest can be answered until ${until}.`
