import { z } from 'zod'
import { linkToken } from '../../secrets'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { moment, time } from '../../words/letters'

/**
 * The mail of a let-in link without a code. The link's token is derived from its id when the mail is rendered, so the
 * outbox never holds it.
 */
export const letIn = template({
  input: z.object({ letIn: z.object({ id: z.uuid(), until: time }) }),
  subject: (_, { organization }) => `Are you trying to sign in to ${organization}?`,
  letter({ letIn: { id, until } }, frame) {
    const { publicUrl, timeZone } = frame
    return (
      <Letter
        frame={frame}
        title="Are you trying to sign in?"
        preview="Several codes were asked for with this address."
        why={`You get this because somebody entered this address at ${publicUrl}.`}
      >
        <Say>
          Several codes were asked for with this address, so browsers that have not signed in with it before get no more
          for now.
        </Say>
        <Say>If it is you, open this in the browser you sign in with, and ask for a code there again.</Say>
        <Act href={`${publicUrl}/let-in/${linkToken('let-in', id)}`}>This was me</Act>
        <Aside>{`It works once, until ${moment(until, timeZone)}, and signs nobody in. Do not pass it on.`}</Aside>
        <Aside>Not you? Then there is nothing to do: without a code nobody gets in.</Aside>
      </Letter>
    )
  },
})
