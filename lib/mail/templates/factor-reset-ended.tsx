import { z } from 'zod'
import { Act, Letter, Say } from './letter'
import { template } from './template'
import { day, introduce, moment, person, time } from '../../words/letters'

const titles = {
  withdrawn: (name: string) => `You need not vouch for ${name} any longer`,
  declined: (name: string) => `Nobody vouched for ${name}`,
  vouched: (name: string) => `${name} was vouched for`,
  stopped: (name: string) => `The reset of the second factors of ${name} was stopped`,
  completed: (name: string) => `The second factors of ${name} are reset`,
}

type Span = { from: string; until: string }

const sentences = {
  withdrawn: (by: string, name: string) =>
    `${by} withdrew the reset of the second factors of ${name}. There is nothing to answer.`,
  declined: (by: string, name: string) =>
    `${by} can’t vouch that it is ${name} who lost their second factors. Nothing was taken away.`,
  vouched: (by: string, name: string, { from, until }: Span) =>
    `${by} vouched for ${name}. From ${from} on, until ${until}, an administrator can remove their second factors. Until then ${name} can stop it by a link in their mail.`,
  stopped: (_: string, name: string) =>
    `Whoever reads the mail of ${name} stopped it by the mailed link: they say that they have lost nothing. Nothing was taken away. Speak with them, by a telephone number or a meeting that you know of: somebody may have pretended to be them.`,
  completed: (by: string, name: string) =>
    `${by} removed the second factors of ${name}, for whom you vouched. They are asked for new ones when they sign in.`,
}

/** The mail to the people who take part in a reset: it was withdrawn, answered, stopped or carried out. */
export const factorResetEnded = template({
  input: z.object({
    person,
    by: person,
    how: z.enum(['withdrawn', 'declined', 'vouched', 'stopped', 'completed']),
    /** The person on whose page factors can be removed, from `from` on until `until`. */
    principalId: z.uuid().optional(),
    from: time.optional(),
    until: time.optional(),
  }),
  subject: ({ person, how }) => titles[how](person.name),
  letter: ({ person, by, how, principalId, from, until }, frame) => {
    const span = {
      from: from ? moment(from, frame.timeZone) : 'the day after',
      until: until ? day(until, frame.timeZone) : 'a week after',
    }
    return (
      <Letter
        frame={frame}
        title={titles[how](person.name)}
        preview="It is about a reset of second factors."
        why={`You get this because you took part in it, or administer ${frame.publicUrl}.`}
      >
        <Say>{sentences[how](introduce(by), introduce(person), span)}</Say>
        {how === 'vouched' && principalId && (
          <Act href={`${frame.publicUrl}/admin/people/${principalId}`}>See the person</Act>
        )}
      </Letter>
    )
  },
})
