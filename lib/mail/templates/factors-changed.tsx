import { z } from 'zod'
import { browserName } from '../../words/browser-name'
import { Act, Aside, Letter, Say } from './letter'
import { template } from './template'
import { moment, theirs, time } from '../../words/letters'

/** The mail to a person whose second factors changed. */
export const factorsChanged = template({
  input: z.object({
    what: z.string().transform((what) => theirs(what, 300)),
    /** Null: the change was made on the server. */
    userAgent: z.string().nullable(),
    at: time,
  }),
  subject: (_, { organization }) => `Your sign-in at ${organization} changed`,
  letter: ({ what, userAgent, at }, frame) => (
    <Letter
      frame={frame}
      title="Your sign-in changed"
      preview={what}
      why={`You get this because this address signs in at ${frame.publicUrl}.`}
    >
      <Say>{what}</Say>
      <Say>
        {userAgent === null
          ? `It was done on the server, ${moment(at, frame.timeZone)}.`
          : `It was done with ${browserName(userAgent)}, ${moment(at, frame.timeZone)}.`}
      </Say>
      <Act href={`${frame.publicUrl}/account`}>See your account</Act>
      <Aside>
        Was it not you? Then somebody reads your mail. Secure the mailbox first, then end all other sessions under
        Account, and tell whoever shared with you.
      </Aside>
    </Letter>
  ),
})
