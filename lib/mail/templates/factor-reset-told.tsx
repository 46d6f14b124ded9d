import { z } from 'zod'
import { linkToken } from '../../secrets'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, moment, person, reply, time } from '../../words/letters'

const titles = {
  asked: 'A reset of your second factors was asked for',
  vouched: 'Your second factors can be removed in a day',
  withdrawn: 'The reset of your second factors was withdrawn',
}

const sentences = {
  asked: (by: string) =>
    `${by} says that you lost what you sign in with, and asked a member who knows you to vouch for you. A day after they do, your second factors can be removed, and you set up new ones.`,
  vouched: (by: string, from: string) =>
    `${by} vouched that you lost what you sign in with. From ${from} on an administrator can remove your second factors, and you set up new ones.`,
  withdrawn: (by: string) => `${by} withdrew the reset of your second factors. They stay as they are.`,
}

/**
 * The mail to the person whose second factors are to be reset. A person in whose name another one asked learns of it in
 * time, and can stop it.
 */
export const factorResetTold = template({
  input: z.object({
    person,
    by: person,
    what: z.enum(['asked', 'vouched', 'withdrawn']),
    /** The reset that the link in the mail stops; there is none once it is withdrawn. */
    resetId: z.uuid().optional(),
    /** The time from which the factors can be removed. */
    from: time.optional(),
  }),
  subject: ({ what }) => titles[what],
  letter: ({ by, what, resetId, from }, frame) => (
    <Letter
      frame={frame}
      title={titles[what]}
      preview="It is about how you sign in."
      why={`You get this because this address signs in at ${frame.publicUrl}.`}
    >
      <Say>{sentences[what](introduce(by), from ? moment(from, frame.timeZone) : 'then')}</Say>
      {what !== 'withdrawn' && resetId && (
        <>
          <Aside>{`Have you lost nothing? Then somebody pretends to be you: stop it here, and tell ${by.name} at once.${reply(frame)}`}</Aside>
          <Act href={`${frame.publicUrl}/resets/${linkToken('factor-reset', resetId)}`}>Look, and stop it</Act>
        </>
      )}
    </Letter>
  ),
})
