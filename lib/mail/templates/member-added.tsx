import { z } from 'zod'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { introduce, person } from '../../words/letters'

/** The mail to a new member. */
export const memberAdded = template({
  input: z.object({
    addedBy: person.nullable(),
    administrator: z.boolean(),
    /** True for an invited guest whose address is at a mail domain of members. */
    byDomain: z.boolean().default(false),
  }),
  subject: (_, { organization }) => `You can now share on behalf of ${organization}`,
  letter: ({ addedBy, administrator, byDomain }, frame) => (
    <Letter
      frame={frame}
      title={`Welcome to ${frame.organization}’s guest portal`}
      preview="Sign in with your address; there is no password."
      why={`You get this because this address was added at ${frame.publicUrl}.`}
    >
      <Say>
        {`${byDomain ? 'You were invited as a guest. Your address is at a mail domain of members, so you are a member from now on' : `${addedBy ? `${introduce(addedBy)} added you` : 'You were added'} as ${administrator ? 'an administrator' : 'a member'}`}. You can share files, links and pages with people outside ${frame.organization}, and see who opens them.`}
      </Say>
      <Act href={`${frame.publicUrl}/sign-in`}>Sign in</Act>
      <Aside>Enter this address and we mail you a code. There is no password to remember.</Aside>
    </Letter>
  ),
})
