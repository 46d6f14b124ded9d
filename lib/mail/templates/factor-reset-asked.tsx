import { z } from 'zod'
import { Act, Aside, Letter, Quote, Say } from './letter'
import { template } from './template'
import { introduce, lines, person } from '../../words/letters'

/** The mail to the sponsor, or to another member, who is asked to vouch for a person that lost their second factors. */
export const factorResetAsked = template({
  input: z.object({ person, administrator: person, reason: z.string(), resetId: z.uuid() }),
  subject: ({ person }) => `Do you vouch for ${person.name}?`,
  letter: ({ person, administrator, reason, resetId }, frame) => (
    <Letter
      frame={frame}
      title={`Do you vouch for ${person.name}?`}
      preview="They lost what they sign in with."
      why={`You get this because you answer for this person at ${frame.publicUrl}.`}
    >
      <Say>{`${introduce(person)} can’t show their second factor any longer. ${introduce(administrator)} asks you to vouch that it is really them. A day after you do, it can be taken away, and they set up a new one.`}</Say>
      <Quote from={administrator.name} lines={lines(reason)} />
      <Act href={`${frame.publicUrl}/vouching/${resetId}`}>Answer</Act>
      <Aside>
        Speak with them first, by a telephone number or a meeting that you know of, not by mail: whoever has taken over
        their mailbox would write to you, too.
      </Aside>
    </Letter>
  ),
})
